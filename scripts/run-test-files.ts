import path from 'node:path';
import { run } from 'node:test';
import type { RunOptions } from 'node:test';
import { spec } from 'node:test/reporters';

const listed = 10;
/** Compiling what a file imports takes a third of the processor time of its start. */
const compileCache = path.join(import.meta.dirname, '../.cache/compile');

/**
 * Runs test files in the order given, as many at a time as `concurrency` says, and prints what
 * node:test prints; then the files that took longest, which `.ci/run` collects from all its steps.
 */
export async function runTestFiles(
  options: RunOptions & { files: readonly string[] },
): Promise<{ tests: number; hasPassed: boolean }> {
  const { cwd = process.cwd(), files } = options;
  const seconds = new Map<string, number>();
  const result = { tests: 0, hasPassed: false };
  process.env['NODE_COMPILE_CACHE'] ??= compileCache;
  const stream = run(options);
  stream.on('test:complete', ({ name, details }) => {
    if (files.includes(name)) seconds.set(path.relative(cwd, name), details.duration_ms / 1000);
  });
  stream.on('test:summary', ({ file, counts, success }) => {
    // One without a file is about all of them.
    if (file === undefined) Object.assign(result, { tests: counts.tests, hasPassed: success });
  });
  for await (const text of stream.compose(new spec())) process.stdout.write(String(text));
  console.log(`\nSlowest files:\n${listSlowest(seconds).join('\n')}\n`);
  return result;
}

function listSlowest(seconds: ReadonlyMap<string, number>): string[] {
  return [...seconds]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, listed)
    .map(([file, took]) => `${took.toFixed(1).padStart(7)} s  ${file.replaceAll(path.sep, '/')}`);
}
