import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Queryable } from '../database/database.ts';
import type { SyncWorkItem } from './work-items.ts';
import { queueSyncRun, requeueOrphanedRuns } from './work-items.ts';
import { workQueue } from './work-queue.ts';
import { tryRunLock } from '../sync/run-lock.ts';
import { takeModel } from '../sync/sync-models.ts';
import { createRun, endRun, startRun } from '../sync/sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { abandonQueue, createTestDatabase, skipQueueWaits, until } from '../testing/index.ts';

const integrationId = 'pretend:one';

describe('the queue', () => {
  let test: TestDatabase;
  let item: SyncWorkItem;
  beforeEach(async () => {
    test = await createTestDatabase();
    const { id } = await createRun(test.database, { integrationId, type: 'FULL', trigger: 'CLI' });
    item = { integrationId, runId: id };
  });
  afterEach(() => test.drop());

  it('leaves a run alone that waits, be it for a later time', async () => {
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, []);
    await queueSyncRun(test.database.pool, item, 3600);
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, []);
    const [waiting] = await skipQueueWaits(test.database.pool);
    assert.ok(waiting !== undefined && waiting.seconds > 3500, 'it still waits its hour');
  });

  it('queues a run again whose worker died, started or not, and only once', async () => {
    await abandonQueue(test.database.pool);
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, [item]);
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, []);
  });

  it('leaves a run to the worker that holds its lock', async () => {
    await abandonQueue(test.database.pool);
    const lock = await tryRunLock(test.database, integrationId);
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, []);
    await lock?.release();
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, [item]);
  });

  it('gives up a run whose workers die one after the other before they take up a model', async () => {
    const model = { ...item, model: 'tags' } as const;
    const die = async (hasTaken: boolean) => {
      await startRun(test.database, { ...item, models: ['tags'] });
      if (hasTaken) await takeModel(test.database, model);
      await abandonQueue(test.database.pool);
      return requeueOrphanedRuns(test.database);
    };
    for (let death = 1; death <= 4; death += 1) assert.deepEqual((await die(false)).queued, [item]);
    assert.deepEqual(
      (await die(true)).queued,
      [item],
      'one that came further is no part of the row',
    );
    for (let death = 1; death <= 4; death += 1) assert.deepEqual((await die(false)).queued, [item]);
    assert.deepEqual(await die(false), { queued: [], hopeless: [item] });
  });

  it('forgets a run that has ended', async () => {
    await abandonQueue(test.database.pool);
    await endRun(test.database, { ...item, state: 'CANCELLED', message: null, issues: [] });
    assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, []);
  });

  it('says which try is the last, after growing pauses', async () => {
    const tries: boolean[] = [];
    await noteWaits(test.database.pool);
    const stop = new AbortController();
    const working = workQueue({
      database: test.database,
      concurrency: 2,
      signal: stop.signal,
      log: { warn: (_, message) => assert.fail(message) },
      runSync: async (_, { isLastTry }) => {
        tries.push(isLastTry);
        if (!isLastTry) throw new Error('fails');
      },
    });
    await until(() => tries.at(-1), { pool: test.database.pool });
    stop.abort();
    await working;
    assert.deepEqual(tries, [...Array.from({ length: 7 }, () => false), true]);
    const { rows: waits } = await test.database.pool.query<{ seconds: number }>(
      'select seconds from public.waits order by position',
    );
    assert.equal(waits.length, 7);
    for (const [index, { seconds }] of waits.entries()) {
      assert.ok(Math.abs(seconds - Math.exp(index + 1)) < 0.01, `pause ${index + 1}: ${seconds} s`);
    }
  });

  it('rejects when it cannot fetch its first item', async () => {
    await test.database.pool.query('alter table graphile_worker._private_tasks rename to gone');
    const working = workQueue({
      database: test.database,
      concurrency: 1,
      signal: new AbortController().signal,
      log: { warn: () => undefined },
      runSync: async () => undefined,
    });
    await assert.rejects(working, /_private_tasks/);
  });
});

/** Writes down how long each item that fails has to wait, which is less by the time that one looks. */
async function noteWaits(database: Queryable): Promise<void> {
  await database.query(`
    create table public.waits (position serial, seconds float8);
    create function public.note_wait() returns trigger language plpgsql as $$
    begin
      insert into public.waits (seconds) values (extract(epoch from new.run_at - now()));
      return null;
    end $$;
    create trigger note_wait after update on graphile_worker._private_jobs for each row
      when (old.locked_at is not null and new.locked_at is null)
      execute function public.note_wait()`);
}
