import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webhooks } from '@hirewire/contract';
import { modelNames, type WebhookEvent } from '@hirewire/store';
import { toPayload } from './payloads.ts';

const publicUrl = 'https://hirewire.example';
const endUser = '{"organization_name":"Acme","creator_email":"a@example.com","origin_id":null}';
const tool = { tool: 'ashby', category: 'ATS' };
const customer = {
  ...tool,
  organization_name: 'Acme',
  creator_email: 'a@example.com',
  origin_id: null,
};
const integration = {
  ...customer,
  status: 'INVALID',
  setup_status: 'COMPLETED',
  qa_status: 'PASSED',
};
const run = {
  id: 'RUN',
  type: 'DELTA',
  trigger: 'API',
  state: 'SUCCEEDED',
  queued_at: '2026-11-01T10:00:00+00:00',
  started_at: '2026-11-01T10:00:00.9+00:00',
  ended_at: '2026-11-01T10:01:02.123456+00:00',
};

const noted = (type: string, facts: object, integrationId = 'ashby:1'): WebhookEvent => ({
  id: 'EVENT',
  integrationId,
  type,
  createdAt: new Date('2026-11-01T12:00:00.5Z'),
  facts,
  data: null,
});
const finished = (type: string, data: Record<string, unknown>): WebhookEvent => ({
  ...noted(type, {}),
  facts: null,
  data,
});
const bodyOf = (event: WebhookEvent): string => JSON.stringify(toPayload(event, publicUrl));

/** What is sent, byte for byte: a receiver may hash it, and versions before sent the same. */
const bodies: [event: WebhookEvent, data: string][] = [
  [
    noted('data-changed', { integration: tool, models: ['candidates', 'jobs'], position: 12 }),
    '{"integration_id":"ashby:1","integration_tool":"ashby","integration_category":"ATS",' +
      '"changed_models":[{"name":"ats_candidates"},{"name":"ats_jobs"}]}',
  ],
  [
    noted('sync-finished', { integration, run }),
    '{"sync_id":"RUN","sync_state":"SUCCEEDED","sync_started_at":"2026-11-01T10:00:00.900Z",' +
      '"sync_ended_at":"2026-11-01T10:01:02.123Z","sync_duration_seconds":61,' +
      '"integration_id":"ashby:1","integration_tool":"ashby","integration_category":"ATS",' +
      `"end_user":${endUser},"log_url":"https://hirewire.example/hirewire/v1/syncs/RUN"}`,
  ],
  [
    noted('integration-created', { integration }),
    `{"id":"ashby:1","tool":"ashby","category":"ATS","end_user":${endUser}}`,
  ],
  [
    // In the time zone of the database.
    noted('integration-deleted', { integration, deleted_at: '2026-11-01T15:30:00.25+05:30' }),
    `{"id":"ashby:1","tool":"ashby","category":"ATS","end_user":${endUser},` +
      '"deleted_at":"2026-11-01T10:00:00.250Z"}',
  ],
  [
    noted('integration-state-changed', { integration }),
    '{"integration_tool":"ashby","integration_id":"ashby:1","integration_category":"ATS",' +
      `"end_user":${endUser},"qa_status":"PASSED","setup_status":"COMPLETED","state":"INVALID",` +
      '"updated_at":"2026-11-01T12:00:00.500Z"}',
  ],
  [
    noted('issue-status-changed', {
      integration,
      issue: {
        id: 'ISSUE',
        type: 'integration.authentication_failed',
        subject: '',
        facts: { since: '2026-11-01T10:00:00+00:00' },
        first_observed_at: '2026-11-01T11:00:00+00:00',
        resolved_at: null,
      },
    }),
    '{"change":"raised","issue":{"id":"ISSUE","type":"integration.authentication_failed",' +
      '"title":"The tool refuses the credentials","status":"OPEN","markdown_message":' +
      '"The tool has refused the credentials since 2026-11-01T10:00:00+00:00. Ask the customer for ' +
      'new ones, and enter them with `npx hirewire integrations set-credentials ashby:1`. Three ' +
      'days after the first refusal, the integration becomes INVALID and is not synced until then.",' +
      '"first_observed_at":"2026-11-01T11:00:00.000Z","resolved_at":null},' +
      `"integration":{"id":"ashby:1","tool":"ashby","category":"ATS","end_user":${endUser}}}`,
  ],
  [
    noted('connection-flow-failed', { integration: customer }, ''),
    `{"integration_tool":"ashby","integration_category":"ATS","end_user":${endUser},` +
      '"log_url":"https://hirewire.example/hirewire/v1/webhook-events/EVENT"}',
  ],
];

for (const [event, data] of bodies) {
  test(`the payload of ${event.type} has the bytes and the shape that receivers expect`, () => {
    assert.equal(bodyOf(event), `{"id":"EVENT","type":"${event.type}","data":${data}}`);
    const model = webhooks.find(({ type }) => type === event.type)?.payload;
    const payload = toPayload(event, publicUrl);
    assert.deepEqual(model?.parse(payload), payload);
  });
}

test('a run that never started took no time', () => {
  const cancelled = { ...run, state: 'CANCELLED', started_at: null };
  const body = bodyOf(noted('sync-finished', { integration, run: cancelled }));
  assert.match(body, /"sync_started_at":"2026-11-01T10:01:02.123Z"/);
  assert.match(body, /"sync_duration_seconds":0,/);
});

test('data-changed names the models that changed, and none that the integration does not have', () => {
  // An older official SDK refuses the whole payload that names a model which is newer than the SDK.
  const namesOf = (models: readonly string[]): string[] =>
    [
      ...bodyOf(noted('data-changed', { integration: tool, models })).matchAll(/"name":"(\w+)"/g),
    ].map(([, name = '']) => name);
  for (const model of modelNames) assert.deepEqual(namesOf([model]), [`ats_${model}`]);
  const wireNames = modelNames.map((model) => `ats_${model}`);
  assert.deepEqual(namesOf(modelNames), wireNames);
});

test('an event from before an upgrade is sent as the version before finished it', () => {
  // A field that no version knows shows that nothing is built anew.
  for (const [{ type }, data] of bodies) {
    const { log_url: logUrl, ...older } = JSON.parse(data) as Record<string, unknown>;
    const sent = { ...older, other: 1, ...(logUrl !== undefined && { log_url: logUrl }) };
    const body = JSON.stringify({ id: 'EVENT', type, data: sent });
    assert.equal(bodyOf(finished(type, { ...older, other: 1 })), body);
  }
});

test('an event of a version that is newer is left to that version', () => {
  const unknown = noted('assessment:order-received', { integration });
  assert.throws(() => toPayload(unknown, publicUrl), /cannot build the payload of assessment/);
  const model = noted('data-changed', {
    integration: tool,
    models: ['jobs', 'invented'],
    position: 1,
  });
  assert.throws(() => toPayload(model, publicUrl), /models/);
});
