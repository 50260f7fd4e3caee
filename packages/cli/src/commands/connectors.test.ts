import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { callCli } from '../testing/call-cli.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const parent = mkdtempSync(join(tmpdir(), 'hirewire-new-'));
const folder = join(parent, 'acme');
after(() => rmSync(parent, { recursive: true }));

/** As npm install does, which needs a registry. */
function install(): void {
  mkdirSync(join(folder, 'node_modules/@hirewire'), { recursive: true });
  for (const name of ['zod', '@hirewire/connector-kit']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

const outputOf = (command: string, ...words: string[]): string => {
  // Tests in tests are skipped otherwise.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' });
  return stdout + stderr;
};

describe('hirewire connectors new', () => {
  it('writes a package of its own, with types that fit and tests that pass', async () => {
    const words = ['connectors', 'new', 'acme', '--label', 'Acme & Sons', '--folder', folder];
    const { code, stdout } = await callCli([...words, '--json']);
    assert.equal(code, 0);
    const { tool, files } = JSON.parse(stdout) as { tool: string; files: string[] };
    assert.equal(tool, 'acme');
    for (const name of files) assert.ok(existsSync(join(folder, name)), name);
    assert.match(readFileSync(join(folder, 'index.ts'), 'utf8'), /label: 'Acme & Sons'/);
    install();
    assert.equal(outputOf(join(root, 'node_modules/.bin/tsc'), '-p', folder), '');
    assert.match(
      outputOf(process.execPath, '--test', '--test-reporter=spec'),
      /ℹ pass 2\nℹ fail 0/,
    );
  });

  it('says what to do next', async () => {
    const other = join(parent, 'next');
    const { stdout } = await callCli(['connectors', 'new', 'next', '--folder', other]);
    assert.match(stdout, new RegExp(`HIREWIRE_CONNECTORS='${other}'`));
    assert.match(stdout, /write-a-connector\.md/);
  });

  it('replaces nothing that is there', async () => {
    const { code, stderr } = await callCli(['connectors', 'new', 'ashby', '--folder', parent]);
    assert.equal(code, 2);
    assert.match(stderr, /is not empty/);
    const again = await callCli(['connectors', 'new', 'ashby']);
    assert.match(again.stderr, /connectors\/src\/ashby is not empty/);
  });

  for (const [tool, label, message] of [
    ['Acme', 'Acme', /'Acme' cannot be the id of a tool/],
    ['../acme', 'Acme', /cannot be the id of a tool/],
    ['acme', "Acme's", /cannot be the label of a tool/],
    ['acme', '${process.exit()}', /cannot be the label of a tool/],
  ] as const) {
    it(`refuses ${tool} with the label ${label}, and writes nothing`, async () => {
      const target = join(parent, 'refused');
      const words = ['connectors', 'new', tool, '--label', label, '--folder', target];
      const { code, stderr } = await callCli(words);
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.ok(!existsSync(target));
    });
  }
});

describe('hirewire connectors show', () => {
  it('names what a customer enters and grants, and needs no installation', async () => {
    const words = ['connectors', 'show', 'ashby', '--data-dir', join(parent, 'nowhere')];
    const { code, stdout } = await callCli(words);
    assert.equal(code, 0);
    assert.match(stdout, /^api_key +yes +Make one under Admin, API Keys/m);
    assert.match(stdout, /^read_screening_answers +string +"open"/m);
    assert.match(stdout, /^Offers: Read +Admin, API Keys +ats_offers$/m);
    assert.match(stdout, /^API Keys: Write +Admin, API Keys +webhooks$/m);
    assert.ok(!existsSync(join(parent, 'nowhere')));
    const listed = await callCli(['connectors', 'list', '--json']);
    const tools = JSON.parse(listed.stdout) as { id: string; webhooks: string }[];
    assert.equal(tools.find(({ id }) => id === 'lever')?.webhooks, 'AUTOMATIC');
  });

  it('refuses a tool that is not there', async () => {
    const { code, stderr } = await callCli(['connectors', 'show', 'nonesuch']);
    assert.equal(code, 2);
    assert.match(stderr, /There is no connector nonesuch.*connectors list/);
  });
});
