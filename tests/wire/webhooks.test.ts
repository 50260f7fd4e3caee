import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhooks } from '@hirewire/contract';
import { Hirewire, verifyWebhook, type WebhookEvent } from '@hirewire/sdk';
import type { AshbySimulator } from '@hirewire/simulators';
import { until as waitUntil } from '@hirewire/store/testing';
import { publishedProblems } from './published-contract.ts';
import { type RunningHirewire, startSyncedHirewire, type Tenant } from './start-hirewire.ts';

type Json = Record<string, unknown>;

describe('webhooks over the API', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let stranger: Tenant;
  let receiverUrl: string;
  let secret = '';
  const events: WebhookEvent[] = [];
  const failures: unknown[] = [];
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      verifyWebhook({ headers: request.headers, body }, secret).then(
        (event) => {
          events.push(event);
          response.end();
        },
        (error: unknown) => {
          failures.push(error);
          response.writeHead(400).end();
        },
      );
    });
  });

  before(async () => {
    ({ hirewire, simulator: ashby, tenant } = await startSyncedHirewire());
    stranger = await hirewire.createTenant({ environment: 'staging', simulator: ashby });
    await hirewire.waitForSync(stranger.integrationId);
    await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
    receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  });
  after(async () => {
    await hirewire.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  async function ask(
    method: string,
    path: string,
    body?: Json,
    apiKey = tenant.apiKey,
  ): Promise<{ status: number; body: Json; data: Json }> {
    const response = await fetch(hirewire.url.replace(/v1$/, `hirewire/v1/webhooks${path}`), {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Json;
    return { status: response.status, body: answer, data: (answer['data'] ?? {}) as Json };
  }
  const until = (check: () => boolean | Promise<boolean>) =>
    waitUntil(check, { state: () => String(failures) });

  it('are made, sent, listed, sent again, given a new secret, disabled and deleted', async () => {
    const made = await ask('POST', '', { url: receiverUrl, description: 'Our product' });
    assert.equal(made.status, 200);
    secret = String(made.data['secret']);
    assert.match(secret, /^whsec_/);
    const id = String(made.data['id']);
    const listed = await ask('GET', '');
    const { secret: _, ...shown } = made.data;
    assert.deepEqual(listed.data['results'], [shown], 'without its secret');

    const client = new Hirewire({
      server_url: hirewire.url,
      api_key: tenant.apiKey,
      integration_id: tenant.integrationId,
    });
    const [application] = (await client.ats.getApplications({ outcomes: ['PENDING'] })).data
      .results;
    assert.ok(application?.candidate);
    const tag = { name: 'told by a webhook' };
    await client.ats.addCandidateTag({ candidate_id: application.candidate.id, tag });
    await until(() => events.some(({ type }) => type === 'data-changed'));
    const changed = events.find((event) => event.type === 'data-changed');
    assert.ok(changed);
    assert.ok(changed.data.changed_models.some(({ name }) => name === 'ats_candidates'));
    assert.equal(changed.data.integration_id, tenant.integrationId);

    await hirewire.sync(tenant.integrationId, 'FULL');
    await until(() => events.some(({ type }) => type === 'sync-finished'));
    const finished = events.find((event) => event.type === 'sync-finished');
    assert.ok(finished);
    const report = await fetch(
      finished.data.log_url.replace(/^.*?\/hirewire/, hirewire.url.replace(/v1$/, 'hirewire')),
      {
        headers: { authorization: `Bearer ${tenant.apiKey}` },
      },
    );
    const { data: run } = (await report.json()) as { data: { id: string; state: string } };
    assert.deepEqual([run.id, run.state], [finished.data.sync_id, 'SUCCEEDED']);

    const deliveries = async () =>
      (await ask('GET', `/${id}/deliveries`)).data['results'] as Json[];
    const areDelivered = async () =>
      (await deliveries()).every(({ state }) => state === 'DELIVERED');
    await until(areDelivered);
    const [newest] = await deliveries();
    assert.equal(newest?.['last_status'], 200);
    const before = events.length;
    const again = await ask('POST', `/${id}/replay`, { event_id: newest['event_id'] });
    assert.deepEqual(again.data, { replayed: 1 });
    await until(() => events.length > before);
    assert.equal(events.at(-1)?.id, newest['event_id']);
    // One that came is under way until that is noted, and would not be sent again.
    await until(areDelivered);

    const rotated = await ask('POST', `/${id}/rotate-secret`, { overlap_hours: 0 });
    secret = String(rotated.data['secret']);
    await ask('POST', `/${id}/replay`, {
      from: '2020-01-01T00:00:00Z',
      to: '2100-01-01T00:00:00Z',
    });
    await until(() => events.length > before + 2);
    const off = await ask('PATCH', `/${id}`, { is_enabled: false, event_types: ['data-changed'] });
    assert.equal(off.data['is_enabled'], false);
    assert.deepEqual(off.data['event_types'], ['data-changed']);
    assert.equal((await ask('DELETE', `/${id}`)).status, 200);
    assert.deepEqual((await ask('GET', '')).data['results'], []);
    assert.equal((await ask('GET', `/${id}`)).status, 404);
    assert.deepEqual(failures, []);
  });

  it('have the shape of the published contract, whatever they tell', async () => {
    const made = await ask('POST', '', { url: receiverUrl });
    secret = String(made.data['secret']);
    const first = events.length;
    const refused = hirewire.createTenant({
      environment: 'production',
      simulator: { ...ashby, credentials: { api_key: 'wrong' } },
    });
    await assert.rejects(refused, /did not accept the connection/);
    const other = await hirewire.createTenant({ environment: 'production', simulator: ashby });
    await hirewire.waitForSync(other.integrationId);
    await hirewire.engine.setEnabled(other.integrationId, false);
    await hirewire.engine.deleteIntegration(other.integrationId);
    const told = () => events.slice(first);
    await until(() => told().some(({ type }) => type === 'integration-deleted'));
    await until(() => told().some(({ type }) => type === 'connection-flow-failed'));
    assert.deepEqual(
      told().flatMap((event) => (event.type === 'connection-flow-failed' ? [] : [event.type])),
      [
        'integration-created',
        'data-changed',
        'sync-finished',
        'integration-state-changed',
        'integration-deleted',
      ],
    );
    for (const event of told()) {
      const payload = webhooks.find(({ type }) => type === event.type)?.payload;
      assert.deepEqual(payload?.parse(event), event, event.type);
      const name = event.type.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) =>
        letter.toUpperCase(),
      );
      const problems = publishedProblems(`webhook.${name}WebhookPayload`, 'body', event);
      assert.deepEqual(problems, [], event.type);
    }
    const failed = told().find((event) => event.type === 'connection-flow-failed');
    assert.ok(failed);
    const link = failed.data.log_url.replace(
      /^.*?\/hirewire/,
      hirewire.url.replace(/v1$/, 'hirewire'),
    );
    const headers = { authorization: `Bearer ${tenant.apiKey}` };
    const shown = (await (await fetch(link, { headers })).json()) as {
      data: { message: string; data: Json };
    };
    assert.match(shown.data.message, /did not accept the connection/);
    assert.deepEqual(shown.data.data, failed.data, 'as it was sent');
    await ask('DELETE', `/${String(made.data['id'])}`);
  });

  it('are nobody else’s', async () => {
    const { data } = await ask('POST', '', { url: receiverUrl });
    const id = String(data['id']);
    const attempts: [string, string, Json?][] = [
      ['GET', `/${id}`],
      ['PATCH', `/${id}`, { is_enabled: false }],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/rotate-secret`, {}],
      ['GET', `/${id}/deliveries`],
      ['POST', `/${id}/replay`, { event_id: 'x' }],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await ask(method, path, body, stranger.apiKey);
      assert.equal(answer.status, 404, `${method} ${path}`);
    }
    assert.deepEqual((await ask('GET', '', undefined, stranger.apiKey)).data['results'], []);
    assert.equal((await ask('GET', '', undefined, 'hw_wrong')).status, 401);
    assert.equal((await ask('GET', `/${id}`)).data['is_enabled'], true);
    await ask('DELETE', `/${id}`);
  });

  it('are refused with a reason where they cannot be', async () => {
    const wrong: [Json, RegExp][] = [
      [{}, /`url`/],
      [{ url: 'nonsense' }, /`url`/],
      [{ url: 'http://user:pass@x.example' }, /`url`/],
      [{ url: receiverUrl, event_types: ['never'] }, /data-changed.*not never/],
      [{ url: receiverUrl, event_types: [] }, /`event_types`/],
      [{ url: receiverUrl, more: 1 }, /more/],
    ];
    for (const [body, message] of wrong) {
      const answer = await ask('POST', '', body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.match((answer.body['error'] as { message: string }).message, message);
    }
    assert.deepEqual((await ask('GET', '')).data['results'], []);
  });
});
