/**
 * `npm test [-- <file patterns and options of node --test>]`: every test that needs nothing but
 * this clone, on one PostgreSQL that runs from the first file to the last.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dropAbandonedTestDatabases, openTestServer } from '@hirewire/store/testing';

const root = fileURLToPath(new URL('../', import.meta.url));
const everything = ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'];
/** These need Odoo, Python, a browser, other runtimes, root or an idle machine; see the end of a run. */
const leftOut = [
  'tests/live-odoo',
  'tests/python',
  'tests/runtimes',
  'tests/browser',
  'tests/machines',
  'tests/bench',
];
const concurrency = 4;
/** Of a file; one that hangs must not hold up the others for ever. */
const timeoutMs = 15 * 60_000;

const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const files = findFiles(patterns);

if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(' ') || everything.join(' ')}.`);
  process.exitCode = 2;
} else {
  const server = await openTestServer();
  try {
    await dropAbandonedTestDatabases(server.url);
    process.exitCode = await runTests();
  } finally {
    await server.close();
  }
  if (patterns.length === 0) {
    console.log(
      'Left out: the official Python SDK (npm run test:python), the site in a browser (npm run ' +
        'test:browser), Deno and Bun (npm run test:runtimes), a minute of killed processes and cut ' +
        'cables (npm run test:chaos) and a live Odoo server (npm run test:live:odoo). .ci/run runs ' +
        'everything.',
    );
  }
}

function findFiles(wanted: string[]): string[] {
  if (wanted.length > 0) return globSync(wanted).map((file) => path.resolve(file));
  return globSync(everything, { cwd: root })
    .filter((file) => !leftOut.some((folder) => file.startsWith(path.normalize(`${folder}/`))))
    .toSorted();
}

/** Resolves with the exit code; Ctrl-C ends the tests first, and then this script in order. */
function runTests(): Promise<number> {
  const limits = [`--test-concurrency=${concurrency}`, `--test-timeout=${timeoutMs}`];
  const args = ['--test', ...limits, ...options, ...files];
  const tests = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal));
  return new Promise((resolve, reject) => {
    tests.on('error', reject);
    tests.on('close', (code) => resolve(code ?? 1));
  });
}
