import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setAuthenticationFailing } from './integration-status.ts';
import { findIntegration } from './integrations.ts';
import { setIntegrationEnabled } from './integration-status.ts';
import { beginModel, savePage } from '../sync/sync-models.ts';
import { findRun } from '../sync/find-runs.ts';
import { createRun, startRun } from '../sync/sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const id = 'pretend:one';

describe('an integration that is disabled and enabled', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
    await addIntegration(test.database, { id });
  });
  afterEach(() => test.drop());

  const setEnabled = (isEnabled: boolean) => setIntegrationEnabled(test.database, id, isEnabled);

  const failingSince = async () =>
    (await findIntegration(test.database, id))?.authenticationFailingSince;

  it('says whether that changed anything', async () => {
    assert.deepEqual(await setEnabled(true), { status: 'ACTIVE', hasChanged: false });
    assert.deepEqual(await setEnabled(false), { status: 'INACTIVE', hasChanged: true });
    assert.deepEqual(await setEnabled(false), { status: 'INACTIVE', hasChanged: false });
    assert.deepEqual(await setEnabled(true), { status: 'ACTIVE', hasChanged: true });
    assert.equal(await setIntegrationEnabled(test.database, 'pretend:nobody', true), null);
  });

  it('is INVALID afterwards when it was before, with the time since when it has been', async () => {
    for (const since of [null, new Date('2026-01-02T03:04:05.000Z')]) {
      await test.database.pool.query(
        `update store.integrations set status = 'INVALID', authentication_failing_since = $2
         where integration_id = $1`,
        [id, since],
      );
      assert.deepEqual(await setEnabled(true), { status: 'INVALID', hasChanged: false });
      assert.deepEqual(await setEnabled(false), { status: 'INACTIVE', hasChanged: true });
      assert.deepEqual(await setEnabled(true), { status: 'INVALID', hasChanged: true });
      if (since !== null) assert.deepEqual(await failingSince(), since);
    }
  });

  it('is ACTIVE afterwards when its credentials were accepted meanwhile', async () => {
    await test.database.pool.query(`update store.integrations set status = 'INVALID'`);
    await setEnabled(false);
    await setAuthenticationFailing(test.database, id, false);
    assert.deepEqual(await setEnabled(true), { status: 'ACTIVE', hasChanged: true });
  });

  it('counts no refusals from before or meanwhile that had not made it INVALID', async () => {
    await setAuthenticationFailing(test.database, id, true);
    assert.ok(await failingSince());
    await setEnabled(false);
    await setAuthenticationFailing(test.database, id, true);
    assert.equal(await failingSince(), null);
    assert.deepEqual(await setEnabled(true), { status: 'ACTIVE', hasChanged: true });
  });

  it('keeps nothing of what a cancelled run has seen, and takes none of its later pages', async () => {
    const run = { integrationId: id, type: 'FULL', trigger: 'CLI' } as const;
    const { id: runId } = await createRun(test.database, run);
    const modelOfRun = { integrationId: id, runId, model: 'tags' } as const;
    await startRun(test.database, { ...modelOfRun, models: ['tags'] });
    await beginModel(test.database, modelOfRun, null);
    const page = {
      rows: ['t1'].map((remoteId) => ({
        id: `${remoteId}-id`,
        remoteId,
        own: '"name":"Speaks Basque"',
        shortEnd: 0,
        briefEnd: 0,
        ownHash: '00000000-0000-0000-0000-000000000001',
        partsHash: '00000000-0000-0000-0000-000000000002',
        columns: {},
      })),
      deletedIds: [],
      requestedAt: () => new Date(),
      unusable: 0,
      completeness: 'full',
      resumeFrom: { page: 2 },
      isLast: false,
      expectedRecords: null,
      isFirstSync: true,
    } as const;
    const countSeen = async () =>
      (await test.database.pool.query('select from store.sync_seen')).rowCount;
    await savePage(test.database, modelOfRun, page);
    assert.equal(await countSeen(), 1);
    await setEnabled(false);
    assert.equal(await countSeen(), 0);
    assert.equal((await findRun(test.database, id, runId))?.state, 'CANCELLED');
    await assert.rejects(savePage(test.database, modelOfRun, page), { name: 'RunEndedError' });
    assert.equal(await countSeen(), 0);
  });
});
