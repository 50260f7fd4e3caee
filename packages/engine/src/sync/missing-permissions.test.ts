import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { Connector, ModelName, RemoteErrorKind } from '@hirewire/connector-kit';
import type { Integration } from '@hirewire/store';
import { findIntegration } from '@hirewire/store';
import { ageAuthenticationFailure } from '@hirewire/store/testing';
import { createEngine } from '../engine.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('credentials that lack a permission', () => {
  let test: TestEngine;
  let refused: Set<ModelName>;
  /** What is missing from these is only hidden. */
  let hiding: Set<ModelName>;
  let checks: number;
  let kind: RemoteErrorKind;
  /** Whether the check can tell what is missing. */
  let isTold: boolean;

  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 3);
    refused = new Set(['offers']);
    hiding = new Set();
    checks = 0;
    kind = 'permission';
    isTold = true;
    test.ats.remote.beforePage = ({ model }) => {
      if (!refused.has(model)) return;
      throw new RemoteError({ kind, message: `No ${model}.`, status: 403 });
    };
    const checkCredentials: Connector['checkCredentials'] = async () => {
      checks += 1;
      const missingPermissions = [...refused, ...hiding].map((model) => ({
        permission: `${model}: Read`,
        models: [model],
        actions: [],
      }));
      return { missingPermissions: isTold ? missingPermissions : [], accountLabel: null };
    };
    const connector = { ...test.ats.connector, checkCredentials };
    test.environment.connectors = new Map([['pretend', connector]]);
  });
  afterEach(() => test.close());

  const find = async (): Promise<Integration> => {
    const integration = await findIntegration(test.database, test.integration.id);
    assert.ok(integration);
    return integration;
  };
  const missing = async () => (await find()).missingPermissions;

  it('cost the models that need it, which are named, and no others', async () => {
    const run = await test.sync();
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.match(run.message ?? '', /offers could not be read: No offers/);
    assert.equal(Object.values(run.models).filter(({ state }) => state !== 'DONE').length, 1);
    assert.equal(run.models['offers']?.isRefused, true);
    assert.deepEqual(await missing(), [
      { permission: 'offers: Read', models: ['offers'], actions: [] },
    ]);
    assert.equal((await test.list('candidates')).length, 3);
  });

  it('are read with when it is granted, by the next sync, and nothing is missing then', async () => {
    await test.sync();
    refused.clear();
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal((await test.list('offers')).length, test.ats.remote.records.offers.size);
    assert.deepEqual(await missing(), []);
  });

  it('are asked what they lack only when something has changed, and in full syncs', async () => {
    await test.sync();
    assert.equal(checks, 1);
    await test.sync('DELTA');
    await test.sync('DELTA');
    assert.equal(checks, 1);
    refused.add('tags');
    await test.sync('DELTA');
    assert.equal(checks, 2);
    assert.deepEqual(
      (await missing()).map(({ permission }) => permission),
      ['offers: Read', 'tags: Read'],
    );
    await test.sync();
    assert.equal(checks, 3);
  });

  it('are asked once a run, also where it looks for what is missing and for what was deleted', async () => {
    await test.sync();
    const [tag] = test.ats.remote.records.tags.keys();
    test.ats.remote.delete('tags', tag ?? '');
    refused.add('users');
    checks = 0;
    await test.sync();
    assert.equal(checks, 1);
    assert.equal((await test.list('tags')).length, test.ats.remote.records.tags.size);
    assert.equal((await missing()).length, 2);
  });

  it('are told by the refusal where the check does not know', async () => {
    isTold = false;
    await test.sync();
    assert.deepEqual(await missing(), [
      { permission: 'No offers.', models: ['offers'], actions: [] },
    ]);
    refused.clear();
    await test.sync('DELTA');
    assert.deepEqual(await missing(), []);
  });

  it('never count as refused, however long half of the models are', async () => {
    // Many vendors call it a refusal of the credentials.
    kind = 'authentication';
    for (const model of ['users', 'tags', 'jobs', 'candidates', 'interviews'] as const) {
      refused.add(model);
    }
    for (let days = 0; days < 5; days += 1) {
      await test.sync();
      await ageAuthenticationFailure(test.database.pool, test.integration.id, 1);
    }
    const { status, authenticationFailingSince } = await find();
    assert.equal(status, 'ACTIVE');
    assert.equal(authenticationFailingSince, null);
  });

  it('hide records without an error: none is deleted, however often, until it is granted', async () => {
    refused.clear();
    await test.sync();
    const { jobs, tags } = test.ats.remote.records;
    const [job] = jobs.keys();
    const [tag] = tags.keys();
    assert.ok(job !== undefined && tag !== undefined);
    const known = (await test.list('jobs')).length;
    test.ats.remote.delete('jobs', job);
    test.ats.remote.delete('tags', tag);
    hiding.add('jobs');
    for (let runs = 0; runs < 3; runs += 1) {
      const run = await test.sync();
      assert.match(run.message ?? '', /lack the permission "jobs: Read".* none was deleted/);
      assert.equal((await test.list('jobs')).length, known);
    }
    assert.equal((await test.list('tags')).length, tags.size);
    hiding.clear();
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.equal((await test.list('jobs')).length, known - 1);
  });

  it('are known to lack it when the integration is created, and when they are replaced', async () => {
    const engine = createEngine({
      database: test.database,
      connectors: [...test.environment.connectors.values()],
      secretKeys: [Buffer.alloc(32, 1)],
      clock: test.environment.clock,
      log: test.environment.log,
      allowRemoteBaseUrl: false,
    });
    const { environmentId } = test.integration;
    const { id, missingPermissions } = await engine.createIntegration({
      environmentId,
      tool: 'pretend',
      credentials: { api_key: 'k' },
      endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
      remoteBaseUrl: null,
    });
    const expected = [{ permission: 'offers: Read', models: ['offers'], actions: [] }];
    assert.deepEqual(missingPermissions, expected);
    assert.deepEqual((await findIntegration(test.database, id))?.missingPermissions, expected);
    refused.clear();
    await engine.replaceCredentials(id, { api_key: 'l' });
    assert.deepEqual((await findIntegration(test.database, id))?.missingPermissions, []);
  });
});
