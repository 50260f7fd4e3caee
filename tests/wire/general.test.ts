import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { findRun, listRuns } from '@hirewire/store';
import type { AshbySimulator } from '@hirewire/simulators';
import { KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { type OfficialSdk, createOfficialSdk, listAll } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startSyncedHirewire } from './start-hirewire.ts';

describe('general operations with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;

  before(async () => {
    ({ hirewire, simulator, tenant } = await startSyncedHirewire());
    sdk = createOfficialSdk(hirewire.url, tenant);
  });
  after(() => hirewire.close());

  it('checkApiKey names the environment of the key', async () => {
    const other = await hirewire.createTenant({ environment: 'staging', simulator });
    const { kombo } = createOfficialSdk(hirewire.url, other);
    assert.equal((await sdk.kombo.general.checkApiKey()).data.environment_id, tenant.environmentId);
    assert.equal((await kombo.general.checkApiKey()).data.environment_id, other.environmentId);
    assert.notEqual(tenant.environmentId, other.environmentId);
    await hirewire.waitForSync(other.integrationId);
  });

  it('a key may be given with or without its scheme', async () => {
    const { kombo } = createOfficialSdk(hirewire.url, {
      ...tenant,
      apiKey: `Bearer ${tenant.apiKey}`,
    });
    assert.equal((await kombo.general.checkApiKey()).data.environment_id, tenant.environmentId);
  });

  for (const type of ['DELTA', 'FULL'] as const) {
    it(`triggerSync runs a ${type} sync, which brings what changed`, async () => {
      const { id } = simulator.state.addCandidate({ name: `Newcomer ${type}` });
      const { data } = await sdk.kombo.general.triggerSync({ type });
      assert.equal(data.type, type);
      assert.equal(data.already_queued, false);
      await hirewire.waitForSync(tenant.integrationId);
      const run = await findRun(hirewire.database, tenant.integrationId, data.sync_id);
      assert.equal(run?.trigger, 'API');
      assert.equal(run?.state, 'SUCCEEDED');
      const [found] = await listAll(sdk.kombo, 'candidates', { remote_ids: [id] });
      assert.equal(found?.first_name, 'Newcomer');
    });
  }

  it('triggerSync runs a full sync when nothing else is asked for', async () => {
    const { data } = await sdk.kombo.general.triggerSync({});
    assert.equal(data.type, 'FULL');
    await hirewire.waitForSync(tenant.integrationId);
  });

  it('triggerSync queues no second sync while one is under way', async () => {
    simulator.faults.add({ kind: 'slow', delayMs: 400, matching: 'candidate.list' });
    const first = await sdk.kombo.general.triggerSync({ type: 'FULL' });
    const second = await sdk.kombo.general.triggerSync({ type: 'FULL' });
    const third = await sdk.kombo.general.triggerSync({ type: 'DELTA' });
    assert.equal(first.data.already_queued, false);
    for (const { data } of [second, third]) {
      assert.deepEqual(data, { ...first.data, already_queued: true });
    }
    await hirewire.waitForSync(tenant.integrationId);
    simulator.faults.clear();
  });

  it('triggerSync of an unknown integration queues nothing', async () => {
    const count = async () =>
      (await listRuns(hirewire.database, tenant.integrationId, { limit: 100 })).length;
    const before = await count();
    const { kombo } = createOfficialSdk(hirewire.url, { ...tenant, integrationId: 'ashby:gone' });
    const failure = await kombo.general.triggerSync({}).catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError, String(failure));
    assert.equal(failure.error.code, 'PLATFORM.INTEGRATION_NOT_FOUND');
    assert.equal(await count(), before);
  });
});
