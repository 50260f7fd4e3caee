import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '../database/database.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';
import { listDeliveries } from './webhook-deliveries.ts';
import { insertWebhookEndpoint } from './webhook-endpoints.ts';

let testDatabase: TestDatabase;
let environmentId: string;
let endpointId: string;
before(async () => {
  testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  ({ id: environmentId } = await findOrCreateEnvironment(database, { name: 'Test' }));
  const endpoint = { environmentId, url: 'https://x.example', description: null };
  const eventTypes = ['integration-state-changed'];
  const made = await insertWebhookEndpoint(database, { ...endpoint, eventTypes }, () =>
    Buffer.from('sealed'),
  );
  endpointId = made.id;
  await addIntegration(database, { id: 'pretend:one', environmentId });
});
after(() => testDatabase.drop());

const change = `update store.integrations set qa_status = $1 where integration_id = 'pretend:one'`;
const count = async (): Promise<number> =>
  (await listDeliveries(testDatabase.database, { environmentId, endpointId, limit: 99 })).length;

test('an event is there if, and only if, the transaction of its change was committed', async () => {
  const { database } = testDatabase;
  const failing = inTransaction(database, async (client) => {
    await client.query(change, ['FAILED']);
    throw new Error('rolled back');
  });
  await assert.rejects(failing, /rolled back/);
  assert.equal(await count(), 0);
  await inTransaction(database, (client) => client.query(change, ['FAILED']));
  assert.equal(await count(), 1);
  await inTransaction(database, (client) => client.query(change, ['FAILED']));
  assert.equal(await count(), 1, 'nothing changed');
});

test('events of an integration commit in the order of their positions', async () => {
  const { database } = testDatabase;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let hasChanged: () => void = () => undefined;
  const changed = new Promise<void>((resolve) => (hasChanged = resolve));
  const first = inTransaction(database, async (client) => {
    await client.query(
      `select store.emit_event($1, 'pretend:one', 'integration-state-changed', '1')`,
      [environmentId],
    );
    hasChanged();
    await held;
  });
  await changed;
  const second = database.pool.query(
    `select store.emit_event($1, 'pretend:one', 'integration-state-changed', '2')`,
    [environmentId],
  );
  const before = await count();
  assert.equal(await count(), before, 'the second waits for the first');
  release();
  await Promise.all([first, second]);
  const { rows: events } = await database.pool.query<{ data: number }>(
    `select v.data from store.webhook_events v order by position desc limit 2`,
  );
  assert.deepEqual(
    events.map(({ data }) => data),
    [2, 1],
  );
  assert.equal(await count(), before + 2);
});
