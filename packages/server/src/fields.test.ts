import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CustomField, IntegrationField, Operation } from '@hirewire/contract';
import * as contract from '@hirewire/contract';
import { createCustomField, findOrCreateEnvironment, listRuns } from '@hirewire/store';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

describe('raw and custom fields over the API', () => {
  let fake: FakeApi;
  /** Of the same environment, and of another. */
  let sibling: string;
  let foreignKey: string;
  let customId: string;
  let foreignCustomId: string;

  before(async () => {
    fake = await startFakeApi();
    const { api } = fake;
    sibling = await api.createIntegration({
      environment: 'Acme (Prod)',
      tool: 'full',
      isSynced: true,
    });
    ({ key: foreignKey } = await api.createKey('Other'));
    customId = await createCustom('Acme (Prod)', 'shirt_size');
    foreignCustomId = await createCustom('Other', 'shirt_size');
    const [candidate] = fake.fake.records.candidates.values();
    assert.ok(candidate);
    fake.fake.records.candidates.set(candidate.remote_id, {
      ...candidate,
      remote_data: { '/people': { school: 'Example University', age: 30 } },
      custom_fields: { shirt: 'M' },
    });
    const [job] = fake.fake.records.jobs.values();
    assert.ok(job);
    fake.fake.records.jobs.set(job.remote_id, { ...job, custom_fields: { floor: 3 } });
    await sync();
  });
  after(() => fake.close());

  async function createCustom(environment: string, key: string): Promise<string> {
    const { database } = fake.api;
    const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
    const texts = { label: 'Shirt size', description: 'As on the label' };
    const made = { environmentId, model: 'candidates', key, ...texts } as const;
    return (await createCustomField(database, made))?.id ?? assert.fail('not made');
  }

  async function sync(): Promise<void> {
    const { engine, database } = fake.api;
    await engine.requestSync(fake.integrationId, { type: 'FULL', trigger: 'CLI' });
    const worker = await engine.startWorker({ concurrency: 1 });
    try {
      for (;;) {
        const [run] = await listRuns(database, fake.integrationId, { limit: 1 });
        if (run?.endedAt) return assert.equal(run.state, 'SUCCEEDED');
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      await worker.stop();
    }
  }

  async function send(
    method: string,
    path: string,
    options: { body?: unknown; integrationId?: string; key?: string } = {},
  ): Promise<TestAnswer> {
    const { body, integrationId = fake.integrationId, key = fake.key } = options;
    return callApi(fake.api, {
      method,
      path: `/v1/integrations/${integrationId}${path}`,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The data of a success that fits the contract. */
  function dataOf<Data>(operation: Pick<Operation, 'response'>, answer: TestAnswer): Data {
    assert.equal(answer.status, 200, answer.text);
    const { data } = operation.response.parse(answer.json) as { data: Data };
    assert.ok(!('warnings' in (answer.json as object)));
    return data;
  }

  const candidates = { response: contract.pageOf(contract.Candidate) };

  interface Listed<Field> {
    results: Field[];
    next: string | null;
    next_cursor?: string | null;
  }

  async function listFields(query = ''): Promise<Listed<IntegrationField>> {
    const answer = await send('GET', `/integration-fields${query}`);
    return dataOf(contract.getIntegrationFields, answer);
  }

  async function listCustom(query = '', integrationId?: string): Promise<Listed<CustomField>> {
    const options = integrationId === undefined ? {} : { integrationId };
    return dataOf(
      contract.getCustomFields,
      await send('GET', `/custom-fields${query}`, { ...options }),
    );
  }

  async function field(key: string): Promise<IntegrationField> {
    const { results } = await listFields();
    return results.find((one) => one.key === key) ?? assert.fail(`no field ${key}`);
  }

  async function expiredAt(): Promise<string | null> {
    const answer = await send('GET', '');
    return dataOf<contract.Integration>(contract.getIntegrationDetails, answer).data_expired_at;
  }

  function refusal(answer: TestAnswer): string {
    assert.equal(answer.status, 400, answer.text);
    const { code, message } = errorOf(answer, 'general');
    assert.equal(code, 'PLATFORM.INPUT_INVALID');
    return message;
  }

  it('raw fields are listed as the tool names them, page by page', async () => {
    const { results, next, next_cursor } = await listFields();
    assert.deepEqual(
      results
        .map(({ model, type, key, label, is_passthrough_enabled: isOn, is_writable }) =>
          [model, type, key, label, isOn, is_writable].join(' '),
        )
        .toSorted(),
      [
        'ats_candidates CUSTOM shirt  false false',
        'ats_candidates DEFAULT age  false false',
        'ats_candidates DEFAULT school  false false',
        'ats_jobs CUSTOM floor  false false',
      ],
    );
    assert.deepEqual([next, next_cursor], [null, null]);
    const paged: IntegrationField[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      assert.ok(pages < 3);
      const page = await listFields(`?page_size=2${cursor && `&cursor=${cursor}`}`);
      assert.equal(page.results.length, 2);
      assert.equal(page.next, page.next_cursor);
      paged.push(...page.results);
      cursor = page.next;
    }
    assert.deepEqual(paged, results);
  });

  it('page sizes are those of the contract', async () => {
    for (const query of ['?page_size=2000', '?page_size=1']) await listFields(query);
    await listCustom('?page_size=250');
    for (const path of [
      '/integration-fields?page_size=2001',
      '/integration-fields?page_size=0',
      '/custom-fields?page_size=251',
      '/custom-fields?colour=red',
    ]) {
      assert.match(refusal(await send('GET', path)), /page_size|colour/);
    }
  });

  it('a cursor is good for its own list and integration', async () => {
    const { next } = await listFields('?page_size=1');
    assert.ok(next);
    for (const answer of [
      await send('GET', `/custom-fields?cursor=${next}`),
      await send('GET', `/integration-fields?cursor=${next}`, { integrationId: sibling }),
      await send('GET', '/integration-fields?cursor=abc'),
    ]) {
      assert.match(refusal(answer), /`cursor`/);
    }
  });

  it('a field is let through from the next sync on, and the details tell until then', async () => {
    const { id } = await field('school');
    const path = `/integration-fields/${id}`;
    const set = async (value: boolean | null): Promise<IntegrationField> =>
      dataOf(
        contract.updateIntegrationField,
        await send('PATCH', path, { body: { enable_passthrough: value } }),
      );
    assert.equal(await expiredAt(), null);
    assert.equal((await set(null)).is_passthrough_enabled, false);
    assert.equal((await set(false)).is_passthrough_enabled, false);
    assert.equal(await expiredAt(), null, 'nothing has changed');
    assert.equal((await set(true)).is_passthrough_enabled, true);
    assert.equal((await set(null)).is_passthrough_enabled, true);
    assert.equal((await field('school')).is_passthrough_enabled, true);
    const changedAt = await expiredAt();
    assert.ok(changedAt !== null && Math.abs(Date.parse(changedAt) - Date.now()) < 60_000);
    assert.equal((await set(true)).is_passthrough_enabled, true);
    assert.equal(await expiredAt(), changedAt, 'nothing has changed');
    await sync();
    assert.equal(await expiredAt(), null);
    const answer = await fake.call({ method: 'GET', path: '/ats/candidates' });
    const { results } = dataOf<{ results: contract.Candidate[] }>(candidates, answer);
    const shown = [
      { id, key: 'school', type: 'DEFAULT', value: 'Example University', label: null },
    ];
    assert.deepEqual(
      results.map(({ remote_id, integration_fields }) => [remote_id, integration_fields]),
      results.map(({ remote_id }) => [remote_id, remote_id === 'c1' ? shown : []]),
    );
  });

  it('a custom field is filled by a raw one from the next sync on', async () => {
    const [listed, ...others] = (await listCustom()).results;
    const expected = {
      id: customId,
      key: 'shirt_size',
      integration_field: null as object | null,
      model: 'ats_candidates',
      label: 'Shirt size',
      description: 'As on the label',
    };
    assert.deepEqual([listed, others], [expected, []]);
    const { id } = await field('shirt');
    const set = async (integration_field_id: string | null): Promise<CustomField> =>
      dataOf(
        contract.updateCustomFieldMapping,
        await send('PUT', `/custom-fields/${customId}`, { body: { integration_field_id } }),
      );
    const filler = { id, key: 'shirt', type: 'CUSTOM', label: null };
    assert.deepEqual(await set(id), { ...expected, integration_field: filler });
    assert.deepEqual((await listCustom()).results, [{ ...expected, integration_field: filler }]);
    assert.deepEqual((await listCustom('', sibling)).results, [expected]);
    await sync();
    const answer = await fake.call({ method: 'GET', path: '/ats/candidates' });
    const { results } = dataOf<{ results: contract.Candidate[] }>(candidates, answer);
    const shown = results.map(({ custom_fields }) => JSON.stringify(custom_fields)).toSorted();
    assert.deepEqual(shown, ['{"shirt":"M","shirt_size":"M"}', '{"shirt_size":null}']);
    assert.deepEqual(await set(null), expected);
    assert.notEqual(await expiredAt(), null);
    await sync();
  });

  it('what does not fit together is refused, and nothing changes', async () => {
    const { id: floor } = await field('floor');
    const { id: shirt } = await field('shirt');
    const unknown = 'zzzzzzzzzzzzzzzzzzzzzzzz';
    const put = (custom: string, body: unknown, integrationId?: string): Promise<TestAnswer> =>
      send('PUT', `/custom-fields/${custom}`, {
        body,
        ...(integrationId === undefined ? {} : { integrationId }),
      });
    const patch = (id: string, body: unknown, integrationId?: string): Promise<TestAnswer> =>
      send('PATCH', `/integration-fields/${id}`, {
        body,
        ...(integrationId === undefined ? {} : { integrationId }),
      });
    const on = { enable_passthrough: true };
    const refusals: [Promise<TestAnswer>, RegExp][] = [
      [put(customId, { integration_field_id: floor }), /another model/],
      [put(customId, { integration_field_id: unknown }), /not the id of a field/],
      [
        put(customId, { integration_field_id: 'a\0b' }),
        /integration_field_id` holds a NUL character/,
      ],
      [put(customId, { integration_field_id: shirt }, sibling), /not the id of a field/],
      [put(foreignCustomId, { integration_field_id: shirt }), /`custom_field_id` is not/],
      [put(unknown, { integration_field_id: null }), /`custom_field_id` is not/],
      [put('a%00b', { integration_field_id: null }), /`custom_field_id` is not/],
      [put(customId, {}), /`integration_field_id`/],
      [put(customId, undefined), /`integration_field_id`/],
      [patch(unknown, on), /`integration_field_id` is not/],
      [patch('a%00b', on), /`integration_field_id` is not/],
      [patch(unknown, { enable_passthrough: null }), /`integration_field_id` is not/],
      [patch(shirt, on, sibling), /`integration_field_id` is not/],
      [patch(shirt, {}), /`enable_passthrough`/],
      [patch(shirt, { enable_passthrough: 'yes' }), /`enable_passthrough`/],
    ];
    for (const [answer, reason] of refusals) assert.match(refusal(await answer), reason);
    assert.equal((await field('shirt')).is_passthrough_enabled, false);
    assert.equal((await listCustom()).results[0]?.integration_field, null);
    assert.equal(await expiredAt(), null);
  });

  it('nobody sees or changes the fields of another environment', async () => {
    const { id } = await field('shirt');
    for (const [method, path, body] of [
      ['GET', '/integration-fields'],
      ['GET', '/custom-fields'],
      ['PATCH', `/integration-fields/${id}`, { enable_passthrough: true }],
      ['PUT', `/custom-fields/${foreignCustomId}`, { integration_field_id: id }],
      ['POST', '/relink', {}],
      ['POST', '/setup-link', { link_type: 'EMBEDDED' }],
    ] as const) {
      const answer = await send(method, path, { body, key: foreignKey });
      assert.equal(answer.status, 404, path);
      assert.equal(errorOf(answer, 'general').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
    }
    assert.equal((await field('shirt')).is_passthrough_enabled, false);
    const own = JSON.stringify([await listFields(), await listCustom()]);
    assert.ok(!own.includes(foreignCustomId));
  });
});
