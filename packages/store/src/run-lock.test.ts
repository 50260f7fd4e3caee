import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openDatabase } from './database.ts';
import { tryRunLock } from './run-lock.ts';
import type { TestDatabase } from './testing/index.ts';
import { createTestDatabase, endSessions } from './testing/index.ts';

describe('a run lock', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => test.drop());

  it('is held by one at a time, for each integration by itself', async () => {
    const one = await tryRunLock(test.database, 'pretend:one');
    assert.ok(one !== null);
    assert.equal(await tryRunLock(test.database, 'pretend:one'), null);
    const two = await tryRunLock(test.database, 'pretend:two');
    assert.ok(two !== null);
    await one.release();
    const again = await tryRunLock(test.database, 'pretend:one');
    assert.ok(again !== null);
    await Promise.all([two.release(), again.release()]);
  });

  it('takes no connection of the pool', async () => {
    const database = openDatabase({ url: test.url, poolSize: 1 });
    const locks = await Promise.all(
      ['one', 'two', 'three'].map((name) => tryRunLock(database, `pretend:${name}`)),
    );
    const { rows } = await database.pool.query<{ answer: number }>('select 1 as answer');
    assert.equal(rows[0]?.answer, 1);
    for (const lock of locks) await lock?.release();
    await database.close();
  });

  it('tells its holder when its session is lost, and is free then', async () => {
    const lock = await tryRunLock(test.database, 'pretend:one');
    assert.ok(lock !== null);
    const aborted = once(lock.signal, 'abort');
    await endSessions(test.database.pool);
    await aborted;
    const next = await tryRunLock(test.database, 'pretend:one');
    assert.ok(next !== null);
    await Promise.all([lock.release(), next.release()]);
  });
});
