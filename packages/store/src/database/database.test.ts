import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { authorize } from '../environments/authorize.ts';
import { type Queryable, openDatabase } from './database.ts';
import { isConnectionError } from './connection-errors.ts';
import { openQueuePool } from '../queue/work-queue.ts';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase, startProxy } from '../testing/index.ts';

test('a read whose connection is dead fails in time, and the next one gets another', async (context) => {
  const testDatabase = await createTestDatabase();
  const proxy = await startProxy(testDatabase.url);
  const database = openDatabase({ url: proxy.url, poolSize: 1 });
  const read = () => authorize(database, { apiKey: 'unknown', integrationId: null });
  assert.equal(await read(), null);
  proxy.freeze();
  proxy.restore();
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const lost = read().then(
    () => null,
    (error: unknown) => error,
  );
  await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(60_000);
  context.mock.timers.reset();
  assert.ok(isConnectionError(await lost), String(await lost));
  assert.equal(await read(), null);
  await database.close();
  await proxy.close();
  await testDatabase.drop();
});

describe('a session', () => {
  let own: TestDatabase;
  before(async () => {
    own = await createTestDatabase();
  });
  after(() => own.drop());

  async function readSetting(client: Queryable, name: string): Promise<string | undefined> {
    const { rows } = await client.query<{ setting: string }>(
      'select current_setting($1) as setting',
      [name],
    );
    return rows[0]?.setting;
  }

  it('is ended by PostgreSQL, with its locks, when its process hangs in a transaction', async () => {
    const queue = openQueuePool(own.database);
    for (const pool of [own.database.pool, queue]) {
      assert.equal(await readSetting(pool, 'idle_in_transaction_session_timeout'), '1min');
    }
    await queue.end();
  });

  it('keeps what the address says of it', async () => {
    const url = new URL(own.url);
    url.searchParams.set('options', '-c work_mem=5MB');
    const database = openDatabase({ url: url.href });
    assert.equal(await readSetting(database.pool, 'work_mem'), '5MB');
    assert.equal(await readSetting(database.pool, 'idle_in_transaction_session_timeout'), '1min');
    await database.close();
  });
});
