import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'hirewire-clone-'));
after(() => rmSync(copy, { recursive: true }));

/** What a clone has, without what is installed or built. */
function copyProject(): void {
  const leftOut = new Set(['node_modules', 'dist', '.git', '.cache', '.hirewire', 'docs', 'tests']);
  for (const name of readdirSync(root).filter((name) => !leftOut.has(name))) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !leftOut.has(basename(path)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

const readProject = (): Map<string, string> =>
  new Map(
    readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(copy.length + 1), readFileSync(path, 'utf8')]),
  );

function run(command: string, ...words: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` },
  });
  assert.equal(status, 0, `${command} ${words.join(' ')}\n${stdout}${stderr}`);
}

const simulator = `import type { Simulator } from '../kit/simulator.ts';

export function startAcmeSimulator(): Promise<Simulator> {
  throw new Error('Acme is not written yet.');
}
`;

test('a new connector and its simulator are a folder each, and everything else is generated', async () => {
  copyProject();
  const before = readProject();
  run('node', 'packages/cli/bin/hirewire.mjs', 'connectors', 'new', 'acme', '--label', 'Acme');
  const simulatorFolder = join(copy, 'packages/simulators/src/acme');
  mkdirSync(simulatorFolder);
  writeFileSync(join(simulatorFolder, 'index.ts'), simulator);
  run('node', 'scripts/generate-registries.ts');

  const changed = [...readProject()]
    .filter(([path, text]) => before.get(path) !== text)
    .map(([path]) => path);
  const folder = 'packages/connectors/src/acme/';
  assert.deepEqual(changed.filter((path) => !path.startsWith(folder)).toSorted(), [
    'README.md',
    'packages/connectors/src/registry.ts',
    'packages/simulators/src/acme/index.ts',
    'packages/simulators/src/registry.ts',
  ]);
  assert.match(readFileSync(join(copy, 'README.md'), 'utf8'), /^\| Tools \| Acme, Ashby, /m);
  const registry = pathToFileURL(join(copy, 'packages/connectors/src/registry.ts')).href;
  const { connectors } = (await import(registry)) as { connectors: { tool: { id: string } }[] };
  assert.equal(connectors[0]?.tool.id, 'acme');
  const simulated = pathToFileURL(join(copy, 'packages/simulators/src/registry.ts')).href;
  const { simulators } = (await import(simulated)) as { simulators: object };
  assert.ok('acme' in simulators);
  // The linter and TypeScript look at the template itself.
  run('oxfmt', '--check', folder, 'packages/simulators/src/registry.ts');
});
