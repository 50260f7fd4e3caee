import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Clock } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';
import type { Database, SyncRun } from '@hirewire/store';
import {
  createRun,
  findRun,
  insertIntegration,
  listRuns,
  openDatabase,
  requeueOrphanedRuns,
} from '@hirewire/store';
import type { Proxy } from '@hirewire/store/testing';
import {
  abandonQueue,
  endSessions,
  skipQueueWaits,
  startProxy,
  untilEnded as untilRunEnded,
  until as waitUntil,
} from '@hirewire/store/testing';
import { seal } from '../integrations/sealing.ts';
import type { SyncWorker } from './sync-worker.ts';
import { startSyncWorker } from './sync-worker.ts';
import { runSync } from './run-sync.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('a sync worker', () => {
  let test: TestEngine;
  let worker: SyncWorker | null;
  let proxy: Proxy;
  /** By way of the proxy. */
  let distant: Database;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
    worker = null;
    proxy = await startProxy(test.database.url);
    distant = openDatabase({ url: proxy.url });
  });
  afterEach(async () => {
    await worker?.stop();
    // First, as a connection that is frozen does not end.
    await proxy.close();
    await distant.close();
    await test.close();
  });

  const request = async (): Promise<string> =>
    (await test.engine.requestSync('pretend:one', { type: 'FULL', trigger: 'CLI' })).sync_id;

  /** A worker that reaches the database by way of the proxy, and waits a tenth of the time. */
  const startDistant = (): Promise<SyncWorker> => {
    const sleep: Clock['sleep'] = (milliseconds, signal) =>
      systemClock.sleep(milliseconds / 10, signal);
    const clock = { ...systemClock, sleep };
    return startSyncWorker({ ...test.environment, database: distant, clock }, 1);
  };

  const messages = (): string[] => test.logLines.map(({ message }) => message);

  const state = (): string => messages().join(' | ');
  const until = <T>(look: Parameters<typeof waitUntil<T>>[0]): Promise<T> =>
    waitUntil(look, { state });

  const untilEnded = (runId: string): Promise<SyncRun> =>
    untilRunEnded(test.database, { integrationId: 'pretend:one', runId }, { state });

  /** A record that no code of ours gets past; with a code, the failure is one of PostgreSQL. */
  const addPoison = (code?: string): void => {
    const poison = {
      name: 'Poison',
      get remote_id(): string {
        throw Object.assign(new Error('secret of Jane Doe'), code && { code });
      },
    };
    test.ats.remote.records.tags.set('poison', poison);
  };

  it('tries a run that fails again after growing pauses, and after eight tries gives it up', async () => {
    addPoison('53100');
    // One model after the other, so that none makes progress beside the one that fails.
    test.ats.connector.remote.limit.concurrency = 1;
    const runId = await request();
    worker = await startSyncWorker(test.environment, 2);
    const pauses: number[] = [];
    const ended = await until(async () => {
      pauses.push(...(await skipQueueWaits(test.database.pool)).map(({ seconds }) => seconds));
      const run = await findRun(test.database, 'pretend:one', runId);
      return run?.endedAt ? run : null;
    });
    assert.equal(ended.state, 'FAILED');
    assert.match(ended.message ?? '', /abandoned after 8 attempts/);
    assert.doesNotMatch(ended.message ?? '', /Jane Doe/);
    // The first try reads the models before the poison, which is progress and does not count.
    assert.equal(test.ats.remote.reads.filter(({ model }) => model === 'tags').length, 9);
    // Eight pauses; the first three are short, and may be over before they are seen.
    const long = pauses.filter((seconds) => seconds > 25);
    assert.equal(long.length, 4, pauses.join());
    assert.deepEqual(
      long,
      long.toSorted((a, b) => a - b),
    );
    assert.ok((long.at(-1) ?? 0) > 600, pauses.join());
    // The way is free for the next one.
    test.ats.remote.records.tags.delete('poison');
    assert.equal((await untilEnded(await request())).state, 'SUCCEEDED');
  });

  it('gives up a model at whose page it fails four times, and reads the others', async () => {
    addPoison();
    const runId = await request();
    worker = await startSyncWorker(test.environment, 2);
    const ended = await until(async () => {
      await skipQueueWaits(test.database.pool);
      const run = await findRun(test.database, 'pretend:one', runId);
      return run?.endedAt ? run : null;
    });
    assert.equal(ended.state, 'PARTIALLY_FAILED');
    assert.match(ended.message ?? '', /tags could not be read: Hirewire failed 4 times in a row/);
    assert.doesNotMatch(ended.message ?? '', /Jane Doe/);
    const failed = Object.entries(ended.models).filter(([, { state }]) => state !== 'DONE');
    assert.deepEqual(
      failed.map(([model]) => model),
      ['tags'],
    );
    assert.equal(test.ats.remote.reads.filter(({ model }) => model === 'tags').length, 4);
  });

  it('gives up a model whose page ends one process after the other', async () => {
    // One model after the other, so that only this one is being read.
    test.ats.connector.remote.limit.concurrency = 1;
    const run = await test.engine.requestSync('pretend:one', { type: 'FULL', trigger: 'CLI' });
    const item = { integrationId: 'pretend:one', runId: run.sync_id };
    for (let death = 1; death <= 4; death += 1) {
      const stop = new AbortController();
      test.ats.remote.beforePage = ({ model }) => {
        if (model !== 'applications') return;
        stop.abort(new Error('died'));
        throw new Error('died');
      };
      await runSync(test.environment, item, stop.signal);
      await abandonQueue(test.database.pool);
      assert.deepEqual((await requeueOrphanedRuns(test.database)).queued, [item], `death ${death}`);
    }
    test.ats.remote.beforePage = () => undefined;
    worker = await startSyncWorker(test.environment, 1);
    const ended = await untilEnded(run.sync_id);
    assert.equal(ended.state, 'PARTIALLY_FAILED');
    assert.match(
      ended.message ?? '',
      /applications could not be read: Hirewire's process ended 4 times in a row at the same page/,
    );
    assert.equal(ended.models['candidates']?.state, 'DONE');
    // The next one reads it again.
    assert.equal((await untilEnded(await request())).state, 'SUCCEEDED');
  });

  it('goes on with the run of a worker that died, without counting that as a failure', async () => {
    // One model after the other, so that candidates have been read when applications begin.
    test.ats.connector.remote.limit.concurrency = 1;
    const stop = new AbortController();
    test.ats.remote.beforePage = ({ model }) => {
      if (model === 'applications') stop.abort(new Error('died'));
    };
    const interrupted = await test.sync('FULL', stop.signal);
    assert.equal(interrupted.state, 'RUNNING');
    for (let death = 0; death < 10; death += 1) await abandonQueue(test.database.pool);
    worker = await startSyncWorker(test.environment, 1);
    assert.equal((await untilEnded(interrupted.id)).state, 'SUCCEEDED');
    assert.equal((await test.list('applications')).length, 30);
    assert.ok(messages().includes('Requeued an orphaned sync run'));
    assert.equal(test.ats.remote.reads.filter(({ model }) => model === 'candidates').length, 1);
  });

  it('takes over a run whose worker died before it was begun', async () => {
    const runId = await request();
    await abandonQueue(test.database.pool);
    worker = await startSyncWorker(test.environment, 1);
    assert.equal((await untilEnded(runId)).state, 'SUCCEEDED');
  });

  for (const poolSize of [1, 2, 3]) {
    it(`runs four syncs at once over a pool of ${poolSize}, with room for readers`, async () => {
      const database = openDatabase({ url: test.database.url, poolSize });
      const runs: string[] = [];
      for (let index = 0; index < 6; index += 1) {
        const id = `pretend:number-${index}`;
        await insertIntegration(database, {
          id,
          environmentId: test.integration.environmentId,
          tool: 'pretend',
          endUser: test.integration.endUser,
          sealedCredentials: seal(test.environment.secretKeys, id, '{"api_key":"k"}'),
          remoteBaseUrl: null,
        });
        await createRun(database, { integrationId: id, type: 'FULL', trigger: 'INITIAL' });
        runs.push(id);
      }
      worker = await startSyncWorker({ ...test.environment, database }, 4);
      await until(async () => {
        const states = await Promise.all(
          runs.map(async (id) => (await listRuns(database, id, { limit: 1 }))[0]?.state),
        );
        return states.every((state) => state === 'SUCCEEDED');
      });
      await worker.stop();
      await database.close();
      assert.ok(!messages().includes('a sync run was interrupted'));
    });
  }

  it('outlives connections that are cut while it starts, works and stops', async () => {
    const killer = openDatabase({ url: test.database.url, poolSize: 1 });
    for (let round = 0; round < 6; round += 1) {
      const brief = await startSyncWorker(test.environment, 2);
      for (let cut = 0; cut < 20; cut += 1) {
        await endSessions(killer.pool);
        await systemClock.sleep((round + cut) % 9);
      }
      const stopped = brief.stop();
      await endSessions(killer.pool);
      await stopped;
    }
    await killer.close();
    worker = await startSyncWorker(test.environment, 2);
    assert.equal((await untilEnded(await request())).state, 'SUCCEEDED');
  });

  it('starts to work when a database that was away comes back, and says that it was', async () => {
    proxy.cut();
    worker = await startDistant();
    await until(() => messages().includes('Queue worker crashed; restarting'));
    const runId = await request();
    proxy.restore();
    assert.equal((await untilEnded(runId)).state, 'SUCCEEDED');
  });

  for (const loss of ['cut', 'freeze'] as const) {
    it(`stops in time when the database goes away in the middle of a run (${loss})`, async () => {
      let isReading = false;
      test.ats.remote.beforePage = ({ model, page }) => {
        if (model !== 'applications' || page !== 2) return;
        isReading = true;
        proxy[loss]();
      };
      const runId = await request();
      const lost = await startDistant();
      await until(() => isReading);
      await lost.stop();
      if (loss === 'freeze') {
        // What hangs would hang for minutes.
        const late = 'Running syncs did not stop in time; another worker will resume them';
        assert.ok(messages().includes(late), state());
      }
      // The session that holds the lock must end, as it does when a process dies.
      proxy.cut();
      // Nothing is lost: the next worker ends it.
      test.ats.remote.beforePage = () => undefined;
      worker = await startSyncWorker(test.environment, 1);
      assert.equal((await untilEnded(runId)).state, 'SUCCEEDED');
      assert.equal((await test.list('applications')).length, 30);
    });
  }

  it('goes on with a run whose database was away for a while', async () => {
    let cuts = 0;
    test.ats.remote.beforePage = ({ model }) => {
      if (model === 'applications' && cuts++ === 0) proxy.cut();
    };
    const runId = await request();
    worker = await startDistant();
    await until(() => cuts > 0);
    await until(() => messages().includes('Sync run interrupted'));
    proxy.restore();
    assert.equal((await untilEnded(runId)).state, 'SUCCEEDED');
  });
});
