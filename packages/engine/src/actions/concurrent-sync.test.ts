import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { moveApplicationToStage, recordId } from '@hirewire/contract';
import { createRun, findIntegration, listRuns } from '@hirewire/store';
import { runSync } from '../sync/run-sync.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { ActionOutcome } from './action.ts';

describe('an action while a sync reads the same records', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 12);
    await test.sync();
  });
  afterEach(() => test.close());

  const idOf = (model: string, remoteId: string): string =>
    recordId(test.integration.id, model, remoteId);

  async function move(remoteId: string, stage: string): Promise<ActionOutcome> {
    const integration = await findIntegration(test.database, test.integration.id);
    assert.ok(integration);
    return test.runAction({
      integration,
      operation: moveApplicationToStage,
      input: {
        path: { application_id: idOf('applications', remoteId) },
        body: { stage_id: idOf('application_stages', stage) },
      },
    });
  }
  async function shown(remoteId: string): Promise<WireRecord | undefined> {
    return (await test.list('applications')).find(({ remote_id: id }) => id === remoteId);
  }
  const stageOf = async (remoteId: string): Promise<unknown> =>
    (await shown(remoteId))?.['current_stage_id'];

  /** Runs a full sync, and `during` while it holds the first page of applications. */
  async function syncWith(during: () => Promise<void>): Promise<void> {
    let hasRun = false;
    test.ats.remote.beforePage = async ({ model, page }) => {
      if (model !== 'applications' || page !== 1 || hasRun) return;
      hasRun = true;
      await during();
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.ok(hasRun);
  }

  it('is not undone by a page that was asked for before it', async () => {
    await syncWith(async () => {
      const { status, body } = await move('a0', 's2');
      assert.equal(status, 200);
      assert.deepEqual(JSON.parse(body), { status: 'success', data: {}, warnings: [] });
    });
    assert.equal(await stageOf('a0'), idOf('application_stages', 's2'));
    assert.equal((await test.list('applications')).length, 12, 'nothing was taken for deleted');
    await test.sync('DELTA');
    await test.sync('FULL');
    assert.equal(await stageOf('a0'), idOf('application_stages', 's2'));
  });

  it('does not keep later changes at the vendor from being seen', async () => {
    await syncWith(() => move('a0', 's2').then(() => undefined));
    test.ats.remote.put('applications', {
      remote_id: 'a0',
      outcome: 'DECLINED',
      current_stage_remote_id: 's1',
    });
    await test.sync('DELTA');
    assert.equal(await stageOf('a0'), idOf('application_stages', 's1'));
  });

  it('reads again when a sync has stored the record while it was read back', async () => {
    let reads = 0;
    test.ats.remote.beforeReadBack = async () => {
      reads += 1;
      if (reads > 1) return;
      // Somebody changes it at the vendor, and a sync stores that, before our answer arrives.
      test.ats.remote.put('applications', {
        remote_id: 'a0',
        outcome: 'HIRED',
        current_stage_remote_id: 's1',
      });
      const { id } = await createRun(test.database, {
        integrationId: test.integration.id,
        type: 'DELTA',
        trigger: 'CLI',
      });
      const item = { integrationId: test.integration.id, runId: id };
      await runSync(test.environment, item, new AbortController().signal);
    };
    await move('a0', 's2');
    assert.equal(reads, 2);
    assert.equal((await shown('a0'))?.['outcome'], 'HIRED');
  });

  it('succeeds with a warning, and asks for a sync, when it cannot be read back', async () => {
    test.ats.remote.beforeReadBack = () => {
      throw new Error('the vendor is away');
    };
    const answer = await move('a0', 's2');
    assert.equal(answer.status, 200);
    assert.match(answer.body, /could not be read back yet/);
    const [run] = await listRuns(test.database, test.integration.id, { limit: 1 });
    assert.equal(run?.state, 'QUEUED');
    assert.equal(run.type, 'DELTA');
  });

  it('does not delete what a missing permission may only hide when it is read back', async () => {
    test.ats.connector.checkCredentials = async () => ({
      missingPermissions: [{ permission: 'See all', models: ['applications'], actions: [] }],
      accountLabel: null,
    });
    test.ats.remote.beforeReadBack = () => test.ats.remote.delete('applications', 'a0');
    const answer = await move('a0', 's2');
    assert.equal(answer.status, 200);
    assert.match(answer.body, /could not be read back yet/);
    assert.ok(await shown('a0'));
  });
});
