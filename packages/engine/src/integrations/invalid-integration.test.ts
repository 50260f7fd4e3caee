import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { SyncRun } from '@hirewire/store';
import { createRun, findIntegration, findRun, listRuns } from '@hirewire/store';
import { ageAuthenticationFailure } from '@hirewire/store/testing';
import { runSync } from '../sync/run-sync.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';

describe('an integration whose credentials are refused', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 5);
    await test.sync();
  });
  afterEach(() => test.close());

  const statusNow = async () => (await findIntegration(test.database, id))?.status;

  const refused = (): never => {
    throw new RemoteError({ kind: 'authentication', message: 'key revoked', status: 401 });
  };

  async function beRefused(): Promise<void> {
    test.ats.remote.beforePage = refused;
    assert.equal((await test.sync('DELTA')).state, 'AUTHENTICATION_FAILED');
    test.ats.remote.beforePage = () => undefined;
    test.ats.remote.refusal = null;
  }

  const letDaysPass = (days: number): Promise<void> =>
    ageAuthenticationFailure(test.database.pool, id, days);

  async function becomeInvalid(): Promise<void> {
    await beRefused();
    await letDaysPass(3);
    await beRefused();
    assert.equal(await statusNow(), 'INVALID');
  }

  const run = async (runId: string): Promise<SyncRun | null> => {
    await runSync(test.environment, { integrationId: id, runId }, new AbortController().signal);
    return findRun(test.database, id, runId);
  };

  it('is INVALID after three days, and not before', async () => {
    await beRefused();
    assert.equal(await statusNow(), 'ACTIVE');
    await letDaysPass(2);
    await beRefused();
    assert.equal(await statusNow(), 'ACTIVE');
    await letDaysPass(1);
    await beRefused();
    assert.equal(await statusNow(), 'INVALID');
  });

  it('begins to count anew when they are accepted in between', async () => {
    await beRefused();
    await letDaysPass(2);
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    await beRefused();
    await letDaysPass(2);
    await beRefused();
    assert.equal(await statusNow(), 'ACTIVE');
  });

  it('is not synced while it is INVALID, and keeps what it had', async () => {
    await becomeInvalid();
    for (const type of ['FULL', 'DELTA'] as const) {
      await assert.rejects(test.engine.requestSync(id, { type, trigger: 'API' }), {
        code: 'integration-invalid',
      });
    }
    const reads = test.ats.remote.reads.length;
    const { id: runId } = await createRun(test.database, {
      integrationId: id,
      type: 'FULL',
      trigger: 'API',
    });
    assert.equal((await run(runId))?.state, 'CANCELLED');
    assert.equal(test.ats.remote.reads.length, reads);
    assert.equal((await test.list('candidates')).length, 5);
  });

  it('is revived by credentials that the tool accepts, which queue a full sync', async () => {
    await becomeInvalid();
    const queued = await test.engine.replaceCredentials(id, { api_key: 'new' });
    assert.equal(await statusNow(), 'ACTIVE');
    assert.equal(queued?.type, 'FULL');
    assert.equal((await run(queued.sync_id))?.state, 'SUCCEEDED');
    const integration = await findIntegration(test.database, id);
    assert.equal(integration?.authenticationFailingSince, null);
  });

  it('stays INVALID with credentials that are refused, too, or have another shape', async () => {
    await becomeInvalid();
    test.ats.connector.checkCredentials = async () => refused();
    await assert.rejects(test.engine.replaceCredentials(id, { api_key: 'secret-one' }), (error) => {
      assert.doesNotMatch(String(error), /secret-one/);
      return (error as { code: string }).code === 'credentials-refused';
    });
    await assert.rejects(test.engine.replaceCredentials(id, { key: 'new' }), {
      code: 'invalid-credentials',
    });
    assert.equal(await statusNow(), 'INVALID');
  });

  it('stays disabled when it was, and is ACTIVE when it is enabled with new credentials', async () => {
    await becomeInvalid();
    await test.engine.setEnabled(id, false);
    const runs = await listRuns(test.database, id, { limit: 20 });
    assert.equal(await test.engine.replaceCredentials(id, { api_key: 'new' }), null);
    assert.equal(await statusNow(), 'INACTIVE');
    assert.equal((await listRuns(test.database, id, { limit: 20 })).length, runs.length);
    await test.engine.setEnabled(id, true);
    assert.equal(await statusNow(), 'ACTIVE');
  });

  it('takes no credentials when there is none, or none any more', async () => {
    const notFound = { code: 'integration-not-found' };
    await assert.rejects(test.engine.replaceCredentials('pretend:nobody', {}), notFound);
    await test.engine.deleteIntegration(id);
    await assert.rejects(test.engine.replaceCredentials(id, { api_key: 'new' }), notFound);
  });
});
