import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../.ci/run', import.meta.url));
const where = { skip: process.platform === 'win32' && '.ci/run is for bash' };

test('all steps run, whatever fails, and the last line adds up their tests', where, (t) => {
  const { status, lines } = runWith(t, {
    'run check:all': 'exit 1',
    test: `printf '\\033[34mℹ pass 5\\033[39m\\nℹ fail 1\\nℹ cancelled 1\\n'; exit 1`,
    'run test:long': `printf 'ℹ pass 2\\nℹ fail 0\\n'; exit 1`,
    'run test:python': `echo 'Ran 10 tests in 0.1s'; echo 'FAILED (failures=1, errors=1, skipped=1)'; exit 1`,
    'run test:chaos': `echo 'ℹ pass 100'`,
  });
  const steps = lines.flatMap((line) => /^--- npm (.*), \d+ s$/.exec(line)?.[1] ?? []);
  assert.deepEqual(steps.toSorted(), [
    'ci: ok',
    'run check:all -- --static: FAILED',
    'run test:browser: ok',
    'run test:chaos: ok',
    'run test:fuzz: ok',
    'run test:image: ok',
    'run test:live:odoo: ok',
    'run test:long: FAILED',
    'run test:python: FAILED',
    'run test:runtimes: ok',
    'test: FAILED',
  ]);
  assert.equal(lines.at(-1), '114 passed, 6 failed');
  assert.equal(status, 1);
});

test('what a step prints stays together', where, (t) => {
  const { status, lines } = runWith(t, {
    // Each ends when the other has begun.
    test: 'echo one; touch "$0.one"; until [ -e "$0.other" ]; do :; done; echo two',
    'run test:live:odoo':
      'echo other; touch "$0.other"; until [ -e "$0.one" ]; do :; done; echo end',
  });
  assert.equal(lines[lines.indexOf('one') + 1], 'two');
  assert.equal(lines[lines.indexOf('other') + 1], 'end');
  assert.equal(lines.at(-1), '0 passed, 0 failed');
  assert.equal(status, 0);
});

test('the ten slowest files of all steps are listed', where, (t) => {
  const { lines } = runWith(t, {
    test: Array.from({ length: 10 }, (_, n) => `echo '    ${n}.5 s  n${n}.test.ts'`).join('; '),
    'run test:long': `echo '  112.3 s  long.test.ts'`,
  });
  const slowest = lines.slice(lines.lastIndexOf('Slowest files:') + 1, -2);
  assert.equal(slowest.length, 10);
  assert.deepEqual(slowest.slice(0, 2), ['  112.3 s  long.test.ts', '    9.5 s  n9.test.ts']);
});

test('nothing else runs when the installation fails', where, (t) => {
  const { status, lines } = runWith(t, { ci: 'exit 1' });
  assert.equal(lines.filter((line) => line.startsWith('=== ')).length, 1);
  assert.equal(lines.at(-1), '0 passed, 1 failed');
  assert.equal(status, 1);
});

/** With an npm that does what is said here for commands that begin so, and nothing for others. */
function runWith(
  t: { after(run: () => void): void },
  commands: Readonly<Record<string, string>>,
): { status: number | null; lines: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-ci-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const npm = path.join(folder, 'npm');
  const cases = Object.entries(commands).map(([words, code]) => `'${words}'*) ${code};;`);
  writeFileSync(npm, ['#!/usr/bin/env bash', 'case "$*" in', ...cases, 'esac', ''].join('\n'));
  chmodSync(npm, 0o755);
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env['PATH']}` };
  const { status, stdout } = spawnSync(script, { env, encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n') };
}
