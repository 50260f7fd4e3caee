import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError, systemClock } from '@hirewire/connector-kit';
import type { ModelName, ReadModel } from '@hirewire/connector-kit';
import { findOpenRun, findRun, tryRunLock } from '@hirewire/store';
import { listStaleRows } from '@hirewire/store/testing';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';

describe('models of a sync that are read at the same time', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
  });
  afterEach(() => test.close());

  const setConcurrency = (concurrency: number): void => {
    test.ats.connector.remote.limit.concurrency = concurrency;
  };

  it('do not wait for each other', { timeout: 30_000 }, async () => {
    const begun = new Set<string>();
    const second = Promise.withResolvers<void>();
    test.ats.remote.beforePage = async ({ model }) => {
      begun.add(model);
      if (begun.size > 1) second.resolve();
      await second.promise;
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.deepEqual(await listStaleRows(test.database, id), []);
  });

  it('are as many as the vendor’s limit has use for', { timeout: 30_000 }, async () => {
    const { limit } = test.ats.connector.remote;
    Object.assign(limit, { concurrency: 4, concurrentModels: 4 });
    const begun = new Set<string>();
    const fourth = Promise.withResolvers<void>();
    test.ats.remote.beforePage = async ({ model }) => {
      begun.add(model);
      if (begun.size > 3) fourth.resolve();
      await fourth.promise;
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
  });

  it('follow each other where the vendor takes one request at a time', async () => {
    setConcurrency(1);
    const states = new Set<string>();
    test.ats.remote.beforePage = async () => {
      await systemClock.sleep(1);
      const open = await findOpenRun(test.database, { integrationId: id, type: 'FULL' });
      const run = open && (await findRun(test.database, id, open.id));
      const reading = Object.values(run?.models ?? {}).filter(({ state }) => state === 'READING');
      states.add(`${reading.length} at once`);
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.deepEqual([...states], ['1 at once']);
  });

  it('share what they are both made from, within a run and no longer', async () => {
    let asked = 0;
    const readers = 2;
    const { read } = test.ats.connector;
    const sharing: ReadModel<'tags'> = async function* (context) {
      await context.shareRead({ key: 'details', readers }, async () => (asked += 1));
      yield { records: [], resumeFrom: null, completeness: 'full' };
    };
    Object.assign(read, { tags: sharing, rejection_reasons: sharing });
    for (const run of [1, 2]) {
      assert.equal((await test.sync()).state, 'SUCCEEDED');
      assert.equal(asked, run);
    }
  });

  it('come after the applications where only what belongs to tracked ones is kept', async () => {
    await test.engine.changeSettings(id, { sync_only_created_applications: true });
    const early: string[] = [];
    test.ats.remote.beforePage = async ({ model }) => {
      if (!['candidates', 'interviews', 'offers'].includes(model)) return;
      const open = await findOpenRun(test.database, { integrationId: id, type: 'FULL' });
      const run = open && (await findRun(test.database, id, open.id));
      if (run?.models['applications']?.state !== 'DONE') early.push(model);
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.deepEqual(early, []);
  });

  it('stop together at refused credentials', { timeout: 30_000 }, async () => {
    await test.sync();
    test.ats.remote.reads.length = 0;
    test.ats.remote.beforePage = async ({ signal }) => {
      if (test.ats.remote.reads.length === 1) {
        throw new RemoteError({ kind: 'authentication', message: 'key revoked', status: 401 });
      }
      if (!signal.aborted) await once(signal, 'abort');
    };
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'AUTHENTICATION_FAILED');
    assert.equal(run.message, 'key revoked');
    assert.ok(test.ats.remote.reads.length <= 2, 'another model was begun');
  });

  it('have all stopped when one of them could not be stored', async () => {
    const poison = {
      name: 'Poison',
      get remote_id(): string {
        throw new Error('cannot be stored');
      },
    };
    test.ats.remote.records.jobs.set('poison', poison as never);
    let underWay = 0;
    const { read } = test.ats.connector;
    for (const [model, readModel] of Object.entries<ReadModel<ModelName>>(read)) {
      const counted: typeof readModel = async function* (...call) {
        underWay += 1;
        try {
          yield* readModel(...call);
        } finally {
          underWay -= 1;
        }
      };
      Object.assign(read, { [model]: counted });
    }
    test.ats.remote.beforePage = () => systemClock.sleep(5);
    await assert.rejects(test.sync(), /cannot be stored/);
    const lock = await tryRunLock(test.database, id);
    assert.ok(lock, 'the run goes on');
    await lock.release();
    assert.equal(underWay, 0, 'a model is still being read');
  });
});
