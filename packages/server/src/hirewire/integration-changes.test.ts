import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { IntegrationStatus, Sync } from '@hirewire/contract';
import { listRuns, noteCredentialsCheck } from '@hirewire/store';

import { type TestAnswer, callApi, errorOf } from '../testing/call-api.ts';
import { type FakeApi, startFakeApi } from '../testing/start-fake-api.ts';
import { succeed } from '../testing/fake-ats.ts';

describe('what the command line can change, our own API can, too', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
  });
  after(() => fake.close());

  const call = (method: string, path: string, { key = fake.key, body }: Sent = {}) =>
    callApi(fake.api, {
      method,
      path: `/hirewire/v1${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  interface Sent {
    key?: string;
    body?: unknown;
  }
  const own = (path = '') => `/integrations/${fake.integrationId}${path}`;
  function dataOf<Data>(answer: TestAnswer): Data {
    assert.equal(answer.status, 200, answer.text);
    return (answer.json as { data: Data }).data;
  }
  const status = async () => dataOf<IntegrationStatus>(await call('GET', own()));

  it('settings: some are changed, null takes one back, and the others stay', async () => {
    const change = (settings: object) => call('PATCH', own('/settings'), { body: { settings } });
    await change({ requests_per_second: 5, full_sync_hours: 12 });
    const changed = await change({ requests_per_second: null, sweep_hours: 6 });
    const expected = { full_sync_hours: 12, sweep_hours: 6 };
    assert.deepEqual(dataOf<{ settings: object }>(changed).settings, expected);
    const refused = await change({ full_sync_hours: -1 });
    assert.equal(refused.status, 400);
    assert.match(errorOf(refused, 'general').message, /full_sync_hours/);
    assert.equal((await change({ nonesuch: 1 })).status, 400);
    assert.deepEqual((await status()).settings, expected);
  });

  it('scope: models, fields and actions are disabled and enabled by name', async () => {
    const change = (body: object) => call('PATCH', own('/scope'), { body });
    await change({ disable: ['ats_offers', 'ats_candidates.social_media'] });
    const changed = await change({ enable: ['ats_offers'], disable: ['ats_add_candidate_tag'] });
    const expected = ['ats_add_candidate_tag', 'ats_candidates.social_media'];
    assert.deepEqual(dataOf<{ disabled: string[] }>(changed).disabled, expected);
    const refused = await change({ disable: ['ats_nonesuch'] });
    assert.equal(refused.status, 400);
    assert.match(errorOf(refused, 'general').message, /ats_nonesuch/);
    assert.deepEqual((await status()).disabled, expected);
    await change({ enable: expected });
  });

  it('webhooks of the tool: registered, shown and removed, unless the tool refuses', async () => {
    const register = () => call('PUT', own('/tool-webhooks'));
    assert.deepEqual(dataOf(await register()), { registered: 1, by_hand: null });
    const shown = [{ id: 'hook-1', event: 'everything', state: 'enabled' }];
    assert.deepEqual((await status()).tool_webhooks, shown);
    fake.fake.answer = () => ({ status: 403, body: '{"message":"Not for this key."}' });
    const refused = await register();
    fake.fake.answer = () => succeed();
    assert.equal(refused.status, 422, refused.text);
    assert.match(errorOf(refused, 'general').message, /Not for this key/);
    const removed = await call('DELETE', own('/tool-webhooks'));
    assert.deepEqual(dataOf(removed), { unregistered: 1 });
    assert.deepEqual((await status()).tool_webhooks, []);
  });

  it('missing permissions are shown with where to grant them, and when credentials expire', async () => {
    const { database } = fake.api;
    const expires = new Date('2030-01-31T00:00:00.000Z');
    const missing = { permission: 'Offers: Read', models: ['offers'], actions: [] };
    const missingPermissions = [{ ...missing, grantedAt: 'Admin' }, missing];
    await noteCredentialsCheck(database, fake.integrationId, {
      missingPermissions,
      refusedModels: [],
      credentialsExpireAt: expires,
    });
    const { missing_permissions: shown, credentials_expire_at: until } = await status();
    assert.equal(until, expires.toISOString());
    assert.deepEqual(
      shown.map((one) => [one.permission, one.granted_at, one.read_models]),
      [
        ['Offers: Read', 'Admin', ['ats_offers']],
        ['Offers: Read', null, ['ats_offers']],
      ],
    );
    await noteCredentialsCheck(database, fake.integrationId, {
      missingPermissions: [],
      refusedModels: [],
    });
  });

  it('syncs: one that waits is cancelled; one that has ended stays as it is', async () => {
    const [ended] = await listRuns(fake.api.database, fake.integrationId, { limit: 1 });
    const { sync_id: id } = await fake.api.engine.requestSync(fake.integrationId, {
      type: 'FULL',
      trigger: 'API',
    });
    const cancel = (sync = id, key = fake.key) => call('POST', `/syncs/${sync}/cancel`, { key });
    const other = await fake.api.createKey('Another');
    assert.equal((await cancel(id, other.key)).status, 404);
    for (const answer of [await cancel(), await cancel()]) {
      const sync = dataOf<Sync>(answer);
      assert.deepEqual([sync.state, sync.message], ['CANCELLED', 'The sync was cancelled.']);
    }
    assert.equal(dataOf<Sync>(await cancel(ended?.id)).state, 'SUCCEEDED');
  });

  it('custom fields: made once, listed and deleted, each in its environment', async () => {
    const create = () =>
      call('POST', '/custom-fields', { body: { model: 'ats_jobs', key: 'cost_center' } });
    const { id } = dataOf<{ id: string }>(await create());
    const again = await create();
    assert.deepEqual([again.status, errorOf(again, 'general').code], [409, null]);
    const { results } = dataOf<{ results: object[] }>(await call('GET', '/custom-fields'));
    const expected = { model: 'ats_jobs', key: 'cost_center', label: null, description: null };
    assert.deepEqual(results, [{ id, ...expected }]);
    const other = await fake.api.createKey('Another');
    const foreign = { key: other.key };
    assert.deepEqual(dataOf(await call('GET', '/custom-fields', foreign)), { results: [] });
    assert.equal((await call('DELETE', `/custom-fields/${id}`, foreign)).status, 404);
    assert.deepEqual(dataOf(await call('DELETE', `/custom-fields/${id}`)), { mappings: 0 });
    assert.equal((await call('DELETE', `/custom-fields/${id}`)).status, 404);
    const bad = { body: { model: 'ats_jobs', key: 'two words' } };
    assert.equal((await call('POST', '/custom-fields', bad)).status, 400);
    const nul = { body: { model: 'ats_jobs', key: 'k', label: 'a\0b' } };
    assert.equal((await call('POST', '/custom-fields', nul)).status, 400);
  });

  it('nothing of another environment', async () => {
    const { key } = await fake.api.createKey('Another');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '/settings', { settings: { sweep_hours: 1 } }],
      ['PATCH', '/scope', { disable: ['ats_offers'] }],
      ['PUT', '/tool-webhooks', undefined],
      ['DELETE', '/tool-webhooks', undefined],
      ['GET', '/interactions', undefined],
    ] as const) {
      assert.equal((await call(method, own(path), { key, body })).status, 404, path);
    }
    assert.equal((await status()).settings['sweep_hours'], 6);
  });
});
