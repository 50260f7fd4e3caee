import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createCustomField } from '@hirewire/store';
import type { AshbySimulator } from '@hirewire/simulators';
import type { Kombo } from '@kombo-api/sdk';
import { KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk, listAll } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

interface Field {
  id: string;
  key: string;
  model: string;
  type: string;
  is_passthrough_enabled: boolean;
}

/** What the SDK drops from a record. */
interface RawRecord {
  id: string;
  remote_id: string;
  changed_at: string;
  integration_fields: { id: string; key: string; type: string; value: unknown }[];
  custom_fields: Record<string, unknown> | null;
}

describe('raw and custom fields with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let stranger: Tenant;
  let sdk: ReturnType<typeof createOfficialSdk>;
  let general: Kombo['general'];
  let integration_id: string;
  let custom_field_id: string;
  let foreign_custom_field_id: string;

  before(async () => {
    hirewire = await startHirewire();
    simulator = await hirewire.startSimulator({ candidates: 60, seed: 7 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator });
    stranger = await hirewire.createTenant({ environment: 'staging', simulator });
    for (const { integrationId } of [tenant, stranger]) await hirewire.waitForSync(integrationId);
    sdk = createOfficialSdk(hirewire.url, tenant);
    ({ general } = sdk.kombo);
    integration_id = tenant.integrationId;
    custom_field_id = await createCustom(tenant);
    foreign_custom_field_id = await createCustom(stranger);
  });
  after(() => hirewire.close());

  async function createCustom({ environmentId }: Tenant): Promise<string> {
    const made = { environmentId, model: 'candidates', key: 'school_name' } as const;
    const texts = { label: 'School', description: null };
    const field = await createCustomField(hirewire.database, { ...made, ...texts });
    return field?.id ?? assert.fail('not made');
  }

  async function listFields(of: Tenant, page_size: number): Promise<Field[]> {
    const { kombo } = createOfficialSdk(hirewire.url, of);
    const pages = await kombo.general.getIntegrationFields({
      integration_id: of.integrationId,
      page_size,
    });
    const fields: Field[] = [];
    for await (const page of pages) {
      assert.ok(page.result.data.results.length <= page_size);
      fields.push(...page.result.data.results);
    }
    return fields;
  }

  async function field(key: string, model = 'ats_candidates'): Promise<Field> {
    const fields = await listFields(tenant, 2000);
    const found = fields.find((one) => one.key === key && one.model === model);
    return found ?? assert.fail(`there is no field ${key} of ${model}`);
  }

  /** Every candidate as it came over the wire, by remote id. */
  async function candidates(): Promise<Map<string, RawRecord>> {
    const start = sdk.exchanges.length;
    await listAll(sdk.kombo, 'candidates', { page_size: 250 });
    const bodies = sdk.exchanges.slice(start).map(({ body }) => body);
    const records = (bodies as { data: { results: RawRecord[] } }[]).flatMap(
      ({ data }) => data.results,
    );
    assert.ok(records.length >= 60);
    return new Map(records.map((record) => [record.remote_id, record]));
  }

  async function expiredAt(): Promise<Date | null> {
    return (await general.getIntegrationDetails({ integration_id })).data.data_expired_at;
  }

  async function expectRefusal(call: Promise<unknown>, message: RegExp): Promise<void> {
    const failure = await call.catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError, String(failure));
    assert.equal(failure.error.code, 'PLATFORM.INPUT_INVALID');
    assert.equal(failure.statusCode, 400);
    assert.match(failure.error.message, message);
  }

  it('getIntegrationFields pages through what the tool has, own fields of its customer included', async () => {
    const whole = await listFields(tenant, 2000);
    assert.deepEqual(await listFields(tenant, 7), whole);
    assert.equal(new Set(whole.map(({ id }) => id)).size, whole.length);
    assert.deepEqual([...new Set(whole.map(({ model }) => model))].toSorted(), [
      'ats_application_stages',
      'ats_applications',
      'ats_candidates',
      'ats_jobs',
      'ats_offers',
    ]);
    assert.equal((await field('school')).type, 'DEFAULT');
    const [definition] = [...simulator.state.records.customFields.values()].filter(
      ({ objectType }) => objectType === 'Candidate',
    );
    assert.ok(definition);
    assert.equal((await field(definition.id)).type, 'CUSTOM');
    assert.ok(whole.every(({ is_passthrough_enabled: isOn }) => !isOn));
  });

  it('updateIntegrationField lets a field through from the next delta on, and takes it back', async () => {
    const before = await candidates();
    const { id } = await field('school');
    const set = (enable_passthrough: boolean | null) =>
      general.updateIntegrationField({
        integration_id,
        integration_field_id: id,
        body: { enable_passthrough },
      });
    assert.equal((await set(true)).data.is_passthrough_enabled, true);
    assert.equal((await set(null)).data.is_passthrough_enabled, true);
    assert.deepEqual(await candidates(), before, 'nothing changes before the next sync');
    assert.ok((await expiredAt()) instanceof Date);

    const { data } = await general.triggerSync({ type: 'DELTA' });
    assert.equal(data.type, 'DELTA');
    await hirewire.waitForSync(integration_id);
    assert.equal(await expiredAt(), null);
    const shown = await candidates();
    let schools = 0;
    for (const { id: remoteId, school } of simulator.state.records.candidates.values()) {
      const [entry, ...others] = shown.get(remoteId)?.integration_fields ?? [];
      assert.deepEqual(others, []);
      assert.deepEqual(entry, { id, key: 'school', type: 'DEFAULT', value: school, label: null });
      if (school) schools += 1;
    }
    assert.ok(schools > 0, 'nobody went to school');

    assert.equal((await set(false)).data.is_passthrough_enabled, false);
    await hirewire.sync(integration_id, 'FULL');
    for (const record of (await candidates()).values()) {
      assert.deepEqual(record.integration_fields, []);
    }
  });

  it('updateCustomFieldMapping fills a custom field, beside those of the tool, until it is null', async () => {
    const before = await candidates();
    const { id } = await field('school');
    const map = (integration_field_id: string | null) =>
      general.updateCustomFieldMapping({
        integration_id,
        custom_field_id,
        body: { integration_field_id },
      });
    const listed = async () => {
      const pages = await general.getCustomFields({ integration_id, page_size: 250 });
      return pages.result.data.results;
    };
    assert.equal((await map(id)).data.integration_field?.id, id);
    const [custom, ...others] = await listed();
    assert.deepEqual(others, []);
    assert.equal(custom?.key, 'school_name');
    assert.equal(custom.label, 'School');
    assert.equal(custom.model, 'ats_candidates');
    assert.equal(custom.integration_field?.key, 'school');
    await hirewire.sync(integration_id, 'DELTA');
    const filled = await candidates();
    for (const { id: remoteId, school } of simulator.state.records.candidates.values()) {
      assert.deepEqual(filled.get(remoteId)?.custom_fields, {
        ...before.get(remoteId)?.custom_fields,
        school_name: school,
      });
    }
    const [parsed] = await listAll(sdk.kombo, 'candidates', { page_size: 1 });
    assert.ok(parsed?.custom_fields && 'school_name' in parsed.custom_fields);

    assert.equal((await map(null)).data.integration_field, null);
    assert.equal((await listed())[0]?.integration_field, null);
    await hirewire.sync(integration_id, 'DELTA');
    const after = [...(await candidates()).values()].map((record) => record.custom_fields);
    assert.deepEqual(
      after,
      [...before.values()].map((record) => record.custom_fields),
    );
  });

  it('a write-back shows the fields that are let through, and the next sync finds nothing to change', async () => {
    const { id } = await field('school');
    const integration_field_id = id;
    await general.updateIntegrationField({
      integration_id,
      integration_field_id,
      body: { enable_passthrough: true },
    });
    await hirewire.sync(integration_id, 'DELTA');
    const [candidate] = await listAll(sdk.kombo, 'candidates', { page_size: 250 });
    assert.ok(candidate?.remote_id);
    await sdk.kombo.ats.addCandidateTag({
      candidate_id: candidate.id,
      body: { tag: { name: 'Fields' } },
    });
    const written = (await candidates()).get(candidate.remote_id);
    assert.equal(written?.integration_fields[0]?.id, id);
    await hirewire.sync(integration_id, 'FULL');
    const synced = (await candidates()).get(candidate.remote_id);
    assert.deepEqual(synced, written);
  });

  it('refuses fields of other integrations, environments and models', async () => {
    const [foreign] = await listFields(stranger, 250);
    const { id: job_field_id } = await field('title', 'ats_jobs');
    assert.ok(foreign);
    const body = { enable_passthrough: true };
    await expectRefusal(
      general.updateIntegrationField({ integration_id, integration_field_id: foreign.id, body }),
      /not the id of a field of this integration/,
    );
    const map = (custom: string, integration_field_id: string | null) =>
      general.updateCustomFieldMapping({
        integration_id,
        custom_field_id: custom,
        body: { integration_field_id },
      });
    await expectRefusal(map(custom_field_id, foreign.id), /not the id of a field/);
    await expectRefusal(map(custom_field_id, job_field_id), /another model/);
    await expectRefusal(map(foreign_custom_field_id, null), /`custom_field_id`/);
    assert.equal((await listFields(stranger, 250))[0]?.is_passthrough_enabled, false);
  });

  it('looks on the integration of another environment like on one that nobody has', async () => {
    const theirs = { integration_id: stranger.integrationId };
    for (const call of [
      async () => general.getIntegrationFields(theirs),
      async () => general.getCustomFields(theirs),
    ]) {
      const failure = await call().catch((error: unknown) => error);
      assert.ok(failure instanceof KomboGeneralError, String(failure));
      assert.equal(failure.error.code, 'PLATFORM.INTEGRATION_NOT_FOUND');
    }
  });
});
