import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toProject } from '../project.ts';
import { rules } from './index.ts';

/** Faults that a rule must see (`file` with `text`), and look-alikes that it must let pass. */
interface Case {
  rule: string;
  faults: Record<string, string>[];
  lookAlikes: Record<string, string>[];
}

const connector = (changes: Record<string, string | null>): Record<string, string> => {
  const names = ['index.ts', 'client.ts', 'coverage.ts', 'remote-types.ts', 'vat.test.ts'];
  const files = { 'README.md': '', 'read/jobs.ts': '', ...changes };
  for (const name of names) if (!(name in files)) Object.assign(files, { [name]: '' });
  const present = Object.entries(files).filter(([, text]) => text !== null);
  return Object.fromEntries(
    present.map(([name, text]) => [`packages/connectors/src/vat/${name}`, text ?? '']),
  );
};

const withStore = (path: string, text: string): Record<string, string> => ({
  'packages/store/package.json': JSON.stringify({
    name: '@hirewire/store',
    exports: { '.': './src/index.ts', './testing': './src/testing/index.ts' },
  }),
  [path]: text,
});

const cases: Case[] = [
  {
    rule: 'connector-folders',
    faults: [
      connector({ 'README.md': null }),
      connector({ 'vat.test.ts': null }),
      connector({ 'read/jobs.ts': null }),
      connector({ 'client.ts': '\n'.repeat(121) }),
      connector({ 'read/jobs.ts': '\n'.repeat(201) }),
    ],
    lookAlikes: [
      connector({}),
      connector({ 'read/jobs.ts': null, 'read.ts': '' }),
      connector({ 'client.ts': '\n'.repeat(120), 'read/jobs.test.ts': '\n'.repeat(500) }),
    ],
  },
  {
    rule: 'declared-statements',
    faults: [
      { 'packages/store/src/a.ts': "await client.query('select from jobs');" },
      { 'packages/store/src/a.ts': 'await database.pool.query({ text, values });' },
      { 'packages/store/src/database/measurements.ts': 'await pool.query(text);' },
      { 'packages/store/src/a.ts': 'const find = () => statement({ text });' },
      { 'packages/store/src/a.ts': 'function find() { return statementFor(names, declare); }' },
      { 'packages/store/src/a.ts': "statement({ text: 'select pg_advisory_lock(1)' });" },
      { 'packages/store/src/a.ts': 'statement({ text: `select pg_try_advisory_lock(${key})` });' },
      { 'packages/store/src/embedded/a.ts': "client.query('select pg_advisory_lock($1)', [1]);" },
      { 'packages/store/src/testing/a.ts': "client.query('select pg_advisory_lock(1)');" },
    ],
    lookAlikes: [
      { 'packages/store/src/a.ts': "const find = statement({ text: 'select from jobs' });" },
      {
        'packages/store/src/a.ts': 'const find = statementFor(names, (name) => ({ text: name }));',
      },
      {
        'packages/store/src/a.ts':
          "statement({ text: `select pg_advisory_lock(${integrationLock('run')})` });",
      },
      {
        'packages/store/src/embedded/a.ts':
          'client.query(`select pg_advisory_lock(${globalLock.a})`);',
      },
      { 'packages/store/src/database/migrate.ts': "await client.query('create schema store');" },
      { 'packages/store/src/a.test.ts': "await client.query('select from jobs');" },
      { 'packages/store/src/testing/a.ts': "await client.query('select from jobs');" },
      { 'packages/server/src/a.ts': 'const { query } = request; request.query;' },
    ],
  },
  {
    rule: 'dependency-direction',
    faults: [
      { 'packages/contract/src/a.ts': "import { a } from '@hirewire/store';" },
      { 'packages/engine/src/a.ts': "import type { A } from '@hirewire/connectors';" },
      { 'packages/engine/src/a.test.ts': "import { a } from '@hirewire/connectors';" },
      { 'packages/engine/src/a.ts': "export * from '@hirewire/server';" },
      { 'packages/engine/src/a.ts': "const a = await import('@hirewire/server');" },
      { 'packages/engine/src/a.ts': "type A = import('@hirewire/server').A;" },
      { 'packages/connectors/src/a.ts': "import '@hirewire/simulators';" },
      { 'packages/simulators/src/a.test.ts': "import '@hirewire/connectors';" },
      { 'packages/site/scripts/a.ts': "import '@hirewire/server';" },
      { 'packages/unheard-of/src/a.ts': "import '@hirewire/contract';" },
      { 'packages/engine/src/a.ts': "import pg from 'pg';" },
      { 'packages/server/src/a.ts': "import { query } from 'graphile-worker/dist/sql';" },
      {
        'packages/store/package.json':
          '{ "name": "@hirewire/store", "dependencies": { "@hirewire/engine": "1" } }',
      },
    ],
    lookAlikes: [
      { 'packages/store/src/a.ts': "import pg from 'pg'; import '@hirewire/contract';" },
      { 'packages/connectors/src/a.test.ts': "import '@hirewire/simulators';" },
      { 'packages/cli/src/a.ts': "import '@hirewire/simulators';" },
      { 'packages/engine/src/a.ts': 'const text = "import \'@hirewire/connectors\'";' },
      { 'tests/bench/a.ts': "import pg from 'pg'; import '@hirewire/connectors';" },
    ],
  },
  {
    rule: 'front-doors',
    faults: [
      { 'packages/engine/src/a.ts': "import '../../store/src/rows.ts';" },
      { 'tests/wire/a.ts': "import '../../packages/store/src/rows.ts';" },
      { 'packages/engine/src/a.ts': "import './b.test.ts';" },
      { 'packages/engine/src/a.ts': "import './b';" },
      { 'packages/store/src/a.ts': "import './testing/b.ts';" },
      withStore('packages/engine/src/a.ts', "import '@hirewire/store/src/rows.ts';"),
      withStore('packages/engine/src/a.ts', "import '@hirewire/store/testing';"),
      withStore('packages/store/src/a.ts', "import '@hirewire/store';"),
    ],
    lookAlikes: [
      { 'packages/contract/scripts/generate.ts': "import '../src/index.ts';" },
      withStore('packages/engine/src/a.ts', "import '@hirewire/store';"),
      withStore('packages/engine/src/a.test.ts', "import '@hirewire/store/testing';"),
      withStore('packages/server/src/testing/a.ts', "import '@hirewire/store/testing';"),
      withStore('scripts/test.ts', "import '@hirewire/store/testing';"),
    ],
  },
  {
    rule: 'generated-notes',
    faults: [
      { 'packages/connectors/src/registry.ts': 'export const connectors = [];' },
      { 'packages/contract/generated/openapi.json': '{}' },
    ],
    lookAlikes: [
      { 'packages/connectors/src/registry.ts': '// Written by scripts/generate-registries.ts' },
      { 'packages/contract/generated/openapi.json': '{ "x-generated-by": "scripts/a.ts" }' },
    ],
  },
  {
    rule: 'logged-events',
    faults: [
      { 'packages/engine/src/a.ts': "log.warn({ error }, 'Failed');" },
      { 'packages/server/src/a.ts': "request.log.error({ error }, 'Failed');" },
      { 'packages/engine/src/a.ts': "environment.log.info('Started');" },
    ],
    lookAlikes: [
      { 'packages/engine/src/a.ts': "log.warn({ event: 'a.failed', error }, 'Failed');" },
      { 'packages/engine/src/a.ts': "log.error({ event, error }, 'Failed');" },
      { 'packages/engine/src/a.ts': "log[level](context, 'Ended');" },
      { 'packages/engine/src/a.ts': 'log.warn(context, message);' },
      { 'packages/engine/src/a.ts': "form.error({}, 'Failed');" },
      { 'packages/engine/src/a.test.ts': "log.warn({}, 'Failed');" },
    ],
  },
  {
    rule: 'no-cycles',
    faults: [
      {
        'packages/store/src/a.ts': "import './b.ts';",
        'packages/store/src/b.ts': "import type { C } from './c.ts';",
        'packages/store/src/c.ts': "export * from './a.ts';",
      },
      {
        ...withStore('packages/store/src/index.ts', "import '@hirewire/store/testing';"),
        'packages/store/src/testing/index.ts': "import '../index.ts';",
      },
    ],
    lookAlikes: [
      {
        'packages/store/src/a.ts': "import './b.ts'; import './c.ts';",
        'packages/store/src/b.ts': "import './c.ts';",
        'packages/store/src/c.ts': '',
      },
    ],
  },
  {
    rule: 'one-clock',
    faults: [
      { 'packages/engine/src/a.ts': 'export const now = new Date();' },
      { 'packages/engine/src/a.ts': 'export const now = Date();' },
    ],
    lookAlikes: [
      { 'packages/engine/src/a.ts': 'export const day = (text: string) => new Date(text);' },
      { 'packages/engine/src/a.test.ts': 'export const now = new Date();' },
      { 'packages/simulators/src/a.ts': 'export const now = new Date();' },
      { 'packages/connector-kit/src/clock.ts': 'export const now = new Date();' },
    ],
  },
  {
    rule: 'plain-names',
    faults: [
      { 'packages/engine/src/utils.ts': '' },
      { 'packages/engine/src/common/rows.ts': '' },
      { 'packages/engine/src/sync-manager.ts': '' },
      { 'packages/engine/src/job-data.ts': '' },
      { 'packages/engine/src/a.ts': 'class SyncManager {}' },
      { 'packages/engine/src/a.ts': 'function processPage() {}' },
      { 'packages/engine/src/a.ts': 'const opts = {};' },
      { 'packages/engine/src/a.ts': 'const send = (req: Request) => req;' },
    ],
    lookAlikes: [
      { 'packages/contract/src/webhooks/data-changed.ts': '' },
      { 'packages/store/src/remote-data.ts': 'type RemoteData = string;' },
      { 'packages/engine/src/database.ts': 'const options = { data: 1 }; options.data;' },
    ],
  },
  {
    rule: 'reasoned-suppressions',
    faults: [
      { 'packages/engine/src/a.ts': '// oxlint-disable-next-line no-console\n' },
      { 'packages/engine/src/a.ts': '/* eslint-disable */\n' },
      { 'packages/engine/src/a.ts': '// @ts-expect-error\n' },
    ],
    lookAlikes: [
      { 'packages/engine/src/a.ts': '// oxlint-disable-next-line no-console -- for people only\n' },
      { 'packages/engine/src/a.ts': '// @ts-expect-error: a wrong call is the point\n' },
    ],
  },
  {
    rule: 'sql-in-store',
    faults: [
      { 'packages/engine/src/a.ts': "run('select id from jobs');" },
      { 'packages/engine/src/a.ts': 'run(`\n  UPDATE ${table} SET name = 1`);' },
      { 'packages/server/src/a.test.ts': "run('delete from jobs');" },
      { 'packages/server/src/a.ts': "run('with page as (select 1) select 2');" },
      { 'packages/cli/src/a.ts': "run('create table jobs (id text)');" },
    ],
    lookAlikes: [
      { 'packages/store/src/a.ts': "run('select id from jobs');" },
      { 'tests/bench/a.ts': "run('copy jobs to stdout');" },
      { 'packages/cli/src/a.ts': "say('Create an integration first'); say('Update the key');" },
    ],
  },
  {
    rule: 'standard-terms',
    faults: [
      { 'packages/engine/src/a.ts': 'const slot = 1;' },
      { 'packages/engine/src/a.ts': 'function takeBackWebhooks() {}' },
      { 'packages/engine/src/a.ts': 'const a = (holder: string) => holder;' },
      { 'packages/engine/src/a.ts': 'function a({ b: withheld = 1 }) {}' },
      { 'packages/store/src/a.ts': 'interface A { patienceMs: number }' },
      { 'scripts/a.ts': 'const [mostRetries] = [3];' },
      { 'packages/engine/src/a.ts': 'class VendorAway extends Error {}' },
    ],
    lookAlikes: [
      { 'packages/store/src/a.ts': 'const rows = { holder: 1, withheld: 2 };' },
      { 'packages/store/src/a.ts': 'const { withheld: skippedDeletions } = row;' },
      { 'packages/store/src/a.ts': "const text = 'select holder from store.sync_runs';" },
      { 'packages/engine/src/a.ts': 'const isCurrentHolder = 1, least = 2, mostly = 3;' },
      { 'packages/engine/src/a.test.ts': 'const holder = 1;' },
      { 'packages/simulators/src/a.ts': 'const slot = 1;' },
    ],
  },
  {
    rule: 'vendor-words',
    faults: [
      { 'packages/engine/src/a.ts': "if (tool === 'greenhouse') pause();" },
      { 'packages/engine/src/a.ts': 'const greenhouseJob = 1;' },
      { 'packages/engine/src/a.ts': "const a = 'for greenhousev3 only';" },
      { ...connector({}), 'packages/server/src/a.ts': "const a = 'the vat connector';" },
      { ...connector({}), 'packages/connectors/src/other/a.ts': "const a = 'vat';" },
    ],
    lookAlikes: [
      { 'packages/engine/src/a.ts': '/** A slug, such as `greenhouse`. */' },
      { 'packages/simulators/src/a.ts': "const tool = 'greenhouse';" },
      connector({ 'client.ts': "const label = 'Vat';" }),
      { ...connector({}), 'packages/engine/src/a.ts': "const a = 'private';" },
    ],
  },
];

for (const { rule: name, faults, lookAlikes } of cases) {
  const rule = rules.find((each) => each.name === name)!;

  test(`the rule ${name} sees what is planted for it`, () => {
    for (const fault of faults) {
      const found = rule.check(toProject(new Map(Object.entries(fault))));
      assert.ok(found.length > 0, `not seen: ${JSON.stringify(fault)}`);
    }
  });

  test(`the rule ${name} lets pass what only looks like it`, () => {
    for (const lookAlike of lookAlikes) {
      const found = rule.check(toProject(new Map(Object.entries(lookAlike))));
      assert.deepEqual(found, []);
    }
  });
}

test('every rule has its planted faults', () => {
  assert.deepEqual(
    cases.map(({ rule }) => rule).toSorted(),
    rules.map(({ name }) => name).toSorted(),
  );
});

test('a file that does not parse is an error, never a file without faults', () => {
  assert.throws(() => toProject(new Map([['scripts/a.ts', 'const = ;']])), /does not parse/);
});
