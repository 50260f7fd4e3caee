import type { CandidateRecord, Json } from '@hirewire/connector-kit';
import type { FieldModel, IntegrationField } from '@hirewire/store';
import {
  createCustomField,
  deleteCustomField,
  deleteIntegration,
  fieldModels,
  findFieldsChangedAt,
  findFoundFields,
  setFieldMapping,
  setFieldPassthrough,
} from '@hirewire/store';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const integrationId = 'pretend:one';
const path = '/people';

describe('raw fields', () => {
  let test: TestEngine;

  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 4);
    // c0 and c1 have a school, c0 alone a shirt size; c2 and c3 have neither.
    put('c0', { school: 'Example University', tags: ['a'] }, { shirt: 'M' });
    put('c1', { school: null }, {});
    put('c2', {}, null);
    await test.sync();
  });
  afterEach(() => test.close());

  function put(
    remoteId: string,
    raw: { [key: string]: Json } | null,
    custom: CandidateRecord['custom_fields'],
  ): void {
    test.ats.remote.put('candidates', {
      remote_id: remoteId,
      last_name: remoteId,
      tag_remote_ids: [],
      custom_fields: custom,
      remote_data: raw === null ? null : { [path]: raw },
    });
  }

  async function field(key: string, model: FieldModel = 'candidates'): Promise<IntegrationField> {
    const fields = await findFoundFields(test.database, integrationId);
    const found = fields.find((one) => one.key === key && one.model === model);
    return found ?? assert.fail(`${key} of ${model} was not found`);
  }

  async function pass(key: string, isEnabled: boolean, model?: FieldModel): Promise<void> {
    const { id } = await field(key, model);
    assert.ok(await setFieldPassthrough(test.database, { integrationId, id, isEnabled }));
  }

  async function createCustom(key: string, model: FieldModel = 'candidates'): Promise<string> {
    const { environmentId } = test.integration;
    const made = { environmentId, model, key, label: null, description: null };
    return (await createCustomField(test.database, made))?.id ?? assert.fail('not made');
  }

  async function map(customFieldId: string, integrationFieldId: string | null): Promise<void> {
    const { environmentId } = test.integration;
    const mapping = { integrationId, environmentId, customFieldId, integrationFieldId };
    const mapped = await setFieldMapping(test.database, mapping);
    assert.ok(typeof mapped === 'object', 'the mapping was refused');
  }

  /** A member of each candidate by remote id. */
  async function candidates(member: string): Promise<Record<string, unknown>> {
    const records = await test.list('candidates');
    return Object.fromEntries(records.map((record) => [record.remote_id, record[member]]));
  }

  /** Remote ids of records whose own fields have changed since. */
  async function changedSince(before: Record<string, WireRecord[]>): Promise<string[]> {
    const known = new Map(
      Object.values(before).flatMap((records) =>
        records.map((record) => [record.id, record.changed_at]),
      ),
    );
    const now = Object.values(await test.everything()).flat();
    return now.filter(({ id, changed_at }) => known.get(id) !== changed_at).map((r) => r.remote_id);
  }

  it('are found by a sync, and are those of the models that show them', async () => {
    test.ats.remote.put('jobs', { ...sampleJob(), custom_fields: { floor: 3 } });
    test.ats.remote.put('users', {
      remote_id: 'u1',
      system_role_remote_ids: [],
      remote_data: { '/users': { badge: 7 } },
    });
    await test.sync('DELTA');
    const found = await findFoundFields(test.database, integrationId);
    assert.deepEqual(found.map(({ model, type, key }) => `${model} ${type} ${key}`).toSorted(), [
      'candidates CUSTOM shirt',
      'candidates DEFAULT school',
      'candidates DEFAULT tags',
      'jobs CUSTOM floor',
    ]);
    assert.equal(new Set(found.map(({ id }) => id)).size, 4);
    await test.sync();
    assert.deepEqual(await findFoundFields(test.database, integrationId), found);
  });

  it('are not shown until somebody lets them through', async () => {
    for (const model of fieldModels) {
      const records = await test.list(model);
      assert.ok(records.length > 0, model);
      for (const record of records) assert.deepEqual(record['integration_fields'], [], model);
    }
    for (const tag of await test.list('tags')) assert.ok(!('integration_fields' in tag));
  });

  it('are shown from the next sync on, by the records that have them and no others', async () => {
    const before = await test.everything();
    await pass('school', true);
    assert.deepEqual(await test.everything(), before);

    await test.sync('DELTA');
    const { id } = await field('school');
    const entry = { id, key: 'school', type: 'DEFAULT', label: null };
    assert.deepEqual(await candidates('integration_fields'), {
      c0: [{ ...entry, value: 'Example University' }],
      c1: [{ ...entry, value: null }],
      c2: [],
      c3: [],
    });
    assert.deepEqual((await changedSince(before)).toSorted(), ['c0', 'c1']);

    const shown = await test.everything();
    await pass('school', false);
    await test.sync('DELTA');
    assert.deepEqual((await changedSince(shown)).toSorted(), ['c0', 'c1']);
    const all = Object.values(await candidates('integration_fields'));
    assert.deepEqual(all, [[], [], [], []]);
  });

  it('make the next delta read the whole of their model, once, and nothing else', async () => {
    await test.sync('DELTA');
    await pass('school', true);
    const sinceOf = async (): Promise<Record<string, unknown>> => {
      test.ats.remote.reads.length = 0;
      const { type, state } = await test.sync('DELTA');
      assert.deepEqual([type, state], ['DELTA', 'SUCCEEDED']);
      return Object.fromEntries(test.ats.remote.reads.map((read) => [read.model, read.since]));
    };
    const { candidates: first, ...others } = await sinceOf();
    assert.equal(first, null);
    for (const [model, since] of Object.entries(others)) assert.notEqual(since, null, model);
    assert.equal(await findFieldsChangedAt(test.database, integrationId), null);
    assert.notEqual((await sinceOf())['candidates'], null);
  });

  it('that are chosen while their model is read wait for the next sync', async () => {
    await pass('school', true);
    test.ats.remote.pageSize = 2;
    test.ats.remote.beforePage = async ({ model, page }) => {
      if (model === 'candidates' && page === 2) await pass('shirt', true);
    };
    await test.sync();
    test.ats.remote.beforePage = () => undefined;
    assert.notEqual(await findFieldsChangedAt(test.database, integrationId), null);
    const keysOf = async (): Promise<unknown> => {
      const { c0 } = (await candidates('integration_fields')) as { c0: { key: string }[] };
      return c0.map(({ key }) => key);
    };
    assert.deepEqual(await keysOf(), ['school']);
    await test.sync('DELTA');
    assert.deepEqual(await keysOf(), ['school', 'shirt']);
    assert.equal(await findFieldsChangedAt(test.database, integrationId), null);
  });

  it('stay to be shown while their model cannot be read', async () => {
    await pass('school', true);
    test.ats.remote.beforePage = ({ model }) => {
      if (model === 'candidates') throw new Error('out of order');
    };
    assert.equal((await test.sync()).state, 'PARTIALLY_FAILED');
    assert.notEqual(await findFieldsChangedAt(test.database, integrationId), null);
    test.ats.remote.beforePage = () => undefined;
    await test.sync('DELTA');
    assert.equal(await findFieldsChangedAt(test.database, integrationId), null);
  });

  it('of a stage are shown by the jobs and applications that show the stage', async () => {
    test.ats.remote.put('application_stages', {
      remote_id: 's0',
      name: 'Applied',
      custom_fields: { colour: 'green' },
    });
    await test.sync('DELTA');
    await pass('colour', true, 'application_stages');
    await test.sync('DELTA');
    const { id } = await field('colour', 'application_stages');
    const shown = [{ id, key: 'colour', type: 'CUSTOM', value: 'green', label: null }];
    const [stage] = await test.list('application_stages');
    const [job] = (await test.list('jobs')) as unknown as { stages: WireRecord[] }[];
    const applications = (await test.list('applications')) as unknown as {
      current_stage: WireRecord;
    }[];
    const everywhere = [
      ...(await test.list('application_stages')),
      ...(job?.stages ?? []),
      ...applications.map(({ current_stage }) => current_stage),
    ];
    assert.ok(stage);
    assert.equal(everywhere.length, 3 + 3 + 4);
    for (const one of everywhere) {
      const expected = one.remote_id === 's0' ? shown : [];
      assert.deepEqual(one['integration_fields'], expected, one.remote_id);
    }
  });

  it('fill custom fields from the next sync on, beside those of the tool, until they no longer do', async () => {
    const customId = await createCustom('university');
    await map(customId, (await field('school')).id);
    const before = await candidates('custom_fields');
    assert.deepEqual(before, { c0: { shirt: 'M' }, c1: {}, c2: null, c3: null });
    await test.sync('DELTA');
    assert.deepEqual(await candidates('custom_fields'), {
      c0: { shirt: 'M', university: 'Example University' },
      c1: { university: null },
      c2: { university: null },
      c3: { university: null },
    });
    await map(customId, null);
    await test.sync('DELTA');
    assert.deepEqual(await candidates('custom_fields'), before);
  });

  it('fill a custom field with the key of one of the tool in its place', async () => {
    await map(await createCustom('shirt'), (await field('tags')).id);
    await test.sync('DELTA');
    const { c0, c1 } = await candidates('custom_fields');
    assert.deepEqual([c0, c1], [{ shirt: ['a'] }, { shirt: null }]);
  });

  it('leave no custom field behind that was deleted', async () => {
    const { environmentId } = test.integration;
    const id = await createCustom('university');
    await map(id, (await field('school')).id);
    await test.sync('DELTA');
    const deleted = await deleteCustomField(test.database, { environmentId, id });
    assert.deepEqual(deleted, { mappings: 1 });
    await test.sync('DELTA');
    assert.deepEqual((await candidates('custom_fields'))['c1'], {});
  });

  it('are kept up to a number for each model, and the report tells of more', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1]));
    put('c3', { ...many }, { ['x'.repeat(256)]: 1, 'nul\0': 1, '': 1 });
    test.ats.remote.put('jobs', { ...sampleJob(), custom_fields: { floor: 3 } });
    const run = await test.sync('DELTA');
    assert.deepEqual(
      run.issues.map(({ model, field: name, count }) => [model, name, count]),
      [['candidates', 'integration_fields', 1]],
    );
    const found = await findFoundFields(test.database, integrationId);
    assert.equal(found.filter(({ model }) => model === 'candidates').length, 400);
    assert.ok(found.every(({ key }) => /^\w{1,20}$/.test(key)));
    await field('floor', 'jobs');
  });

  it('are gone with their integration', async () => {
    await pass('school', true);
    await map(await createCustom('university'), (await field('shirt')).id);
    await deleteIntegration(test.database, integrationId);
    assert.deepEqual(await findFoundFields(test.database, integrationId), []);
    assert.equal(await findFieldsChangedAt(test.database, integrationId), null);
  });
});
