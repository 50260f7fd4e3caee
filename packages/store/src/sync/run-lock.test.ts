import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openDatabase } from '../database/database.ts';
import { tryRunLock } from './run-lock.ts';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase, endSessions, until } from '../testing/index.ts';

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
    // PostgreSQL tells of the end of a session just before it releases its locks.
    const next = await until(() => tryRunLock(test.database, 'pretend:one'));
    await Promise.all([lock.release(), next.release()]);
  });

  it('is free a while after its holder hangs, which learns of it when it goes on', async () => {
    const program = `
      const { openDatabase } = await import('${new URL('../database/database.ts', import.meta.url).href}');
      const { tryRunLock } = await import('${new URL('run-lock.ts', import.meta.url).href}');
      const database = openDatabase({ url: process.env.URL });
      const lock = await tryRunLock(database, 'pretend:one', 3000);
      lock.signal.addEventListener('abort', () => console.log('lost'));
      console.log('taken');
      setInterval(() => lock.heartbeat(), 500);`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { URL: test.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const lines = createInterface(holder.stdout)[Symbol.asyncIterator]();
      assert.equal((await lines.next()).value, 'taken');
      holder.kill('SIGSTOP');
      const next = await until(() => tryRunLock(test.database, 'pretend:one'));
      holder.kill('SIGCONT');
      assert.equal((await lines.next()).value, 'lost');
      await next.release();
    } finally {
      holder.kill('SIGKILL');
    }
  });
});
