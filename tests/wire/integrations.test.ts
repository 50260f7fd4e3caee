import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { connectors } from '@hirewire/connectors';
import { findIntegration, findSealedCredentials, listRuns } from '@hirewire/store';
import type { AshbySimulator } from '@hirewire/simulators';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError, KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk, listAll } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('tools and integrations with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let kombo: Kombo;
  /** Of another environment. */
  let stranger: Tenant;

  before(async () => {
    hirewire = await startHirewire();
    simulator = await hirewire.startSimulator({ candidates: 50, seed: 7 });
    tenant = await createTenant('production');
    stranger = await createTenant('staging');
    ({ kombo } = createOfficialSdk(hirewire.url, tenant));
  });
  after(() => hirewire.close());

  async function createTenant(environment: string): Promise<Tenant> {
    const created = await hirewire.createTenant({ environment, simulator });
    await hirewire.waitForSync(created.integrationId);
    return created;
  }

  /** A further integration of the first tenant, and an SDK set up for it. */
  async function addIntegration(): Promise<{ sdk: Kombo; integration_id: string }> {
    const added = await createTenant('production');
    const { integrationId } = added;
    return { sdk: createOfficialSdk(hirewire.url, added).kombo, integration_id: integrationId };
  }

  async function expectError(
    call: Promise<unknown>,
    expected: { code: string | null; status: number },
  ): Promise<string> {
    const failure = await call.catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError, String(failure));
    assert.equal(failure.error.code, expected.code);
    assert.equal(failure.statusCode, expected.status);
    assert.ok(failure.error.title);
    return failure.error.message;
  }
  const notFound = { code: 'PLATFORM.INTEGRATION_NOT_FOUND', status: 404 };

  it('getTools lists every connector with its coverage, and pictures that load', async () => {
    const { tools } = (await kombo.general.getTools({ category: 'ats' })).data;
    assert.deepEqual(
      tools.map(({ id, label }) => [id, label]),
      connectors.map(({ tool }) => [tool.id, tool.label]),
    );
    const [ashby] = tools;
    const jobs = ashby?.coverage.read_models.find(({ id }) => id === 'ats_jobs');
    assert.equal(jobs?.coverage_status, 'SUPPORTED');
    const statusOf = (field: string) =>
      jobs?.fields.find(({ id }) => id === field)?.coverage_status;
    assert.equal(statusOf('location.city'), 'SUPPORTED');
    assert.equal(statusOf('weekly_hours'), 'UNSUPPORTED');
    for (const { assets } of tools) {
      for (const link of Object.values(assets)) {
        const picture = await fetch(link);
        assert.equal(picture.status, 200);
        assert.equal(picture.headers.get('content-type'), 'image/svg+xml');
        await picture.text();
      }
    }
  });

  it('getTools has none of the other categories', async () => {
    for (const category of ['hris', 'assessment', 'lms'] as const) {
      assert.deepEqual((await kombo.general.getTools({ category })).data.tools, []);
    }
  });

  it('getIntegrationDetails tells what the tool covers and who the customer is', async () => {
    const integration_id = tenant.integrationId;
    const { data } = await kombo.general.getIntegrationDetails({ integration_id });
    assert.equal(data.id, integration_id);
    assert.equal(data.tool.id, 'ashby');
    assert.equal(data.category, 'ATS');
    assert.equal(data.status, 'ACTIVE');
    assert.equal(data.setup_status, 'COMPLETED');
    assert.equal(data.end_user.organization_name, 'production');
    const stored = await findIntegration(hirewire.database, integration_id);
    assert.deepEqual(data.created_at, stored?.createdAt);
    const { tools } = (await kombo.general.getTools({ category: 'ats' })).data;
    const coverage = tools.find(({ id }) => id === 'ashby')?.coverage;
    for (const kind of ['read_models', 'write_actions'] as const) {
      const told = data[kind].map(({ id, label, coverage_status, fields }) => ({
        id,
        label,
        coverage_status,
        fields: fields.map((field) => ({ id: field.id, coverage_status: field.coverage_status })),
      }));
      assert.deepEqual(told, coverage?.[kind]);
      for (const entry of data[kind]) {
        assert.equal(entry.is_available, entry.coverage_status === 'SUPPORTED', entry.id);
      }
    }
  });

  it('setIntegrationEnabled stops a sync that is under way, and all reads', async () => {
    const { sdk, integration_id } = await addIntegration();
    const credentials = await findSealedCredentials(hirewire.database, integration_id);
    simulator.faults.add({ kind: 'slow', delayMs: 300, matching: 'candidate.list' });
    const { sync_id } = (await sdk.general.triggerSync({ type: 'FULL' })).data;
    const off = await kombo.general.setIntegrationEnabled({
      integration_id,
      body: { value: false },
    });
    assert.deepEqual(off.data, {});
    const [run] = await listRuns(hirewire.database, integration_id, { limit: 1 });
    assert.equal(run?.id, sync_id);
    assert.equal(run.state, 'CANCELLED');
    assert.match(run.message ?? '', /disabled/);
    assert.equal(await statusOf(integration_id), 'INACTIVE');
    const read = await listAll(sdk, 'jobs').catch((error: unknown) => error);
    assert.ok(read instanceof KomboAtsError, String(read));
    assert.equal(read.error.code, 'INTEGRATION.INACTIVE');
    const message = await expectError(sdk.general.triggerSync({}), { code: null, status: 409 });
    assert.match(message, /is disabled: enable it/);
    simulator.faults.clear();

    const kept = await findSealedCredentials(hirewire.database, integration_id);
    assert.deepEqual(kept, credentials);
  });

  it('setIntegrationEnabled lets an integration go on, with what has changed meanwhile', async () => {
    const { sdk, integration_id } = await addIntegration();
    await sdk.general.setIntegrationEnabled({ integration_id, body: { value: false } });
    const { id } = simulator.state.addCandidate({ name: 'Newcomer Late' });
    for (const value of [true, true]) {
      await sdk.general.setIntegrationEnabled({ integration_id, body: { value } });
    }
    assert.equal(await statusOf(integration_id), 'ACTIVE');
    await hirewire.waitForSync(integration_id);
    const [found] = await listAll(sdk, 'candidates', { remote_ids: [id] });
    assert.equal(found?.first_name, 'Newcomer');
    const runs = await listRuns(hirewire.database, integration_id, { limit: 9 });
    assert.equal(runs.length, 2);
  });

  it('deleteIntegration leaves nothing, and finds nothing a second time', async () => {
    const { sdk, integration_id } = await addIntegration();
    const { data } = await sdk.general.deleteIntegration({ integration_id, body: {} });
    assert.deepEqual(data, {});
    await expectError(sdk.general.deleteIntegration({ integration_id, body: {} }), notFound);
    await expectError(sdk.general.getIntegrationDetails({ integration_id }), notFound);
    await expectError(sdk.general.triggerSync({}), notFound);
    const read = await listAll(sdk, 'jobs').catch((error: unknown) => error);
    assert.ok(read instanceof KomboAtsError, String(read));
    assert.equal(read.error.code, notFound.code);
    assert.equal(await findIntegration(hirewire.database, integration_id), null);
  });

  it('an integration of another environment looks like one that nobody has, and stays as it is', async () => {
    const foreign = stranger.integrationId;
    const before = await findIntegration(hirewire.database, foreign);
    const messages = new Set<string>();
    for (const integration_id of [foreign, 'ashby:222k7eCGyUdgt2JWZDNnkDs3']) {
      const calls = [
        () => kombo.general.getIntegrationDetails({ integration_id }),
        () => kombo.general.setIntegrationEnabled({ integration_id, body: { value: false } }),
        () => kombo.general.deleteIntegration({ integration_id, body: {} }),
      ];
      for (const call of calls) messages.add(await expectError(call(), notFound));
    }
    assert.equal(messages.size, 1);
    assert.deepEqual(await findIntegration(hirewire.database, foreign), before);
    // Nor do the tools tell whose integrations use them.
    const told = JSON.stringify(await kombo.general.getTools({ category: 'ats' }));
    for (const known of [foreign, stranger.environmentId, 'staging']) {
      assert.ok(!told.includes(known), known);
    }
  });

  async function statusOf(integration_id: string): Promise<string> {
    return (await kombo.general.getIntegrationDetails({ integration_id })).data.status;
  }
});
