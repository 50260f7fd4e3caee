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
import type { TestGroup } from './run-test-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const everything = ['{packages/*/src,scripts,tests}/**/*.test.ts'];
/**
 * Each starts a PostgreSQL of its own, or a whole installation, or worker after worker to kill it,
 * or runs all examples of the docs, or installs the package with npm.
 */
const long = [
  'packages/cli/src/commands/{demo,start}.test.ts',
  'packages/store/src/embedded/*.test.ts',
  'tests/consistency/*.test.ts',
  'tests/docs/*.test.ts',
  'tests/faults/{killed-workers,restarted-postgres}.test.ts',
  'tests/package/*.test.ts',
  'tests/processes/rolling-restart.test.ts',
];
/** These need more than the clone, or the machine for themselves, and have commands of their own. */
const leftOut = [
  'tests/{bench,browser,image,live-odoo,machines,python,runtimes}/**',
  'tests/processes/chaos.test.ts',
];
/** These take longest. A long file that starts last goes on alone while the other cores are idle. */
const startFirst = [
  'packages/cli/src/commands/*.test.ts',
  'packages/connectors/src/*/*.test.ts',
  'tests/{consistency,faults}/*.test.ts',
];
/**
 * These start processes, measure the whole project, stand for a program of their own, or look at all
 * statements that a process has declared.
 */
const alone = [
  'packages/store/src/{database/statement,records/partitioning}.test.ts',
  'tests/{architecture,consumers,docs,package,processes,sdk,upgrade}/*.test.ts',
];
/**
 * Files of a package that share a process at most. Importing the whole product takes a second or
 * two of processor time, and most files take less than that for themselves.
 */
const maxGroupSize = 6;
/** More than there are cores, as a file waits for PostgreSQL and for processes that it starts. */
const concurrency = 4;
/** Of a process; one that hangs must not hold up the others for ever. */
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
      'Left out: what starts a PostgreSQL or an installation of its own or kills workers, and the ' +
        'examples of the documentation (npm run test:long), the official Python SDK (npm run ' +
        'test:python), the site in a browser (npm run test:browser), Deno and Bun (npm run test:runtimes), a minute of ' +
        'killed processes and cut cables (npm run test:chaos), made-up requests (npm run test:fuzz), ' +
        'the container image (npm run test:image) and a live Odoo server (npm run test:live:odoo). .ci/run runs everything.',
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

/** Files that take longest have a process each; the others share one with files of their package. */
function groupFiles(): TestGroup[] {
  const groups: string[][] = [];
  let owner: string | null = null;
  for (const file of files) {
    const name = path.relative(root, file);
    const isAlone = matches(name, startFirst) || matches(name, alone);
    const nextOwner = isAlone ? null : name.split(path.sep, 2).join('/');
    const last = groups.at(-1);
    const canJoin = nextOwner !== null && nextOwner === owner;
    if (canJoin && last !== undefined && last.length < maxGroupSize) last.push(file);
    else groups.push([file]);
    owner = nextOwner;
  }
  return groups;
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
    groups: groupFiles(),
    cwd: root,
    concurrency: asked === undefined ? concurrency : Number(asked.split('=')[1]),
    timeout: timeoutMs,
    execArgv: options,
    signal: interruption.signal,
  });
  return hasPassed && !interruption.signal.aborted;
}
