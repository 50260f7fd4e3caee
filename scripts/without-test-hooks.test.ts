import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const preload = path.join(import.meta.dirname, 'without-test-hooks.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-hooks-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function runFile(body: string): { status: number | null; output: string } {
  const file = path.join(folder, 'a.test.mjs');
  writeFileSync(file, `import { test } from 'node:test';\n${body}\n`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = { env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', preload, file],
    options,
  );
  return { status, output: stdout + stderr };
}

test('a file whose tests pass passes', () => {
  assert.equal(runFile("test('a', async () => void (await 1));").status, 0);
});

test('hooks of a suite are for its own tests, also in a file that is loaded', () => {
  const inner = path.join(folder, 'inner.mjs');
  writeFileSync(
    inner,
    `import { before, beforeEach, describe, it } from 'node:test';
    await 1;
    for (const name of ['one', 'two']) {
      describe(name, () => {
        let outer = 0;
        before(() => void (outer += 1));
        beforeEach(() => console.log('each of', name));
        describe('inside', () => {
          before(() => console.log('outer', outer));
          it('runs', () => undefined);
        });
      });
    }`,
  );
  const { status, output } = runFile(
    `import { suite } from 'node:test';
    import { whileLoading } from ${JSON.stringify(preload)};
    suite('a', () => whileLoading(() => import(${JSON.stringify(inner)})));`,
  );
  assert.equal(status, 0, output);
  const lines = output.split('\n').filter((line) => /^(each|outer)/.test(line));
  assert.deepEqual(lines, ['outer 1', 'each of one', 'outer 1', 'each of two']);
});

const failures = {
  'a failed assertion': "test('a', async () => { await 1; throw new Error('this one'); });",
  'a rejection that nobody handles':
    "test('a', async () => { void Promise.reject(new Error('this one')); await 1; });",
  'an error thrown by a timer':
    "test('a', () => new Promise((done) => { setTimeout(() => { done(); throw new Error('this one'); }); }));",
  'an error after the last test':
    "test('a', () => { setTimeout(() => { throw new Error('this one'); }, 10); });",
};
for (const [name, body] of Object.entries(failures)) {
  test(`${name} fails the file, and is told`, () => {
    const { status, output } = runFile(body);
    assert.notEqual(status, 0);
    assert.match(output, /this one/);
  });
}
