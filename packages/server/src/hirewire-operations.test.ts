import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Operation, hirewireOperations } from '@hirewire/contract';
import {
  createApiKey,
  findIntegration,
  listDeliveries,
  listInteractions,
  listIssues,
  listRuns,
  noteConnectionFailed,
  observeIssues,
  setAuthenticationFailing,
} from '@hirewire/store';
import type { Database, Issue } from '@hirewire/store';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';
import { succeed } from './testing/fake-ats.ts';

type Ids = Readonly<Record<string, string>>;

const all: readonly Operation[] = hirewireOperations;
const withKey = all.filter(({ needsKey }) => needsKey);

/** What operations with a body are sent; the rest take none. */
const bodies: Readonly<Record<string, object>> = {
  'create-api-key': { name: 'reports', scopes: ['read'] },
  'create-webhook-endpoint': { url: 'https://example.com/hirewire' },
  'create-integration': {
    tool: 'tiny',
    credentials: { api_key: 'k' },
    end_user: { organization_name: 'Example Ltd' },
  },
  'replace-credentials': { credentials: { api_key: 'k' } },
  'create-custom-field': { model: 'ats_jobs', key: 'cost_center' },
  'update-settings': { settings: { requests_per_second: 5 } },
  'update-scope': { disable: ['ats_offers'] },
  'create-erasure': { email_address: 'nobody@example.com', confirm: true },
  'update-issue': { muted_until: '2026-03-01T00:00:00Z' },
  'update-webhook-endpoint': { description: 'Ours' },
  'rotate-webhook-secret': { overlap_hours: 1 },
  'replay-webhook-events': { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
};

async function raiseIssue(
  database: Database,
  { environmentId, integrationId }: { environmentId: string; integrationId: string },
): Promise<Issue> {
  await setAuthenticationFailing(database, integrationId, true);
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  await observeIssues(database, { schedule, deltaTools: [], failureCodes: [] });
  await setAuthenticationFailing(database, integrationId, false);
  const [issue] = await listIssues(database, { environmentId, hidesMuted: false, limit: 1 });
  assert.ok(issue);
  return issue;
}

describe('the operations of our own API', () => {
  let fake: FakeApi;
  let ids: Record<string, string>;

  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
    const { database } = fake.api;
    fake.fake.answer = () => succeed({});
    const tag = { tag: { name: 'Invented' } };
    const path = `/ats/candidates/${fake.id('candidates', 'c1')}/tags`;
    await fake.call({ path, body: tag });
    const [interaction] = await listInteractions(database, fake.integrationId, { limit: 1 });
    const [run] = await listRuns(database, fake.integrationId, { limit: 1 });
    const integration = await findIntegration(database, fake.integrationId);
    const environmentId = integration?.environmentId ?? '';
    const endpoint = { environmentId, url: 'https://example.com/', description: null };
    const created = await fake.api.engine.createWebhookEndpoint({ ...endpoint, eventTypes: null });
    const endUser = { organizationName: 'Example Ltd', creatorEmail: null, originId: null };
    const message = 'The tool refused the credentials.';
    await noteConnectionFailed(database, { environmentId, tool: 'tiny', endUser, message });
    const deliveries = await listDeliveries(database, {
      environmentId,
      endpointId: created.endpoint.id,
      limit: 1,
    });
    const issue = await raiseIssue(database, { environmentId, integrationId: fake.integrationId });
    const key = await createApiKey(database, { environmentId, name: 'to be revoked' });
    const { receipt } = await fake.api.engine.erasePerson({
      environmentId,
      integrationId: null,
      person: { phoneNumber: '+49 30 000000' },
      requester: { type: 'COMMAND_LINE', id: null, name: 'ada' },
      isDryRun: false,
    });
    ids = {
      tool: 'tiny',
      key_id: key.id,
      integration_id: fake.integrationId,
      issue_id: issue.id,
      interaction_id: interaction?.id ?? '',
      sync_id: run?.id ?? '',
      event_id: deliveries[0]?.eventId ?? '',
      webhook_id: '',
      custom_field_id: '',
      erasure_id: receipt.id,
    };
  });
  after(() => fake.close());

  function ask(operation: Operation, parts: { ids?: Ids; query?: string; body?: unknown }) {
    const known = parts.ids ?? ids;
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '');
    return callApi(fake.api, {
      method: operation.method,
      path: `/hirewire/v1${path}${parts.query ?? ''}`,
      headers: {
        authorization: `Bearer ${fake.key}`,
        'x-integration-id': fake.integrationId,
        ...(parts.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    });
  }

  const refusalOf = (answer: TestAnswer, operation: Operation) => {
    assert.equal(answer.status, 400, `${operation.id}: ${answer.text}`);
    const { code, message } = errorOf(answer, operation.errorType);
    assert.equal(code, 'PLATFORM.INPUT_INVALID', operation.id);
    return message;
  };

  it('answer with what their models say, and nothing else', async () => {
    const create = withKey.find(({ id }) => id === 'create-webhook-endpoint');
    assert.ok(create);
    for (const operation of [
      create,
      ...withKey.filter(({ method }) => method !== 'DELETE'),
      ...withKey.filter(({ method }) => method === 'DELETE'),
    ]) {
      const body = bodies[operation.id];
      const query = operation.id === 'get-changes' ? '?after=0' : '';
      const answer = await ask(operation, { query, body });
      assert.equal(answer.status, 200, `${operation.id}: ${answer.text}`);
      assert.equal(answer.headers['cache-control'], 'no-store', operation.id);
      const parsed = operation.response.parse(answer.json);
      assert.deepEqual(parsed, answer.json, operation.id);
      const idName = {
        'create-webhook-endpoint': 'webhook_id',
        'create-custom-field': 'custom_field_id',
      }[operation.id];
      if (idName !== undefined) ids[idName] = (answer.json as { data: { id: string } }).data.id;
    }
  });

  it('have the fields of a sync in snake case, and their former names for a release', async () => {
    const operation = withKey.find(({ id }) => id === 'get-sync');
    assert.ok(operation);
    const { json } = await ask(operation, {});
    const { models } = (json as { data: { models: Record<string, Record<string, unknown>> } }).data;
    const { jobs = {} } = models;
    assert.match(String(jobs['started_at']), /^\d{4}-.*Z$/);
    assert.deepEqual(
      [jobs['waitedMs'], jobs['startedAt'], jobs['endedAt'], jobs['withheld']],
      [jobs['waited_ms'], jobs['started_at'], jobs['ended_at'], jobs['skipped_deletions']],
    );
  });

  it('answer 404 to ids that nobody has, and to what is no id', async () => {
    for (const operation of withKey.filter(({ pathParameters }) => pathParameters !== null)) {
      for (const id of ['1'.repeat(24), 'x', '%00', '%2e%2e%2f', 'ä'.repeat(9)]) {
        const given = Object.fromEntries(Object.keys(ids).map((name) => [name, encodeURI(id)]));
        const answer = await ask(operation, { ids: given, body: bodies[operation.id] });
        assert.equal(answer.status, 404, `${operation.id} ${id}: ${answer.text}`);
        const isIntegration = operation.path.includes('{integration_id}');
        const code = isIntegration ? 'PLATFORM.INTEGRATION_NOT_FOUND' : null;
        assert.equal(errorOf(answer, operation.errorType).code, code);
      }
    }
  });

  it('refuse what their bodies do not know, and name it', async () => {
    for (const operation of withKey.filter(({ body }) => body !== null)) {
      const body = { ...bodies[operation.id], surprise: 1 };
      const message = refusalOf(await ask(operation, { body }), operation);
      assert.match(message, /body field `surprise` is not known here/, operation.id);
      refusalOf(await ask(operation, { body: [] }), operation);
    }
  });

  it('refuse queries that are no numbers in their range', async () => {
    for (const operation of withKey.filter(({ query }) => query !== null)) {
      for (const limit of ['0', '1.5', '', 'x', '10000', '-1', '1&limit=2']) {
        const answer = await ask(operation, { query: `?limit=${limit}` });
        assert.match(refusalOf(answer, operation), /`limit` must be/, operation.id);
      }
    }
  });

  it('need an API key', async () => {
    for (const { id, method, path } of withKey) {
      const answer = await callApi(fake.api, { method, path: `/hirewire/v1${path}` });
      assert.equal(answer.status, 401, id);
    }
  });
});
