import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type InstalledHirewire,
  installHirewire,
  readJson,
  root,
  run,
} from './installed-hirewire.ts';

/** Of everything that is installed, with PostgreSQL (57 MB) and the documentation (23 MB). Raise it with a reason. */
const maxBytes = 150_000_000;

let hirewire: InstalledHirewire;
const running = new Set<ChildProcess>();

before(async () => {
  hirewire = await installHirewire();
});
after(async () => {
  for (const child of running) child.kill('SIGKILL');
  await hirewire.remove();
});

const packageFile = (name: string): string =>
  path.join(hirewire.folder, 'node_modules', name, 'package.json');

const connectorFolder = (): string => path.join(hirewire.folder, 'acme');

describe('the package of the server, installed in an empty folder', () => {
  it('has its own version, whatever tells it', async () => {
    const { version } = await readJson<{ version: string }>(packageFile('hirewire'));
    const { stdout } = await run(hirewire.command, ['--version'], { cwd: hirewire.folder });
    assert.equal(stdout, `${version}\n`);
    const cli = await readJson<{ version: string }>(`${root}packages/cli/package.json`);
    assert.equal(version, cli.version);
  });

  it('brings no second Node.js, and nothing that only builds and tests', () => {
    const files = globSync('node_modules/**', { cwd: hirewire.folder })
      .map((file) => lstatSync(path.join(hirewire.folder, file)))
      .filter((stats) => stats.isFile());
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    assert.ok(bytes > 50_000_000 && bytes < maxBytes, `${bytes} bytes`);
    const installed = new Set(
      globSync('node_modules/{*,@*/*}', { cwd: hirewire.folder }).map((name) =>
        name.slice('node_modules/'.length),
      ),
    );
    const unwanted = ['node', 'typescript', 'esbuild', 'vitepress', 'vue', 'oxlint'];
    assert.deepEqual(
      unwanted.filter((name) => installed.has(name)),
      [],
    );
    assert.ok(installed.has('fastify'));
  });

  it('has the licence, those of others, and what has changed', () => {
    for (const name of ['LICENSE', 'THIRD_PARTY_LICENSES.md', 'CHANGELOG.md', 'README.md']) {
      const { size } = lstatSync(path.join(hirewire.folder, 'node_modules/hirewire', name));
      assert.ok(size > 500, `${name} has ${size} bytes`);
    }
  });

  it('writes a connector that passes its test', async () => {
    const words = ['connectors', 'new', 'acme', '--folder', connectorFolder()];
    await run(hirewire.command, words, { cwd: hirewire.folder });
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', connectorFolder()]);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const pattern = path.join(connectorFolder(), '*.test.ts');
    const { stdout } = await run(process.execPath, ['--test', pattern], { env });
    assert.match(stdout, /pass 2\n.*fail 0/);
  });

  it('checks that connector with the types of the kit', async () => {
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    const check = () => run(compiler, ['-p', connectorFolder(), '--pretty', 'false']);
    assert.equal((await check()).stdout, '');
    const wrong = path.join(connectorFolder(), 'wrong.ts');
    const code = `import { defineConnector } from '@hirewire/connector-kit';\ndefineConnector(1);\n`;
    writeFileSync(wrong, code);
    const { stdout } = await check().catch((error: { stdout: string }) => error);
    assert.match(stdout, /wrong\.ts\(2,17\): error TS2345/);
    rmSync(wrong);
  });

  it('starts with the bundled PostgreSQL and that connector, and answers requests', async () => {
    const url = await startUntilReady(['start', '--port', '0'], /listening on (http:[^\s"]+)/);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    const words = ['keys', 'create', '--name', 'test', '--json'];
    const { stdout } = await run(hirewire.command, words, { cwd: hirewire.folder });
    const headers = { authorization: `Bearer ${/hw_[\w-]{20,}/.exec(stdout)?.[0]}` };
    const tools = await fetch(`${url}/v1/tools/ats`, { headers });
    assert.equal(tools.status, 200);
    const text = await tools.text();
    for (const tool of ['acme', 'ashby']) assert.ok(text.includes(`"id":"${tool}"`), text);
    const page = await fetch(`${url}/docs/quick-start.html`);
    assert.match(await page.text(), /Quick start/);
  });

  it('runs the demo, with records of the simulated tools', async () => {
    const words = ['demo', '--port', '0', '--scale', '5', '--json'];
    const demo = JSON.parse(await startUntilReady(words, /^(\{"folder".*\})$/m)) as {
      api_url: string;
      api_key: string;
      integrations: { id: string; state: string }[];
    };
    const ready = demo.integrations.filter(({ state }) => state === 'ready');
    assert.ok(ready.length > 0);
    for (const { id } of ready) {
      const headers = { authorization: `Bearer ${demo.api_key}`, 'x-integration-id': id };
      const answer = await fetch(`${demo.api_url}/ats/jobs`, { headers });
      const { data } = (await answer.json()) as { data: { results: object[] } };
      assert.ok(data.results.length > 0, id);
    }
  });

  async function startUntilReady(words: string[], pattern: RegExp): Promise<string> {
    const child = spawn(hirewire.command, words, {
      cwd: hirewire.folder,
      env: { ...process.env, HIREWIRE_CONNECTORS: connectorFolder() },
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    while (!pattern.test(output)) {
      const isOver = await Promise.race([
        once(child.stdout, 'data').then(() => false),
        once(child, 'close').then(() => true),
      ]);
      if (isOver) throw new Error(`It ended without ${pattern}: ${output}`);
    }
    after(async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      running.delete(child);
    });
    return pattern.exec(output)?.[1] ?? '';
  }
});

describe('both packages', () => {
  it('could be published as they are', async () => {
    const folders = [hirewire.packageFolder, path.join(root, 'packages/sdk')];
    for (const folder of folders) {
      const { stderr } = await run('npm', ['publish', '--dry-run', '--loglevel=warn'], {
        cwd: folder,
      });
      const warnings = stderr
        .split('\n')
        .filter((line) => line.startsWith('npm warn') && !line.includes('to be logged in'));
      assert.deepEqual(warnings, []);
    }
  });
});
