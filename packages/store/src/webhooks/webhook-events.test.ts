import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { listMigrations, migrate } from '../database/migrate.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { deleteIntegration } from '../integrations/delete-integration.ts';
import { recordCommit } from '../records/record-commit.ts';
import type { RecordChange } from '../records/record-commit.ts';
import { findRun } from '../sync/find-runs.ts';
import { createRun, endRun, startRun } from '../sync/sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';
import { claimDueDeliveries } from './claim-deliveries.ts';
import { listDeliveries } from './webhook-deliveries.ts';
import { insertWebhookEndpoint } from './webhook-endpoints.ts';
import type { WebhookEvent } from './webhook-events.ts';
import { findWebhookEvent, noteConnectionFailed } from './webhook-events.ts';

const eventTypes = [
  'data-changed',
  'sync-finished',
  'integration-created',
  'integration-deleted',
  'integration-state-changed',
  'connection-flow-failed',
];
const endUser = { organizationName: 'Acme', creatorEmail: 'a@example.com', originId: 'o-1' };
const customer = {
  tool: 'pretend',
  category: 'ATS',
  organization_name: 'Acme',
  creator_email: 'a@example.com',
  origin_id: 'o-1',
};
const integration = {
  ...customer,
  status: 'ACTIVE',
  setup_status: 'COMPLETED',
  qa_status: 'PASSED',
};

let testDatabase: TestDatabase;
let database: Database;
before(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = testDatabase);
});
after(() => testDatabase.drop());

let count = 0;
let environmentId: string;
let endpointId: string;
let integrationId: string;
/** Each test has an environment of its own, with an endpoint that gets all events. */
beforeEach(async () => {
  count += 1;
  integrationId = `pretend:${count}`;
  const name = `Test ${count}`;
  ({ id: environmentId } = await findOrCreateEnvironment(database, { name }));
  const endpoint = { environmentId, url: 'https://x.example', description: null, eventTypes };
  const made = await insertWebhookEndpoint(database, endpoint, () => Buffer.from('sealed'));
  assert.ok(made);
  endpointId = made.id;
});

const addOne = () => addIntegration(database, { id: integrationId, environmentId, endUser });

/** Events that wait for the endpoint, oldest first. */
async function listEvents(): Promise<WebhookEvent[]> {
  const deliveries = await listDeliveries(database, { environmentId, endpointId, limit: 99 });
  return Promise.all(
    deliveries.toReversed().map(async ({ eventId: id }) => {
      const event = await findWebhookEvent(database, { environmentId, id });
      assert.ok(event);
      return event;
    }),
  );
}
const listTypes = async () => (await listEvents()).map(({ type }) => type);

async function startOne(): Promise<string> {
  const run = { integrationId, type: 'FULL', trigger: 'CLI' } as const;
  const { id: runId } = await createRun(database, run);
  await startRun(database, { integrationId, runId, models: [] });
  return runId;
}
const success = { state: 'SUCCEEDED', message: null, issues: [] } as const;

const commitOf = (type: 'sync' | 'action', ...models: RecordChange['model'][]) => ({
  integrationId,
  cause: { type, id: null },
  stampedAt: new Date().toISOString(),
  changes: models.map((model) => ({ model, id: 'x', change: 'updated' as const })),
});

test('an event is there if, and only if, the transaction of its fact was committed', async () => {
  await addOne();
  const runId = await startOne();
  const facts: [type: string, text: string, values: unknown[]][] = [
    [
      'integration-state-changed',
      `update store.integrations set qa_status = 'FAILED' where integration_id = $1`,
      [integrationId],
    ],
    [
      'sync-finished',
      `update store.sync_runs set ended_at = now(), state = 'FAILED'
       where integration_id = $1 and id = $2`,
      [integrationId, runId],
    ],
    [
      'data-changed',
      `select store.record_commit($1, now(), 'action', null, $2)`,
      [integrationId, '[{"model": "jobs", "change": "created", "ids": ["j"]}]'],
    ],
    [
      'integration-deleted',
      `update store.integrations set deleted_at = now() where integration_id = $1`,
      [integrationId],
    ],
  ];
  for (const [type, text, values] of facts) {
    const before = await listTypes();
    const failing = inTransaction(database, async (client) => {
      await client.query(text, values);
      throw new Error('rolled back');
    });
    await assert.rejects(failing, /rolled back/);
    assert.deepEqual(await listTypes(), before, type);
    await inTransaction(database, (client) => client.query(text, values));
    assert.deepEqual(await listTypes(), [...before, type]);
    if (type === 'data-changed') continue;
    await inTransaction(database, (client) => client.query(text, values));
    assert.deepEqual(await listTypes(), [...before, type], `${type}: nothing changed`);
  }
});

test('facts tell what cannot be read later', async () => {
  await addOne();
  const runId = await startOne();
  await inTransaction(database, (client) =>
    recordCommit(client, commitOf('sync', 'jobs', 'candidates')),
  );
  await endRun(database, { integrationId, runId, ...success });
  const run = await findRun(database, integrationId, runId);
  await database.pool.query(
    `update store.integrations set status = 'INVALID' where integration_id = $1`,
    [integrationId],
  );
  await deleteIntegration(database, integrationId);
  const message = 'The tool says no.';
  await noteConnectionFailed(database, { environmentId, tool: 'pretend', endUser, message });

  const events = await listEvents();
  assert.ok(events.every(({ data }) => data === null));
  assert.deepEqual(
    events.map((event) => event.integrationId),
    [...Array.from({ length: 5 }, () => integrationId), ''],
  );
  const noted = events.map(({ type, facts }) => ({ type, ...(facts as Record<string, unknown>) }));
  const [created, changed, finished, invalid, deleted, failed] = noted as Record<string, unknown>[];
  assert.deepEqual(created, { type: 'integration-created', integration });
  assert.deepEqual(changed, {
    type: 'data-changed',
    integration: { tool: 'pretend', category: 'ATS' },
    models: ['candidates', 'jobs'],
    position: 2,
  });
  const { run: ended, ...rest } = finished as { run: Record<string, unknown> };
  assert.deepEqual(rest, { type: 'sync-finished', integration });
  const time = (name: string): Date => new Date(String(ended[name]));
  assert.deepEqual(
    { ...ended, queued_at: time('queued_at'), started_at: time('started_at') },
    {
      id: runId,
      type: 'FULL',
      trigger: 'CLI',
      state: 'SUCCEEDED',
      queued_at: run?.queuedAt,
      started_at: run?.startedAt,
      ended_at: ended['ended_at'],
    },
  );
  assert.deepEqual(time('ended_at'), run?.endedAt);
  const asInvalid = { ...integration, status: 'INVALID' };
  assert.deepEqual(invalid, { type: 'integration-state-changed', integration: asInvalid });
  const { deleted_at: deletedAt, ...before } = deleted ?? {};
  assert.deepEqual(before, { type: 'integration-deleted', integration: asInvalid });
  assert.ok(Number.isFinite(new Date(String(deletedAt)).getTime()));
  assert.deepEqual(failed, { type: 'connection-flow-failed', integration: customer });
});

test('data-changed names each model that was stored since the last one, and is left out without', async () => {
  await addOne();
  const act = (...models: RecordChange['model'][]) =>
    inTransaction(database, (client) => recordCommit(client, commitOf('action', ...models)));
  await act('jobs');
  await act('tags', 'jobs', 'tags');
  await endRun(database, { integrationId, runId: await startOne(), ...success });
  const noted = (await listEvents()).slice(1).map(({ type, facts }) => {
    const { models, position } = facts as { models?: string[]; position?: number };
    return [type, models, position];
  });
  assert.deepEqual(noted, [
    ['data-changed', ['jobs'], 1],
    ['data-changed', ['jobs', 'tags'], 3],
    ['sync-finished', undefined, undefined],
  ]);
});

test('events of an integration commit in the order of their positions', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let hasNoted: () => void = () => undefined;
  const noted = new Promise<void>((resolve) => (hasNoted = resolve));
  const note = `select store.note_event($1, $2, 'integration-state-changed', $3)`;
  const first = inTransaction(database, async (client) => {
    await client.query(note, [environmentId, integrationId, '1']);
    hasNoted();
    await held;
  });
  await noted;
  let hasCommitted = false;
  const second = database.pool
    .query(note, [environmentId, integrationId, '2'])
    .then(() => (hasCommitted = true));
  const isWaiting = async (): Promise<boolean> => {
    const { rowCount } = await database.pool.query(
      `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rowCount === 1;
  };
  while (!hasCommitted && !(await isWaiting()));
  assert.ok(!hasCommitted, 'the second waits for the first');
  release();
  await Promise.all([first, second]);
  assert.deepEqual(
    (await listEvents()).map(({ facts }) => facts),
    [1, 2],
  );
});

test('an upgrade keeps the finished payloads that wait, and notes facts from then on', async () => {
  const older = await createTestDatabase({ isEmpty: true });
  try {
    const { pool } = older.database;
    await pool.query(
      `create table public.hirewire_migrations
         (name text primary key, applied_at timestamptz not null default now())`,
    );
    const names = await listMigrations();
    const past = names.slice(0, names.indexOf('000016-webhook-facts.sql'));
    for (const name of past) {
      await pool.query(await readFile(new URL(`../migrations/${name}`, import.meta.url), 'utf8'));
      await pool.query('insert into public.hirewire_migrations (name) values ($1)', [name]);
    }
    assert.equal(past.length, 14);
    await pool.query(`insert into store.environments (id, name) values ('e', 'Test')`);
    await pool.query(
      `insert into store.webhook_endpoints (environment_id, id, url, event_types, secret)
       values ('e', 'w', 'https://x.example', $1, 'sealed')`,
      [eventTypes],
    );
    await pool.query(
      `insert into store.integrations
         (integration_id, environment_id, tool, organization_name, creator_email, credentials)
       values ('pretend:one', 'e', 'pretend', 'Acme', 'a@example.com', 'sealed')`,
    );
    await migrate(older.database);
    await deleteIntegration(older.database, 'pretend:one');
    const wanted = { environmentId: 'e', endpointId: 'w', limit: 9 };
    const [recent, old] = await listDeliveries(older.database, wanted);
    assert.deepEqual([old?.type, recent?.type], ['integration-created', 'integration-deleted']);
    const limits = { limit: 9, maxConcurrent: 9, leaseSeconds: 60 };
    const [first, ...others] = await claimDueDeliveries(older.database, limits);
    assert.deepEqual(others, [], 'the newer one waits for the older one');
    assert.equal(first?.eventId, old?.eventId);
    assert.equal(first?.facts, null);
    assert.equal(
      JSON.stringify(first?.data),
      '{"id":"pretend:one","tool":"pretend","category":"ATS","end_user":{"organization_name":' +
        '"Acme","creator_email":"a@example.com","origin_id":null}}',
    );
    const id = recent?.eventId ?? '';
    const event = await findWebhookEvent(older.database, { environmentId: 'e', id });
    assert.equal(event?.data, null);
    assert.ok(event.facts);
  } finally {
    await older.drop();
  }
});
