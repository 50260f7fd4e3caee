import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ModelOfRun, StoredRow } from '../records/models.ts';
import type { ReadPage } from './sync-models.ts';
import { failModel } from './failed-models.ts';
import { beginModel, savePage, takeModel } from './sync-models.ts';
import { finishModel } from './finish-model.ts';
import { findRun } from './find-runs.ts';
import { createRun, endRun, startRun } from './sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const integrationId = 'pretend:one';

function pageOf(id: string, page: Partial<ReadPage> = {}): ReadPage {
  const row: StoredRow = {
    id,
    remoteId: id,
    own: '"name":"Speaks Basque"',
    shortEnd: 0,
    briefEnd: 0,
    ownHash: '00000000-0000-0000-0000-000000000001',
    partsHash: '00000000-0000-0000-0000-000000000001',
    columns: {},
  };
  return {
    rows: [row],
    deletedIds: [],
    requestedAt: () => new Date(),
    unusable: 0,
    completeness: 'full',
    resumeFrom: { after: id },
    isLast: false,
    expectedRecords: null,
    isFirstSync: false,
    ...page,
  };
}

describe('a worker whose run another one has taken up', () => {
  let test: TestDatabase;
  let earlier: ModelOfRun;
  let later: ModelOfRun;
  beforeEach(async () => {
    test = await createTestDatabase();
    const { database } = test;
    await addIntegration(database, { id: integrationId });
    const run = { integrationId, type: 'FULL', trigger: 'CLI' } as const;
    const { id: runId } = await createRun(database, run);
    const modelOfRun = { integrationId, runId, model: 'tags' } as const;
    const take = async (): Promise<ModelOfRun> => {
      const fencingToken = await startRun(database, { ...modelOfRun, models: ['tags'] });
      assert.ok(fencingToken !== null);
      return { ...modelOfRun, fencingToken };
    };
    earlier = await take();
    await beginModel(database, earlier, null);
    await savePage(database, earlier, pageOf('t1'));
    later = await take();
    await savePage(database, later, pageOf('t2'));
  });
  afterEach(() => test.drop());

  const refused = { name: 'RunEndedError' };
  const resumePoint = async () => (await takeModel(test.database, later)).resumeFrom;

  it('stores no page over what that has read since, and does not move its modelOfRun', async () => {
    await assert.rejects(savePage(test.database, earlier, pageOf('t1', { isLast: true })), refused);
    assert.deepEqual(await resumePoint(), { after: 't2' });
    assert.equal((await takeModel(test.database, later)).state, 'READING');
  });

  it('does not begin the model anew, which would forget what was seen and delete it', async () => {
    await assert.rejects(beginModel(test.database, earlier, null), refused);
    assert.deepEqual(await resumePoint(), { after: 't2' });
    await savePage(test.database, later, pageOf('t3', { isLast: true, resumeFrom: null }));
    await finishModel(test.database, later, { isFirstSync: false, isTrackedOnly: false });
    const run = await findRun(test.database, integrationId, later.runId);
    assert.equal(run?.models['tags']?.deleted, 0);
  });

  it('neither finishes nor fails the model, nor ends the run', async () => {
    const { database } = test;
    const options = { isFirstSync: false, isTrackedOnly: false };
    await assert.rejects(finishModel(database, earlier, options), refused);
    const failure = { message: 'no', cost: { requests: 0, waitedMs: 0 } };
    await assert.rejects(failModel(database, earlier, failure), refused);
    const { runId, fencingToken = 0 } = earlier;
    const ending = { state: 'FAILED', message: null, issues: [] } as const;
    await endRun(database, { integrationId, runId, fencingToken, ...ending });
    const run = await findRun(database, integrationId, runId);
    assert.equal(run?.state, 'RUNNING');
    assert.equal(run.models['tags']?.state, 'READING');
  });
});
