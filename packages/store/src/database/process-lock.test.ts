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
  const first = await tryProcessLock(database.database, { name: 'demo', holder: 'process 1' });
  assert.ok(first.isHeld);
  const [second, elsewhere, another] = await Promise.all([
    tryProcessLock(database.database, { name: 'demo', holder: 'process 2' }),
    tryProcessLock(other.database, { name: 'demo', holder: 'process 3' }),
    tryProcessLock(database.database, { name: 'another', holder: 'process 4' }),
  ]);
  assert.deepEqual(second, { isHeld: false, holder: 'process 1' });
  assert.ok(elsewhere.isHeld && another.isHeld);
  await Promise.all([first.release(), elsewhere.release(), another.release()]);

  const next = await tryProcessLock(database.database, { name: 'demo', holder: 'process 5' });
  assert.ok(next.isHeld);
  await next.release();
});
