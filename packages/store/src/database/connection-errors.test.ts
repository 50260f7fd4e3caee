import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase } from './database.ts';
import { isConnectionError } from './connection-errors.ts';
import type { Proxy, TestDatabase } from '../testing/index.ts';
import { createTestDatabase, endSessions, startProxy } from '../testing/index.ts';

let testDatabase: TestDatabase;
let proxy: Proxy;
before(async () => {
  testDatabase = await createTestDatabase();
  proxy = await startProxy(testDatabase.url);
});
after(async () => {
  await proxy.close();
  await testDatabase.drop();
});

/** What a statement fails with that waits while something is done to its connection. */
async function failureDuring(disturbance: () => unknown): Promise<unknown> {
  const database = openDatabase({ url: proxy.url, poolSize: 1 });
  try {
    await database.pool.query('select 1');
    const waiting = database.pool.query('select pg_sleep(60)').then(
      () => null,
      (error: unknown) => error,
    );
    await disturbance();
    return await waiting;
  } finally {
    await database.close();
  }
}

test('a database is away when it ends sessions, breaks connections or takes no new ones', async () => {
  const ended = await failureDuring(() => endSessions(testDatabase.database.pool));
  assert.ok(isConnectionError(ended), String(ended));
  const cut = await failureDuring(() => proxy.cut());
  assert.ok(isConnectionError(cut), String(cut));
  const database = openDatabase({ url: proxy.url });
  const refused: unknown = await database.pool.query('select 1').catch((error: unknown) => error);
  await database.close();
  proxy.restore();
  assert.ok(isConnectionError(refused), String(refused));
  const nobody = openDatabase({ url: 'postgres://someone@127.0.0.1:1/none' });
  const none: unknown = await nobody.pool.query('select 1').catch((error: unknown) => error);
  await nobody.close();
  assert.ok(isConnectionError(none), String(none));
});

test('a database that refuses a statement is not away', async () => {
  const { pool } = testDatabase.database;
  for (const statement of ['select 1 / 0', 'select nothing']) {
    const error: unknown = await pool.query(statement).catch((error_: unknown) => error_);
    assert.ok(error instanceof Error);
    assert.ok(!isConnectionError(error), statement);
  }
  assert.ok(!isConnectionError(new Error('something else')));
});
