/**
 * `npm run check`: what should hold before a commit, in about a minute and without a database.
 * `--all` adds what CI asks besides; `--static` leaves out the tests (`npm test` runs them too).
 * Every step runs, also after a failure, so that one run shows everything that is wrong.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Step {
  name: string;
  kind: 'static' | 'tests' | 'all';
  command: string;
  args: string[];
}

const root = fileURLToPath(new URL('../', import.meta.url));

/** Packages whose tests need neither PostgreSQL nor a simulator. */
const unitTested = 'packages/{contract,connector-kit}/src/**/*.test.ts';

const steps: Step[] = [
  { name: 'format', kind: 'static', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', kind: 'static', command: 'oxlint', args: [] },
  { name: 'types', kind: 'static', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  {
    name: 'subjects of commits are short',
    kind: 'static',
    command: 'node',
    args: ['scripts/check-commits.ts'],
  },
  testStep('architecture', 'tests/architecture/**/*.test.ts'),
  testStep('unit', unitTested),
  {
    name: 'the OpenAPI document is up to date',
    kind: 'all',
    command: 'node',
    args: ['packages/contract/scripts/generate.ts', '--check'],
  },
  {
    name: 'the list of connectors is up to date',
    kind: 'all',
    command: 'node',
    args: ['scripts/generate-registries.ts', '--check'],
  },
  {
    name: 'the SDK is up to date with the contract',
    kind: 'all',
    command: 'node',
    args: ['packages/sdk/scripts/generate.ts', '--check'],
  },
  {
    name: 'the OpenAPI document is valid',
    kind: 'all',
    command: 'redocly',
    args: ['lint', 'hirewire', '--config', 'packages/contract/redocly.yaml'],
  },
  { name: 'nothing is unused', kind: 'all', command: 'knip', args: ['--no-config-hints'] },
  {
    // Exports for tests are fine (mappers have their own); files and dependencies are not.
    name: 'nothing in the product is there for tests only',
    kind: 'all',
    command: 'knip',
    args: ['--no-config-hints', '--production', '--include', 'files,dependencies,unlisted'],
  },
];

const wanted = steps.filter(
  ({ kind }) =>
    (kind !== 'all' || process.argv.includes('--all')) &&
    (kind !== 'tests' || !process.argv.includes('--static')),
);
const failed = wanted.filter((step) => !run(step));
console.log(`\n${wanted.length - failed.length} of ${wanted.length} steps passed.`);
for (const { name } of failed) console.log(`Failed: ${name}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function testStep(name: string, pattern: string): Step {
  // Node takes a pattern without a file for a success; a gate must not.
  const files = globSync(pattern, { cwd: root });
  if (files.length === 0) throw new Error(`No test file matches ${pattern}.`);
  return { name, kind: 'tests', command: 'node', args: ['--test', ...files] };
}

function run({ name, command, args }: Step): boolean {
  console.log(`\n=== ${name}`);
  const startedAt = performance.now();
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    },
  });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  console.log(`--- ${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return status === 0;
}
