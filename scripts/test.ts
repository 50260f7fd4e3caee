/**
 * `npm test [-- <file patterns and options of node --test>]`: every test that needs nothing but
 * this clone, on one PostgreSQL that runs from the first file to the last. Without patterns it
 * leaves out the long ones, which `npm run test:long` runs.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dropAbandonedTestDatabases, openTestServer } from '@hirewire/store/testing';
import { runTestFiles } from './run-test-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const everything = ['{packages/*/src,scripts,tests}/**/*.test.ts'];
/** Each starts a PostgreSQL of its own, or a whole installation, or runs all examples of the docs. */
const long = [
  'packages/cli/src/commands/{demo,start}.test.ts',
  'packages/store/src/embedded/*.test.ts',
  'tests/docs/*.test.ts',
  'tests/faults/restarted-postgres.test.ts',
  'tests/processes/rolling-restart.test.ts',
];
/** These need more than the clone, or the machine for themselves, and have commands of their own. */
const leftOut = [
  'tests/{bench,browser,live-odoo,machines,python,runtimes}/**',
  'tests/processes/chaos.test.ts',
];
/** These take longest. A long file that starts last goes on alone while the other cores are idle. */
const startFirst = [
  'packages/cli/src/commands/*.test.ts',
  'packages/connectors/src/*/*.test.ts',
  'tests/{consistency,faults}/*.test.ts',
];
/** More than there are cores, as a file waits for PostgreSQL and for processes that it starts. */
const concurrency = 4;
/** Of a file; one that hangs must not hold up the others for ever. */
const timeoutMs = 15 * 60_000;

const words = process.argv.slice(2);
const patterns = words.filter((word) => !word.startsWith('-'));
const isLong = words.includes('--long');
const options = words.filter((word) => word.startsWith('-') && word !== '--long');
const files = findFiles();

if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(' ') || everything.join(' ')}.`);
  process.exitCode = 2;
} else {
  const server = await openTestServer();
  try {
    await dropAbandonedTestDatabases(server.url);
    process.exitCode = (await runTests()) ? 0 : 1;
  } finally {
    await server.close();
  }
  if (patterns.length === 0 && !isLong) {
    console.log(
      'Left out: what starts a PostgreSQL or an installation of its own, and the examples of the ' +
        'documentation (npm run test:long), the official Python SDK (npm run test:python), the site ' +
        'in a browser (npm run test:browser), Deno and Bun (npm run test:runtimes), a minute of ' +
        'killed processes and cut cables (npm run test:chaos), made-up requests (npm run test:fuzz) ' +
        'and a live Odoo server (npm run test:live:odoo). .ci/run runs everything.',
    );
  }
}

function findFiles(): string[] {
  if (patterns.length > 0) return globSync(patterns).map((file) => path.resolve(file));
  const found = globSync(everything, { cwd: root, exclude: leftOut })
    .filter((file) => matches(file, long) === isLong)
    .toSorted();
  const order = [true, false].flatMap((isFirst) =>
    found.filter((file) => matches(file, startFirst) === isFirst),
  );
  return order.map((file) => path.join(root, file));
}

function matches(file: string, globs: readonly string[]): boolean {
  return globs.some((glob) => path.matchesGlob(file, glob));
}

/** Ctrl-C ends the tests first, and then this script in order. */
async function runTests(): Promise<boolean> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => interruption.abort());
  }
  const asked = options.find((option) => option.startsWith('--test-concurrency='));
  const { hasPassed } = await runTestFiles({
    files,
    cwd: root,
    concurrency: asked === undefined ? concurrency : Number(asked.split('=')[1]),
    timeout: timeoutMs,
    execArgv: options,
    signal: interruption.signal,
  });
  return hasPassed && !interruption.signal.aborted;
}
