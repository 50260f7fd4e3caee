import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createFakeConnector } from '../conformance/self-test/fake-connector.ts';
import type { Connector } from './connector.ts';
import { defineConnector } from './define-connector.ts';
import { findMissing, grantedAt } from './permissions.ts';
import type { PermissionUse } from './permissions.ts';

const fake: Connector = createFakeConnector();

/** Defines the tiny connector with some parts replaced. */
function define(parts: Partial<Connector>): Connector {
  return defineConnector({ ...fake, ...parts });
}

function withReadModel(id: string, entry: Connector['coverage']['readModels'][string]): Connector {
  const readModels = { ...fake.coverage.readModels, [id]: entry };
  return define({ coverage: { ...fake.coverage, readModels } });
}

test('freezes a connector through and through, but not its schema', () => {
  const connector = define({});
  assert.throws(() => Object.assign(connector.tool, { id: 'other' }), TypeError);
  assert.throws(() => (connector.remote.errors as unknown[]).push({}), TypeError);
  assert.throws(() => Object.assign(connector.coverage.readModels['ats_users']!, { model: 1 }));
  assert.deepEqual(connector.credentials.schema.parse({ api_key: 'x' }), { api_key: 'x' });
});

test('refuses another version of the interface', () => {
  const specificationVersion = 2 as unknown as 1;
  assert.throws(() => define({ specificationVersion }), /'tiny'.*specificationVersion 2/);
});

test('refuses a tool id, and a further one, that is no slug', () => {
  assert.throws(() => define({ tool: { ...fake.tool, id: 'Tiny ATS' } }), /slug/);
  assert.throws(() => define({ tool: { ...fake.tool, aliases: ['tiny-v3'] } }), /slug/);
});

test('refuses a model that is SUPPORTED without a read function', () => {
  const { users } = fake.read;
  assert.ok(users);
  assert.throws(() => define({ read: { users } }), /'ats_roles' has no read function/);
});

test('refuses a read function of a model that is not SUPPORTED', () => {
  const note = 'None.';
  const entry = { model: { status: 'UNSUPPORTED', note }, fields: {} } as const;
  assert.throws(() => withReadModel('ats_users', entry), /'ats_users' has a read function/);
});

test('refuses a list model that coverage leaves out', () => {
  const { ats_jobs: _jobs, ...readModels } = fake.coverage.readModels;
  const coverage = { ...fake.coverage, readModels };
  assert.throws(() => define({ coverage }), /no 'ats_jobs'/);
});

test('refuses what is not SUPPORTED without a reason', () => {
  const entry = {
    model: 'SUPPORTED',
    fields: { email: { status: 'NOT_IMPLEMENTED', note: ' ' } },
  } as const;
  assert.throws(() => withReadModel('ats_users', entry), /'ats_users.email' is NOT_IMPLEMENTED/);
});

test('refuses credential fields that the schema does not have, and the other way round', () => {
  const { fields } = fake.credentials;
  const schema = z.object({ token: z.string() });
  assert.throws(
    () => define({ credentials: { schema, fields } }),
    /fields has no 'token'.*schema has no 'api_key'/,
  );
  assert.throws(() => define({ credentials: { schema: z.string(), fields } }), /z\.object/);
});

test('refuses incremental models that are not read', () => {
  assert.throws(() => define({ incrementalModels: ['offers'] }), /names 'offers'/);
  const listIds = { roles: async function* () {} };
  assert.throws(() => define({ listIds }), /listIds\.roles/);
});

test('refuses patterns that remember where they stopped', () => {
  const remote = { ...fake.remote, errors: [{ text: /gone/g, kind: 'not-found' as const }] };
  assert.throws(() => define({ remote }), /flag g or y/);
});

test('refuses a limit that lets nothing through', () => {
  const remote = { ...fake.remote, limit: { ...fake.remote.limit, concurrency: 0 } };
  assert.throws(() => define({ remote }), /limit/);
});

test('refuses permissions for what is not there, and those that nobody knows where to grant', () => {
  const permissions = (use: PermissionUse, place = 'Settings') =>
    define({ permissions: grantedAt(place, { Everything: use }) });
  assert.throws(() => permissions({ models: ['gone' as 'users'] }), /'Everything'.* names gone/);
  assert.throws(() => permissions({ fieldsOf: ['gone' as 'users'] }), /names gone/);
  assert.throws(() => permissions({ actions: ['addNote' as 'addApplicationNote'] }), /addNote/);
  assert.throws(() => permissions({ webhooks: true }), /names webhooks/);
  assert.throws(() => permissions({ models: ['users'] }, ' '), /does not say where/);
});

test('what only webhooks need is not missed', () => {
  const permissions = grantedAt('Settings', {
    'Users: Read': { models: ['users'] },
    'Hooks: Write': { webhooks: true },
  });
  const missing = findMissing(permissions, () => false);
  assert.deepEqual(missing, [
    { permission: 'Users: Read', grantedAt: 'Settings', models: ['users'], actions: [] },
  ]);
});

test('refuses a setting that nobody explains', () => {
  const settings = z.object({ read_all: z.boolean().default(false) });
  assert.throws(() => define({ settings }), /settings\.read_all has no description/);
  const explained = settings.shape.read_all.describe('Whether to read all.');
  define({ settings: z.object({ read_all: explained }) });
});
