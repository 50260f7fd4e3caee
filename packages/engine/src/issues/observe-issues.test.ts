import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { ErrorCode } from '@hirewire/contract';
import { issueStatusChanged } from '@hirewire/contract';
import type { Issue } from '@hirewire/store';
import {
  createApiKey,
  deleteIntegration,
  endInteraction,
  findWebhookEvent,
  insertInteraction,
  listDeliveries,
  listIssues,
  muteIssue,
  purgeIssues,
  revokeApiKey,
  saveVendorWebhook,
  setAuthenticationFailing,
  noteCredentialsCheck,
} from '@hirewire/store';
import {
  addIntegration,
  ageApiKeys,
  ageInteractions,
  ageIssues,
  ageRuns,
  findTablesWith,
  hastenDeliveries,
  tryDeliveries,
} from '@hirewire/store/testing';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { describeIssue } from './describe-issue.ts';
import { observeIssues } from './observe-issues.ts';

describe('issues', () => {
  let test: TestEngine;
  let integrationId: string;
  let environmentId: string;
  beforeEach(async () => {
    test = await startTestEngine();
    ({ id: integrationId, environmentId } = test.integration);
    addSampleRecords(test.ats.remote, 3);
  });
  afterEach(() => test.close());

  const schedule = { deltaMinutes: 10, fullHours: 24 };
  const list = (filters: Partial<Parameters<typeof listIssues>[1]> = {}): Promise<Issue[]> =>
    listIssues(test.database, { environmentId, hidesMuted: false, limit: 100, ...filters });
  /** The open ones after a look, as type and subject. */
  async function look(): Promise<string[]> {
    await observeIssues(test.environment, schedule);
    const open = await list({ status: 'OPEN' });
    return open.map(({ type, subject }) => `${type} ${subject}`.trim()).toSorted();
  }
  async function onlyIssue(): Promise<Issue> {
    const [issue, ...others] = await list();
    assert.ok(issue);
    assert.deepEqual(others, []);
    return issue;
  }
  const messageOf = (issue: Issue): string => describeIssue(issue).message;

  it('are none where nothing is wrong', async () => {
    await test.sync();
    assert.deepEqual(await look(), []);
  });

  it('tell of credentials that are refused, from the first refusal until they are accepted', async () => {
    await setAuthenticationFailing(test.database, integrationId, true);
    assert.deepEqual(await look(), ['integration.authentication_failed']);
    const issue = await onlyIssue();
    assert.match(
      messageOf(issue),
      /refused the credentials since \d{4}-.*set-credentials pretend:one/,
    );
    await setAuthenticationFailing(test.database, integrationId, false);
    assert.deepEqual(await look(), []);
    assert.ok((await onlyIssue()).resolvedAt);
  });

  it('are opened again with a new time when the condition returns', async () => {
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    const first = await onlyIssue();
    await look();
    const seenAgain = await onlyIssue();
    assert.deepEqual(seenAgain.firstObservedAt, first.firstObservedAt);
    assert.ok(seenAgain.lastObservedAt > first.lastObservedAt);
    await setAuthenticationFailing(test.database, integrationId, false);
    await look();
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    const returned = await onlyIssue();
    assert.equal(returned.id, first.id);
    assert.equal(returned.resolvedAt, null);
    assert.ok(returned.firstObservedAt > seenAgain.lastObservedAt);
  });

  it('name each missing permission, and the models and actions that it costs', async () => {
    const missing = (...permissions: string[]) =>
      noteCredentialsCheck(test.database, integrationId, {
        missingPermissions: permissions.map((permission) => ({
          permission,
          grantedAt: 'Admin, API Keys',
          models: ['offers'],
          fieldsOf: ['applications'],
          actions: ['add-application-note'],
        })),
        refusedModels: [],
      });
    await missing('Offers: Read', 'Half a \ud83d emoji\0');
    assert.deepEqual(await look(), [
      'integration.permission_missing Half a \ufffd emoji',
      'integration.permission_missing Offers: Read',
    ]);
    const texts = (await list()).map(messageOf);
    assert.match(
      texts.join('\n'),
      /\*\*Offers: Read\*\*.* `offers`\..*fields: `applications`\..* `add-application-note`\..* grant it \(Admin, API Keys\)/,
    );
    await missing('Offers: Read');
    assert.deepEqual(await look(), ['integration.permission_missing Offers: Read']);
  });

  it('name a permission that a new integration lacks, whatever its name holds', async () => {
    const missing = { permission: 'Half a \ud83d emoji\0', models: [], actions: [] };
    await addIntegration(test.database, { id: 'ashby:two', missingPermissions: [missing] });
    assert.deepEqual(await look(), ['integration.permission_missing Half a \ufffd emoji']);
  });

  it('tell of syncs that fail, and name the models', async () => {
    test.ats.remote.beforePage = ({ model }) => {
      if (model === 'tags') throw new RemoteError({ kind: 'unknown', message: 'No.', status: 500 });
    };
    const run = await test.sync();
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.deepEqual(await look(), ['integration.sync_failing']);
    const message = messageOf(await onlyIssue());
    assert.match(message, /ended as PARTIALLY_FAILED\. Models that failed: `tags`\./);
    assert.ok(message.includes(`/hirewire/v1/syncs/${run.id}`), message);
    test.ats.remote.beforePage = () => undefined;
    await test.sync();
    assert.deepEqual(await look(), []);
  });

  it('tell of syncs that are late, unless they fail or nothing is scheduled', async () => {
    await test.sync();
    await ageRuns(test.database.pool, integrationId, 2);
    assert.deepEqual(await look(), ['integration.sync_late']);
    assert.match(messageOf(await onlyIssue()), /due every 10 minutes/);
    await observeIssues(test.environment, null);
    assert.ok((await onlyIssue()).resolvedAt);
    await test.sync('DELTA');
    assert.deepEqual(await look(), []);
    test.ats.remote.beforePage = () => {
      throw new RemoteError({ kind: 'unknown', message: 'No.', status: 500 });
    };
    await ageRuns(test.database.pool, integrationId, 2);
    await test.sync('DELTA');
    assert.deepEqual(await look(), ['integration.sync_failing']);
  });

  it('tell of deletions that are withheld, until a full read or a list of ids agrees', async () => {
    addSampleRecords(test.ats.remote, 60);
    await test.sync();
    const kept = new Map(test.ats.remote.records.candidates);
    for (const id of [...kept.keys()].slice(5)) test.ats.remote.delete('candidates', id);
    const run = await test.sync();
    const count = run.models['candidates']?.skippedDeletions ?? 0;
    assert.ok(count > 0);
    assert.deepEqual(await look(), ['integration.deletions_withheld candidates']);
    assert.ok(messageOf(await onlyIssue()).includes(`missed ${count} candidates`));
    await test.sync('DELTA');
    assert.deepEqual(await look(), ['integration.deletions_withheld candidates']);
    await test.sync();
    assert.deepEqual(await look(), []);
  });

  it('tell of webhooks that the tool has switched off', async () => {
    const save = (state: 'enabled' | 'disabled') =>
      saveVendorWebhook(test.database, { integrationId, id: 'w1', event: 'hired', state });
    await save('enabled');
    assert.deepEqual(await look(), []);
    await save('disabled');
    assert.deepEqual(await look(), ['integration.incoming_webhook_failing']);
    assert.match(messageOf(await onlyIssue()), /1 of 1 webhooks\. Events: `hired`\..* pretend:one/);
  });

  it('tell of an action of which half the calls fail, five at least, within a day', async () => {
    let calls = 0;
    async function called(errorCode: ErrorCode | null, isDryRun = false): Promise<void> {
      calls += 1;
      const id = String(calls).padStart(24, 'a');
      const operation = 'reject-application';
      const call = { integrationId, id, operation, isDryRun };
      const made = { apiKeyId: null, method: 'POST', path: '/v1/ats/x', requestBody: null };
      await insertInteraction(test.database, { ...call, ...made });
      const answer = { status: errorCode === null ? 200 : 502, errorCode, responseBody: null };
      await endInteraction(test.database, { integrationId, id, ...answer });
    }
    for (let n = 0; n < 4; n += 1) await called('REMOTE.UNKNOWN_HTTP_ERROR');
    await called('REMOTE.UNKNOWN_HTTP_ERROR', true);
    assert.deepEqual(await look(), []);
    await called('REMOTE.INPUT_INVALID');
    assert.deepEqual(await look(), ['integration.action_failing reject-application']);
    assert.match(messageOf(await onlyIssue()), /^4 of 5 calls .* interactions show a{23}4/);
    for (let n = 0; n < 4; n += 1) await called('PLATFORM.INPUT_INVALID');
    assert.deepEqual(await look(), []);
    await called('PLATFORM.TASK_TIMED_OUT');
    assert.deepEqual(await look(), ['integration.action_failing reject-application']);
    await ageInteractions(test.database.pool, 25);
    assert.deepEqual(await look(), []);
  });

  it('tell of an endpoint that accepts nothing, or that was disabled for that', async () => {
    const { endpoint } = await test.engine.createWebhookEndpoint({
      environmentId,
      url: 'https://example.com/hook',
      description: null,
      eventTypes: ['sync-finished'],
    });
    await test.sync();
    await tryDeliveries(test.database.pool);
    assert.deepEqual(await look(), []);
    await hastenDeliveries(test.database, 2);
    assert.deepEqual(await look(), [`environment.webhook_endpoint_failing ${endpoint.id}`]);
    const issue = await onlyIssue();
    assert.equal(issue.integrationId, '');
    assert.ok(messageOf(issue).includes(`webhooks deliveries ${endpoint.id}`));
  });

  it('tell of an API key that expires within a month, until it is revoked', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
    const { id } = await createApiKey(test.database, {
      environmentId,
      name: 'Job board',
      expiresAt: inDays(365),
    });
    await createApiKey(test.database, { environmentId, name: 'For ever' });
    assert.deepEqual(await look(), []);
    await ageApiKeys(test.database.pool, 340);
    assert.deepEqual(await look(), [`environment.api_key_expiring ${id}`]);
    assert.match(messageOf(await onlyIssue()), /"Job board" .* keys revoke \w{24}`\.$/);
    await revokeApiKey(test.database, id, environmentId);
    assert.deepEqual(await look(), []);
  });

  it('do not tell of a key that was made for a short time', async () => {
    const expiresAt = new Date(Date.now() + 24 * 3_600_000);
    await createApiKey(test.database, { environmentId, name: 'One day', expiresAt });
    assert.deepEqual(await look(), []);
  });

  describe('of credentials', () => {
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
    const expiring = ['integration.credentials_expiring'];
    const replace = () => test.engine.replaceCredentials(integrationId, { api_key: 'new' });

    it('tell that they expire within 30 days, until others replace them', async () => {
      test.ats.remote.expiresAt = inDays(31);
      await replace();
      assert.deepEqual(await look(), []);
      test.ats.remote.expiresAt = inDays(29);
      await replace();
      assert.deepEqual(await look(), expiring);
      const { expiresAt } = test.ats.remote;
      const until = expiresAt.toISOString().slice(0, 10);
      assert.match(
        messageOf(await onlyIssue()),
        new RegExp(`from ${until}.* on\\. .* set-credentials ${integrationId}`),
      );
      test.ats.remote.expiresAt = null;
      await replace();
      assert.deepEqual(await look(), []);
    });

    it('are raised for a new integration, and stay when the credentials have expired', async () => {
      test.ats.remote.expiresAt = inDays(-1);
      const integration = await test.engine.createIntegration({
        environmentId,
        tool: 'pretend',
        credentials: { api_key: 'k' },
        endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
        remoteBaseUrl: null,
      });
      assert.deepEqual(await look(), expiring);
      assert.equal((await onlyIssue()).integrationId, integration.id);
    });

    it('are resolved by the next full sync after the customer prolonged them', async () => {
      test.ats.remote.expiresAt = inDays(5);
      await replace();
      await test.sync();
      assert.deepEqual(await look(), expiring);
      test.ats.remote.expiresAt = inDays(365);
      await test.sync('DELTA');
      assert.deepEqual(await look(), expiring);
      await test.sync();
      assert.deepEqual(await look(), []);
    });

    it('are none where the tool tells what is no time', async () => {
      for (const time of ['nonsense', '-000001-01-01T00:00:00Z', '+020000-01-01T00:00:00Z']) {
        test.ats.remote.expiresAt = new Date(time);
        await replace();
        assert.deepEqual(await look(), [], time);
      }
    });
  });

  it('are resolved while the integration is disabled, and are gone when it is deleted', async () => {
    const lacks = [{ permission: 'A very own right', models: [], actions: [] }];
    await noteCredentialsCheck(test.database, integrationId, {
      missingPermissions: lacks,
      refusedModels: [],
    });
    await look();
    await test.engine.setEnabled(integrationId, false);
    assert.deepEqual(await look(), []);
    await deleteIntegration(test.database, integrationId);
    assert.deepEqual(await list(), []);
    assert.deepEqual(await findTablesWith(test.database.pool, 'A very own right'), []);
  });

  it('are told to webhooks once when they are raised, and once when they are resolved', async () => {
    const { endpoint } = await test.engine.createWebhookEndpoint({
      environmentId,
      url: 'https://example.com/hook',
      description: null,
      eventTypes: ['issue-status-changed'],
    });
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    await look();
    const { id } = await onlyIssue();
    await muteIssue(test.database, { environmentId, id, until: new Date('2100-01-01') });
    await setAuthenticationFailing(test.database, integrationId, false);
    await look();
    await look();
    const key = { environmentId, endpointId: endpoint.id };
    const deliveries = await listDeliveries(test.database, { ...key, limit: 10 });
    const told = [];
    for (const { eventId } of deliveries.toReversed()) {
      const event = await findWebhookEvent(test.database, { environmentId, id: eventId });
      assert.ok(event);
      const payload = test.engine.toWebhookPayload(event);
      told.push(issueStatusChanged.payload.parse(payload).data);
      assert.deepEqual(told.at(-1), payload.data);
    }
    assert.deepEqual(
      told.map(({ change, issue, integration }) => [
        change,
        issue.status,
        issue.id,
        integration?.id,
      ]),
      [
        ['raised', 'OPEN', id, integrationId],
        ['resolved', 'RESOLVED', id, integrationId],
      ],
    );
  });

  it('can be muted until a time, but not beyond the end of the condition', async () => {
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    const { id } = await onlyIssue();
    await muteIssue(test.database, { environmentId, id, until: new Date('2100-01-01') });
    assert.deepEqual(await list({ hidesMuted: true }), []);
    assert.deepEqual(await look(), ['integration.authentication_failed']);
    assert.ok((await onlyIssue()).mutedUntil);
    await setAuthenticationFailing(test.database, integrationId, false);
    await look();
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    assert.equal((await onlyIssue()).mutedUntil, null);
  });

  it('come in pages, newest first, and only those of the environment', async () => {
    const permissions = ['a', 'b', 'c', 'd', 'e'];
    await noteCredentialsCheck(test.database, integrationId, {
      missingPermissions: permissions.map((permission) => ({
        permission,
        models: [],
        actions: [],
      })),
      refusedModels: [],
    });
    await look();
    const pages: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await list({ limit: 2, after });
      if (page.length === 0) break;
      pages.push(...page.map(({ subject }) => subject));
      after = page.at(-1)?.id;
    }
    assert.deepEqual(pages.toSorted(), permissions);
    assert.deepEqual(await list({ environmentId: 'another' }), []);
    assert.deepEqual(await list({ integrationId: 'pretend:two' }), []);
    assert.deepEqual(await list({ type: 'integration.sync_late' }), []);
    assert.deepEqual(await list({ status: 'RESOLVED' }), []);
  });

  it('are kept for 60 days after they were resolved', async () => {
    await setAuthenticationFailing(test.database, integrationId, true);
    await look();
    await setAuthenticationFailing(test.database, integrationId, false);
    await look();
    await ageIssues(test.database.pool, 59);
    await purgeIssues(test.database);
    assert.equal((await list()).length, 1);
    await ageIssues(test.database.pool, 2);
    await purgeIssues(test.database);
    assert.deepEqual(await list(), []);
  });
});
