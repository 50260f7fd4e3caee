import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import type { RunOptions } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';

const listed = 10;
/** Compiling what a file imports takes a third of the processor time of its start. */
const compileCache = path.join(import.meta.dirname, '../.cache/compile');

const withoutHooks = import.meta.resolve('./without-test-hooks.ts');

/** MiB: requests and answers die young. Collected less often, they cost a sixth less of a file. */
const youngGeneration = '--max-semi-space-size=64';

/** Files that run one after the other in the same process, which imports the product once. */
export type TestGroup = readonly string[];

/**
 * Runs groups of test files in the order given, as many at a time as `concurrency` says, and prints
 * what node:test prints; then the files that took longest, which `.ci/run` collects from all its
 * steps.
 */
export async function runTestFiles(
  options: Omit<RunOptions, 'files'> & { groups: readonly TestGroup[] },
): Promise<{ tests: number; hasPassed: boolean }> {
  const { cwd = process.cwd(), groups, ...others } = options;
  const names = new Set(groups.flat().map((file) => path.relative(cwd, file)));
  const seconds = new Map<string, number>();
  const result = { tests: 0, hasPassed: false };
  process.env['NODE_COMPILE_CACHE'] ??= compileCache;
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const files = groups.map((group, index) =>
    writeGroup(group, { cwd, entry: path.join(folder, `${index}.test.mjs`) }),
  );
  const execArgv = ['--import', withoutHooks, youngGeneration];
  const stream = run({ ...others, cwd, files, execArgv });
  stream.on('test:complete', ({ name, details }) => {
    const file = path.isAbsolute(name) ? path.relative(cwd, name) : name;
    if (names.has(file)) seconds.set(file, details.duration_ms / 1000);
  });
  stream.on('test:summary', ({ file, counts, success }) => {
    // One without a file is about all of them.
    if (file === undefined) Object.assign(result, { tests: counts.tests, hasPassed: success });
  });
  for await (const text of stream.compose(new spec())) process.stdout.write(String(text));
  console.log(`\nSlowest files:\n${listSlowest(seconds).join('\n')}\n`);
  return result;
}

/**
 * The file to be run for a group. One of several wraps each file in a suite, so that its hooks are
 * for its own tests.
 */
function writeGroup(group: TestGroup, { entry, cwd }: { entry: string; cwd: string }): string {
  const [only] = group;
  if (only !== undefined && group.length === 1) return only;
  const suites = group.map((file) => {
    const name = JSON.stringify(path.relative(cwd, file));
    const url = JSON.stringify(pathToFileURL(file).href);
    return `suite(${name}, () => whileLoading(() => import(${url})));\n`;
  });
  const imports = `import { suite } from 'node:test';\nimport { whileLoading } from '${withoutHooks}';\n`;
  writeFileSync(entry, `${imports}${suites.join('')}`);
  return entry;
}

function listSlowest(seconds: ReadonlyMap<string, number>): string[] {
  return [...seconds]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, listed)
    .map(([file, took]) => `${took.toFixed(1).padStart(7)} s  ${file.replaceAll(path.sep, '/')}`);
}
