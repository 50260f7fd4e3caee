import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callApi } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

let fake: FakeApi;

before(async () => {
  fake = await startFakeApi({ tool: 'tinyv3' });
});
after(() => fake.close());

test('an integration can be created under a further slug of its tool, and keeps it', async () => {
  assert.match(fake.integrationId, /^tinyv3:/);
  const answer = await fake.call({ method: 'GET', path: `/integrations/${fake.integrationId}` });
  const { data } = answer.json as {
    data: { tool: { id: string; label: string; logo_url: string } };
  };
  assert.deepEqual([data.tool.id, data.tool.label], ['tinyv3', 'Tiny']);
  const { pathname } = new URL(data.tool.logo_url);
  assert.equal((await callApi(fake.api, { path: pathname })).status, 200);
  const list = await fake.call({ method: 'GET', path: '/ats/jobs' });
  assert.equal(list.status, 200, list.text);
});

test('the tool is listed once', async () => {
  const answer = await fake.call({ method: 'GET', path: '/tools/ats' });
  const { data } = answer.json as { data: { tools: { id: string }[] } };
  const ids = data.tools.map(({ id }) => id).filter((id) => id.startsWith('tiny'));
  assert.deepEqual(ids, ['tiny']);
});

test('its part of the remote fields may be under each slug, that of the integration first', async () => {
  const answer = await fake.call({
    path: `/ats/applications/${fake.id('applications', 'a1')}/notes`,
    body: {
      content: 'Good talk',
      content_type: 'PLAIN_TEXT',
      remote_fields: { tinyv3: { a: 1, b: 1 }, tiny: { b: 2, c: 2 }, other: { d: 3 } },
    },
  });
  assert.equal(answer.status, 200, answer.text);
  const [sent] = fake.fake.requests.filter(({ method }) => method === 'POST');
  const { remoteFields } = JSON.parse(sent?.body ?? '{}') as Record<string, unknown>;
  assert.deepEqual(remoteFields, { a: 1, b: 1, c: 2 });
});

test('passthrough reaches the tool under each slug, and no other tool', async () => {
  const body = { method: 'GET', path: '/x' };
  const statuses: number[] = [];
  for (const tool of ['tiny', 'tinyv3', 'full']) {
    statuses.push((await fake.call({ path: `/passthrough/${tool}/v1`, body })).status);
  }
  assert.deepEqual(statuses, [200, 200, 400]);
});
