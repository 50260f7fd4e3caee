import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectors } from '@hirewire/connectors';
import { ToolDetails, getTool } from '@hirewire/contract';

import { viewTool } from './hirewire/tool-routes.ts';
import { callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
let key: string;

before(async () => {
  api = await startTestApi({ extraConnectors: connectors });
  ({ key } = await api.createKey('ours'));
});
after(() => api.close());

const ask = (tool: string) =>
  callApi(api, {
    path: `/hirewire/v1/tools/${tool}`,
    headers: { authorization: `Bearer ${key}` },
  });

async function detailsOf(tool: string): Promise<ToolDetails> {
  const answer = await ask(tool);
  assert.equal(answer.status, 200, answer.text);
  return getTool.response.parse(answer.json).data;
}

test('a tool says what a customer enters, what may be left out, and what is secret', async () => {
  const { credentials, webhooks } = await detailsOf('recruitee');
  assert.deepEqual(
    credentials.map((field) => [field.name, field.is_required, field.is_secret]),
    [
      ['company_id', true, false],
      ['api_token', true, true],
      ['webhook_secret', false, true],
    ],
  );
  assert.equal(webhooks, 'BY_HAND');
  const lever = await detailsOf('lever');
  const region = lever.credentials.find(({ name }) => name === 'region');
  assert.deepEqual([region?.is_required, region?.choices], [false, ['global', 'eu', 'sandbox']]);
});

test('a tool says what can be chosen, its own settings and those of every integration', async () => {
  const { settings, webhooks } = await detailsOf('ashby');
  const [own] = settings;
  assert.equal(own?.name, 'read_screening_answers');
  assert.deepEqual(own.choices, ['open', 'all', 'none']);
  assert.deepEqual([own.type, own.default], ['string', 'open']);
  const common = settings.find(({ name }) => name === 'full_sync_hours');
  assert.deepEqual([common?.type, common?.default], ['integer', null]);
  assert.equal(webhooks, 'AUTOMATIC');
});

test('a tool says which permissions to grant, where, and what needs each', async () => {
  const { permissions } = await detailsOf('ashby');
  assert.deepEqual(
    permissions.find(({ name }) => name === 'Hiring Process: Read'),
    {
      name: 'Hiring Process: Read',
      granted_at: 'Admin, API Keys',
      read_models: ['ats_rejection_reasons', 'ats_tags'],
      fields_of: [],
      write_actions: ['ats_remove_candidate_tag'],
      webhooks: false,
    },
  );
});

test('every tool explains all of its credentials, settings and permissions', () => {
  assert.ok(connectors.length > 0);
  for (const tool of connectors.map(viewTool)) {
    assert.deepEqual(ToolDetails.parse(tool), tool);
    assert.ok(
      tool.credentials.some((field) => field.is_required && field.is_secret),
      tool.id,
    );
    const texts = [
      ...tool.credentials.flatMap(({ label, help }) => [label, help]),
      ...tool.settings.map(({ description }) => description),
      ...tool.permissions.map(({ granted_at: place }) => place),
    ];
    assert.ok(
      texts.every((text) => text.trim() !== ''),
      tool.id,
    );
    assert.ok(tool.permissions.length > 0, tool.id);
  }
});

test('a tool is found by its other slug, too; one that is not there is 404', async () => {
  const [one, other] = [await detailsOf('greenhouse'), await detailsOf('greenhousev3')];
  assert.deepEqual(one, other);
  assert.deepEqual(one.aliases, ['greenhousev3']);
  const answer = await ask('nonesuch');
  assert.equal(answer.status, 404);
  assert.match(errorOf(answer, 'general').message, /no connector for this tool/);
});
