import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findFieldsChangedAt, noteFieldChange } from './field-changes.ts';
import type { ModelOfRun } from '../records/models.ts';
import { beginModel, findSince, savePage } from '../sync/sync-models.ts';
import { finishModel } from '../sync/finish-model.ts';
import { createRun, startRun } from '../sync/sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const integrationId = 'pretend:one';

describe('a change of the fields that records show', () => {
  let test: TestDatabase;
  let modelOfRun: ModelOfRun;

  beforeEach(async () => {
    test = await createTestDatabase();
    await addIntegration(test.database, { id: integrationId });
    const run = { integrationId, type: 'DELTA', trigger: 'CLI' } as const;
    const { id: runId } = await createRun(test.database, run);
    modelOfRun = { integrationId, runId, model: 'jobs' };
    await startRun(test.database, { ...modelOfRun, models: ['jobs'] });
  });
  afterEach(() => test.drop());

  const change = () => noteFieldChange(test.database.pool, { integrationId, model: 'jobs' });
  const isPending = async () => (await findFieldsChangedAt(test.database, integrationId)) !== null;

  /** Reads nothing to its end, in a read that was begun before. */
  async function finish(completeness: 'full' | 'changes'): Promise<void> {
    await savePage(test.database, modelOfRun, {
      rows: [],
      deletedIds: [],
      requestedAt: () => new Date(),
      unusable: 0,
      completeness,
      resumeFrom: null,
      nextSince: { token: 1 },
      isLast: true,
      expectedRecords: null,
      isFirstSync: false,
    });
    await finishModel(test.database, modelOfRun, { isFirstSync: false, isTrackedOnly: false });
  }

  it('is carried out by a full read that began after it', async () => {
    await change();
    await beginModel(test.database, modelOfRun, null);
    await finish('full');
    assert.equal(await isPending(), false);
  });

  it('is not by one that began before it', async () => {
    await beginModel(test.database, modelOfRun, null);
    await change();
    await finish('full');
    assert.equal(await isPending(), true);
  });

  it('is not by one that began after another change, and before this one', async () => {
    await change();
    await beginModel(test.database, modelOfRun, null);
    await change();
    await finish('full');
    assert.equal(await isPending(), true);
  });

  it('is not by a read of changes, which may have been decided on before it', async () => {
    await change();
    await beginModel(test.database, modelOfRun, { token: 0 });
    await finish('changes');
    assert.equal(await isPending(), true);
  });

  it('makes the place unknown where the next delta would go on, until it is carried out', async () => {
    const since = () => findSince(test.database, integrationId, 'jobs');
    await beginModel(test.database, modelOfRun, null);
    await finish('full');
    assert.deepEqual(await since(), { token: 1 });
    await change();
    assert.equal(await since(), null);
    await beginModel(test.database, modelOfRun, null);
    await finish('full');
    assert.deepEqual(await since(), { token: 1 });
  });
});
