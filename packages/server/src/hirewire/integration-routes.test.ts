import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createDueRuns, setAuthenticationFailing } from '@hirewire/store';

import { type TestAnswer, callApi, errorOf } from '../testing/call-api.ts';
import { type FakeApi, startFakeApi } from '../testing/start-fake-api.ts';

interface Overview {
  id: string;
  status: string;
  health: string;
  lag_seconds: number;
  last_success_at: string | null;
  next_sync_at: string | null;
  open_issues: { type: string; title: string }[];
  last_sync: { state: string } | null;
}

const schedule = { deltaMinutes: 10, fullHours: 6 };
const overviewOf = (answer: TestAnswer) => (answer.json as { data: Overview }).data;
const listOf = (answer: TestAnswer) =>
  (answer.json as { data: { results: Overview[]; has_more: boolean } }).data;

describe('integrations over our own API', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'], schedule });
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
  const connect = (organization: string, originId: string | null = null) =>
    call('POST', '/integrations', {
      body: {
        tool: 'tiny',
        credentials: { api_key: 'another-very-secret-key' },
        end_user: { organization_name: organization, origin_id: originId },
      },
    });

  it('are created with credentials that the tool accepts, and never show them', async () => {
    const created = await connect('Beta', 'customer-7');
    assert.equal(created.status, 200, created.text);
    const overview = overviewOf(created);
    assert.equal(overview.health, 'PENDING');
    assert.equal(overview.last_sync?.state, 'QUEUED');
    const listed = await call('GET', '/integrations?search=CUSTOMER-7');
    assert.deepEqual(listOf(listed).results, [overview]);
    const syncs = await call('GET', `/integrations/${overview.id}/syncs`);
    assert.match(syncs.text, /"trigger":"INITIAL"/);
    for (const { text } of [created, listed, syncs]) assert.doesNotMatch(text, /secret-key/);
  });

  it('tell when the last sync succeeded and when the next one is due', async () => {
    const query = `?search=${fake.integrationId}`;
    const [overview] = listOf(await call('GET', `/integrations${query}`)).results;
    assert.equal(overview?.health, 'HEALTHY');
    assert.ok(overview.last_success_at && overview.next_sync_at);
    const age = (Date.now() - Date.parse(overview.last_success_at)) / 1000;
    assert.ok(overview.lag_seconds >= 0 && overview.lag_seconds <= age + 1);
    const dueAt = async (seconds: number): Promise<boolean> => {
      const at = new Date(Date.parse(overview.next_sync_at ?? '') + seconds * 1000);
      const tools = ['tiny'];
      const due = await createDueRuns(fake.api.database, { schedule, tools, deltaTools: [], at });
      return due.some(({ integrationId }) => integrationId === fake.integrationId);
    };
    assert.deepEqual([await dueAt(-1), await dueAt(1)], [false, true]);
    const [queued] = listOf(await call('GET', `/integrations${query}`)).results;
    assert.deepEqual([queued?.next_sync_at, queued?.last_sync?.state], [null, 'QUEUED']);
  });

  it('come in pages, oldest first, and are found by tool, status and health', async () => {
    for (const name of ['Gamma', 'Delta']) await connect(name);
    const all = listOf(await call('GET', '/integrations')).results.map(({ id }) => id);
    assert.ok(all.length >= 3);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const page = listOf(await call('GET', `/integrations?limit=1${after}`));
      paged.push(...page.results.map(({ id }) => id));
      if (!page.has_more) break;
      after = `&after=${paged.at(-1)}`;
    }
    assert.deepEqual(paged, all);
    for (const query of ['tool=ashby', 'status=INACTIVE', 'search=nobody', 'health=FAILING']) {
      assert.deepEqual(listOf(await call('GET', `/integrations?${query}`)).results, [], query);
    }
    const healthy = listOf(await call('GET', '/integrations?health=HEALTHY')).results;
    assert.deepEqual(
      healthy.map(({ id }) => id),
      [fake.integrationId],
    );
    const pending = listOf(await call('GET', '/integrations?health=PENDING')).results;
    assert.equal(pending.length, all.length - 1);
  });

  it('are refused where the tool, the credentials or the settings are wrong', async () => {
    const good = { tool: 'tiny', credentials: { api_key: 'k' } };
    const customer = { end_user: { organization_name: 'Nobody' } };
    const refused = async (part: object): Promise<string> => {
      const answer = await call('POST', '/integrations', {
        body: { ...good, ...customer, ...part },
      });
      assert.equal(answer.status, 400, answer.text);
      return errorOf(answer, 'general').message;
    };
    assert.match(await refused({ tool: 'nonesuch' }), /no connector "nonesuch"/);
    assert.match(await refused({ credentials: { key: 'hidden' } }), /It takes: api_key/);
    assert.match(await refused({ settings: { nonesuch: 1 } }), /nonesuch/);
    assert.match(await refused({ remote_base_url: 'http://127.0.0.1' }), /`remote_base_url`/);
    fake.fake.answer = () => ({ status: 401, body: '{}' });
    const answer = await call('POST', '/integrations', { body: { ...good, ...customer } });
    assert.deepEqual([answer.status, errorOf(answer, 'general').code], [422, null]);
    const replaced = await call('PUT', `/integrations/${fake.integrationId}/credentials`, {
      body: { credentials: { api_key: 'wrong' } },
    });
    assert.equal(replaced.status, 422);
    fake.fake.answer = () => ({ status: 200, body: '{}' });
    assert.doesNotMatch((await call('GET', '/integrations')).text, /Nobody/);
  });

  it('get other credentials, which revives one that the tool had refused for long', async () => {
    await setAuthenticationFailing(fake.api.database, fake.integrationId, true);
    const replaced = await call('PUT', `/integrations/${fake.integrationId}/credentials`, {
      body: { credentials: { api_key: 'new' } },
    });
    assert.equal(replaced.status, 200, replaced.text);
    assert.equal(overviewOf(replaced).last_sync?.state, 'QUEUED');
    assert.equal((await fake.findIntegration()).authenticationFailingSince, null);
  });

  it('are nobody else’s', async () => {
    const { key } = await fake.api.createKey('Another');
    assert.deepEqual(listOf(await call('GET', '/integrations', { key })).results, []);
    const path = `/integrations/${fake.integrationId}`;
    assert.equal((await call('GET', `${path}/syncs`, { key })).status, 404);
    const body = { credentials: { api_key: 'x' } };
    assert.equal((await call('PUT', `${path}/credentials`, { key, body })).status, 404);
    const after = `/integrations?after=${fake.integrationId}`;
    assert.deepEqual(listOf(await call('GET', after, { key })).results, []);
  });
});
