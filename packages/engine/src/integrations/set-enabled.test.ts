import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { SyncRun } from '@hirewire/store';
import {
  createRun,
  findIntegration,
  findRun,
  findSealedCredentials,
  insertIntegration,
  listRuns,
} from '@hirewire/store';
import { listStaleRows } from '@hirewire/store/testing';
import fc from 'fast-check';
import { runSync } from '../sync/run-sync.ts';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';

describe('switching an integration off and on', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
  });
  afterEach(() => test.close());

  const statusNow = async () => (await findIntegration(test.database, id))?.status;

  const listAll = (): Promise<SyncRun[]> => listRuns(test.database, id, { limit: 20 });

  /** Runs the sync that is queued. */
  async function runQueued(): Promise<SyncRun> {
    const queued = (await listAll()).find(({ state }) => state === 'QUEUED');
    assert.ok(queued, 'no sync is queued');
    const item = { integrationId: id, runId: queued.id };
    await runSync(test.environment, item, new AbortController().signal);
    return (await findRun(test.database, id, queued.id))!;
  }

  it('keeps records and credentials, and refuses syncs meanwhile', async () => {
    await test.sync();
    const before = await test.everything();
    const credentials = await findSealedCredentials(test.database, id);
    assert.equal(await test.engine.setEnabled(id, false), true);
    assert.equal(await statusNow(), 'INACTIVE');
    for (const type of ['FULL', 'DELTA'] as const) {
      await assert.rejects(test.engine.requestSync(id, { type, trigger: 'CLI' }), {
        code: 'integration-disabled',
      });
    }
    assert.equal((await listAll()).length, 1);
    assert.deepEqual(await test.everything(), before);
    assert.deepEqual(await findSealedCredentials(test.database, id), credentials);
  });

  it('queues a sync of what has changed meanwhile when it is enabled again', async () => {
    await test.sync();
    await test.engine.setEnabled(id, false);
    addCandidate(test.ats.remote, 99);
    await test.engine.setEnabled(id, true);
    assert.equal(await statusNow(), 'ACTIVE');
    const run = await runQueued();
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(run.type, 'DELTA');
    assert.equal((await test.list('candidates')).length, 31);
  });

  it('cancels queued syncs, of this integration only', async () => {
    const other = 'pretend:two';
    const { environmentId, endUser } = test.integration;
    await insertIntegration(test.database, {
      id: other,
      environmentId,
      tool: 'pretend',
      endUser,
      sealedCredentials: Buffer.from('never opened'),
      remoteBaseUrl: null,
    });
    for (const integrationId of [id, other]) {
      for (const type of ['FULL', 'DELTA'] as const) {
        await createRun(test.database, { integrationId, type, trigger: 'CLI' });
      }
    }
    await test.engine.setEnabled(id, false);
    for (const run of await listAll()) {
      assert.equal(run.state, 'CANCELLED');
      assert.equal(run.message, 'The integration was disabled.');
      assert.ok(run.endedAt);
    }
    const others = await listRuns(test.database, other, { limit: 9 });
    assert.deepEqual(
      others.map(({ state }) => state),
      ['QUEUED', 'QUEUED'],
    );
  });

  it('stops a running sync at its next page, whichever that is, and loses nothing by it', async () => {
    await test.sync();
    const pages = fc.record({
      type: fc.constantFrom<SyncRun['type']>('FULL', 'DELTA'),
      model: fc.constantFrom('jobs', 'candidates', 'applications', 'rejection_reasons'),
      page: fc.integer({ min: 1, max: 3 }),
    });
    let candidates = 30;
    let cancelled = 0;
    const property = fc.asyncProperty(pages, async ({ type, model, page }) => {
      addCandidate(test.ats.remote, candidates);
      candidates += 1;
      const readAfter = new Set<string>();
      let isReached = false;
      let isDisabled = false;
      test.ats.remote.beforePage = async (read) => {
        if (isDisabled) readAfter.add(read.model);
        if (isReached || read.model !== model || read.page !== page) return;
        isReached = true;
        await test.engine.setEnabled(id, false);
        isDisabled = true;
      };
      const run = await test.sync(type);
      test.ats.remote.beforePage = () => undefined;
      assert.equal(run.state, isDisabled ? 'CANCELLED' : 'SUCCEEDED');
      if (isDisabled) {
        cancelled += 1;
        // Pages are read ahead of the one that is being stored: of this model, of the one that is
        // read beside it, and of the next where that one had just ended.
        assert.ok(readAfter.size <= 3, [...readAfter].join());
        await test.engine.setEnabled(id, true);
        assert.equal((await runQueued()).state, 'SUCCEEDED');
      }
      assert.equal((await test.list('candidates')).length, candidates);
      assert.equal((await test.list('applications')).length, candidates);
      assert.deepEqual(await listStaleRows(test.database, id), []);
    });
    await fc.assert(property, { numRuns: 20 });
    assert.ok(cancelled > 0, 'no sync was under way at any of the places');
  });

  it('lets a first sync that was cancelled start again, and serves all of it afterwards', async () => {
    test.ats.remote.beforePage = async ({ model, page }) => {
      if (model === 'candidates' && page === 2) await test.engine.setEnabled(id, false);
    };
    assert.equal((await test.sync()).state, 'CANCELLED');
    assert.equal((await findIntegration(test.database, id))?.firstSyncedAt, null);
    test.ats.remote.beforePage = () => undefined;
    await test.engine.setEnabled(id, true);
    const run = await runQueued();
    assert.equal(run.type, 'FULL');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal((await test.list('applications')).length, 30);
    assert.deepEqual(await listStaleRows(test.database, id), []);
  });

  it('cancels a sync that was queued at the very moment, before it reads anything', async () => {
    await test.sync();
    await test.engine.setEnabled(id, false);
    const { reads } = test.ats.remote;
    const count = reads.length;
    await createRun(test.database, { integrationId: id, type: 'FULL', trigger: 'API' });
    const run = await runQueued();
    assert.equal(run.state, 'CANCELLED');
    assert.equal(run.message, 'The integration is disabled.');
    assert.equal(reads.length, count);
  });

  it('does nothing where it is so already', async () => {
    await test.sync();
    await test.engine.setEnabled(id, true);
    assert.equal((await listAll()).length, 1);
    await test.engine.setEnabled(id, false);
    await test.engine.setEnabled(id, false);
    assert.equal(await statusNow(), 'INACTIVE');
    await Promise.all([1, 2, 3, 4].map(() => test.engine.setEnabled(id, true)));
    assert.equal(await statusNow(), 'ACTIVE');
    assert.equal((await listAll()).length, 2);
  });

  it('forgets a refusal that a sync met after it was cancelled', async () => {
    test.ats.remote.beforePage = async () => {
      await test.engine.setEnabled(id, false);
      throw new RemoteError({ kind: 'authentication', message: 'no longer', status: 401 });
    };
    assert.equal((await test.sync()).state, 'CANCELLED');
    await test.engine.setEnabled(id, true);
    assert.equal(await statusNow(), 'ACTIVE');
  });

  it('finds neither unknown nor deleted integrations', async () => {
    assert.equal(await test.engine.setEnabled('pretend:nobody', false), false);
    await test.engine.deleteIntegration(id);
    for (const isEnabled of [false, true]) {
      assert.equal(await test.engine.setEnabled(id, isEnabled), false);
    }
    assert.equal(await findIntegration(test.database, id), null);
  });
});
