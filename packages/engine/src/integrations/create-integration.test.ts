import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import {
  findIntegration,
  findOrCreateEnvironment,
  findSealedCredentials,
  listRuns,
} from '@hirewire/store';
import { createIntegration } from './create-integration.ts';
import type { EngineErrorCode } from '../engine-error.ts';
import { EngineError } from '../engine-error.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('creating an integration', () => {
  let test: TestEngine;
  let request: Parameters<TestEngine['engine']['createIntegration']>[0];
  beforeEach(async () => {
    test = await startTestEngine();
    const environment = await findOrCreateEnvironment(test.database, { name: 'Test' });
    request = {
      environmentId: environment.id,
      tool: 'pretend',
      credentials: { api_key: 'invented-secret' },
      endUser: { organizationName: 'Acme', creatorEmail: 'a@example.com', originId: '42' },
      remoteBaseUrl: null,
    };
  });
  afterEach(() => test.close());

  const refusal = (code: EngineErrorCode, message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof EngineError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /invented-secret/);
    return true;
  };

  it('stores the credentials sealed and queues the first sync', async () => {
    const integration = await test.engine.createIntegration(request);
    assert.match(integration.id, /^pretend:[1-9A-HJ-NP-Za-km-z]{24}$/);
    const sealed = await findSealedCredentials(test.database, integration.id);
    assert.ok(sealed && !sealed.includes('invented-secret'));
    const runs = await listRuns(test.database, integration.id, { limit: 10 });
    assert.deepEqual(
      runs.map((run) => [run.type, run.trigger, run.state]),
      [['FULL', 'INITIAL', 'QUEUED']],
    );
  });

  it('refuses a tool that no connector serves, naming those that there are', async () => {
    await assert.rejects(
      test.engine.createIntegration({ ...request, tool: 'nonesuch' }),
      refusal('unknown-tool', /"nonesuch".*pretend/),
    );
  });

  it('refuses credentials of another shape, naming the fields', async () => {
    await assert.rejects(
      test.engine.createIntegration({ ...request, credentials: { key: 'invented-secret' } }),
      refusal('invalid-credentials', /api_key/),
    );
  });

  it('refuses another host unless the server allows it', async () => {
    await assert.rejects(
      test.engine.createIntegration({ ...request, remoteBaseUrl: 'http://127.0.0.1:1' }),
      refusal('remote-base-url-refused', /HIREWIRE_ALLOW_REMOTE_BASE_URL/),
    );
  });

  it('refuses credentials that the vendor refuses, and stores nothing', async () => {
    const connector = {
      ...test.ats.connector,
      checkCredentials: () => {
        throw new RemoteError({ kind: 'authentication', message: 'wrong key', status: 401 });
      },
    };
    const connectors = new Map([['pretend', connector]]);
    await assert.rejects(
      createIntegration({ ...test.environment, connectors, allowRemoteBaseUrl: false }, request),
      refusal('credentials-refused', /wrong key/),
    );
  });
});

describe('deleting an integration', () => {
  it('removes its records and credentials at once and hides it', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 5);
      await test.sync();
      assert.equal(await test.engine.deleteIntegration(test.integration.id), true);
      assert.equal(await findIntegration(test.database, test.integration.id), null);
      assert.equal(await findSealedCredentials(test.database, test.integration.id), null);
      assert.deepEqual(await test.list('candidates', { includeDeleted: true }), []);
      assert.equal(await test.engine.deleteIntegration(test.integration.id), false);
    } finally {
      await test.close();
    }
  });
});

describe('deleting an integration that is being synced', () => {
  it('leaves nothing behind, whatever the run was doing', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 60);
      test.ats.remote.beforePage = async ({ model, page }) => {
        if (model !== 'candidates' || page !== 4) return;
        await test.engine.deleteIntegration(test.integration.id);
      };
      const run = await test.sync();
      assert.equal(run.state, 'CANCELLED');
      assert.deepEqual(run.issues, []);
      for (const records of Object.values(await test.everything())) assert.deepEqual(records, []);
    } finally {
      await test.close();
    }
  });
});

describe('asking for a sync', () => {
  it('returns the one that is under way instead of a second', async () => {
    const test = await startTestEngine();
    try {
      addSampleRecords(test.ats.remote, 5);
      await test.sync();
      const ask = (type: 'FULL' | 'DELTA') =>
        test.engine.requestSync(test.integration.id, { type, trigger: 'API' });
      const delta = await ask('DELTA');
      assert.deepEqual([delta.type, delta.already_queued], ['DELTA', false]);
      assert.deepEqual(await ask('DELTA'), { ...delta, already_queued: true });
      const full = await ask('FULL');
      assert.deepEqual([full.type, full.already_queued], ['FULL', false]);
      assert.deepEqual(await ask('DELTA'), { ...full, already_queued: true });
    } finally {
      await test.close();
    }
  });

  it('runs in full before the first sync has ended, whatever was asked for', async () => {
    const test = await startTestEngine();
    try {
      const { type } = await test.engine.requestSync(test.integration.id, {
        type: 'DELTA',
        trigger: 'API',
      });
      assert.equal(type, 'FULL');
    } finally {
      await test.close();
    }
  });
});
