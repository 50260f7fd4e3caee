import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { tryProcessLock } from './process-lock.ts';

let database: TestDatabase;
let other: TestDatabase;
before(async () => {
  [database, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
after(() => Promise.all([database.drop(), other.drop()]));

test('one process holds the lock of a database, and the others are told which', async () => {
  const first = await tryProcessLock(database.database, { name: 'demo', owner: 'process 1' });
  assert.ok(first.isAcquired);
  const [second, elsewhere, another] = await Promise.all([
    tryProcessLock(database.database, { name: 'demo', owner: 'process 2' }),
    tryProcessLock(other.database, { name: 'demo', owner: 'process 3' }),
    tryProcessLock(database.database, { name: 'another', owner: 'process 4' }),
  ]);
  assert.deepEqual(second, { isAcquired: false, owner: 'process 1' });
  assert.ok(elsewhere.isAcquired && another.isAcquired);
  await Promise.all([first.release(), elsewhere.release(), another.release()]);

  const next = await tryProcessLock(database.database, { name: 'demo', owner: 'process 5' });
  assert.ok(next.isAcquired);
  await next.release();
});
