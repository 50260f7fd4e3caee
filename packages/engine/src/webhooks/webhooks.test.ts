import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createOutgoingGuard } from '@hirewire/connector-kit';
import { disabledBy, readModels, webhooks } from '@hirewire/contract';
import {
  deleteIntegration,
  endDelivery,
  findOrCreateEnvironment,
  listDeliveries,
  listWebhookEndpoints,
  postponeDelivery,
  replayEvents,
  setIntegrationEnabled,
  claimDueDeliveries,
} from '@hirewire/store';
import { emitFinishedEvent, hastenDeliveries, until } from '@hirewire/store/testing';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { ReceivedWebhook, Receiver } from '../testing/start-receiver.ts';
import { startReceiver } from '../testing/start-receiver.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import type { EndpointWithSecret } from './webhook-endpoints.ts';

describe('webhooks', () => {
  let test: TestEngine;
  let receiver: Receiver;
  let stop: AbortController;
  let workers: Promise<void>[];
  let environmentId: string;

  beforeEach(async () => {
    test = await startTestEngine({ allowedNetworks: ['127.0.0.0/8'] });
    ({ environmentId } = test.integration);
    receiver = await startReceiver();
    stop = new AbortController();
    workers = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(workers);
    await receiver.close();
    await test.close();
  });

  function startWorker(allowedNetworks = ['127.0.0.0/8']): void {
    const guard = createOutgoingGuard({ allowedNetworks });
    const environment = { ...test.environment, guard, publicUrl: 'https://hirewire.example' };
    workers.push(deliverWebhooks(environment, stop.signal));
  }
  const subscribe = (
    eventTypes: string[] | null = null,
    url = receiver.url,
  ): Promise<EndpointWithSecret> =>
    test.engine.createWebhookEndpoint({ environmentId, url, description: null, eventTypes });
  const createIntegration = (environment = environmentId) =>
    test.engine.createIntegration({
      environmentId: environment,
      tool: 'pretend',
      credentials: { api_key: 'k' },
      endUser: { organizationName: 'Beta', creatorEmail: 'b@example.com', originId: 'o-1' },
      remoteBaseUrl: null,
    });
  const deliveriesOf = ({ endpoint: { environmentId: environment, id } }: EndpointWithSecret) =>
    listDeliveries(test.database, { environmentId: environment, endpointId: id, limit: 100 });
  function namesOf(received: ReceivedWebhook | undefined): string[] {
    assert.ok(received);
    return (received.event.data['changed_models'] as { name: string }[]).map(({ name }) => name);
  }
  const types = (all: readonly ReceivedWebhook[]) => all.map(({ event }) => event.type);
  async function findEndpoint({ endpoint }: EndpointWithSecret) {
    const all = await listWebhookEndpoints(test.database, environmentId);
    return all.find(({ id }) => id === endpoint.id);
  }

  it('tell what a sync changed, and how it ended, in the shape of the contract', async () => {
    await subscribe();
    startWorker();
    addSampleRecords(test.ats.remote, 3);
    const run = await test.sync();
    const [changed, finished] = await receiver.waitFor(2);
    assert.ok(changed && finished);
    assert.deepEqual(types(receiver.received), ['data-changed', 'sync-finished']);
    assert.deepEqual(changed.event.data['changed_models'], [
      { name: 'ats_application_stages' },
      { name: 'ats_applications' },
      { name: 'ats_candidates' },
      { name: 'ats_interviews' },
      { name: 'ats_jobs' },
      { name: 'ats_notes' },
      { name: 'ats_offers' },
      { name: 'ats_rejection_reasons' },
      { name: 'ats_roles' },
      { name: 'ats_scorecards' },
      { name: 'ats_tags' },
      { name: 'ats_users' },
    ]);
    const { data } = finished.event;
    assert.equal(data['sync_id'], run.id);
    assert.equal(data['sync_state'], 'SUCCEEDED');
    assert.equal(data['log_url'], `https://hirewire.example/hirewire/v1/syncs/${run.id}`);
    assert.equal(data['sync_started_at'], run.startedAt?.toISOString());
    assertContract();
  });

  it('name only models that changed, by themselves or by a relation', async () => {
    addSampleRecords(test.ats.remote, 3);
    await test.sync();
    await subscribe(['data-changed']);
    startWorker();
    test.ats.remote.put('application_stages', {
      remote_id: 's0',
      name: 'New name',
      status: 'ACTIVE',
    });
    await test.sync();
    await test.sync();
    test.ats.remote.put('tags', { remote_id: 't2', name: 'Another tag' });
    await test.sync();
    const told = await receiver.waitFor(2);
    const models = told.map(({ event }) =>
      (event.data['changed_models'] as { name: string }[]).map(({ name }) => name),
    );
    assert.deepEqual(models[1], ['ats_tags']);
    // The first one also tells of all that happened before anybody subscribed.
    assert.ok(models[0]?.includes('ats_applications') && models[0].includes('ats_jobs'));
    assert.equal(told.length, 2);
  });

  it('never name a model that older SDKs refuse while it is disabled', async () => {
    addSampleRecords(test.ats.remote, 3);
    await subscribe(['data-changed']);
    startWorker();
    await test.sync();
    const newer = readModels.filter(({ sdkSince }) => sdkSince !== null).map(({ id }) => id);
    const [first] = await receiver.waitFor(1);
    assert.deepEqual(
      newer.filter((id) => namesOf(first).includes(id)),
      newer,
    );
    for (const off of [...newer, 'ats_candidates']) {
      const before = receiver.received.length;
      await test.engine.changeScope(test.integration.id, { disable: [off] });
      test.ats.remote.put('tags', { remote_id: 't1', name: `Without ${off}` });
      await test.sync();
      const event = (await receiver.waitFor(before + 1)).at(-1);
      assert.ok(namesOf(event).includes('ats_tags'));
      for (const name of disabledBy([off])) {
        if (newer.some((id) => id === name)) assert.ok(!namesOf(event).includes(name), name);
      }
      await test.engine.changeScope(test.integration.id, { enable: [off] });
      await test.sync();
      await receiver.waitFor(before + 2);
    }
  });

  it('follow an integration that is created, disabled, enabled and deleted', async () => {
    const subscribed = await subscribe();
    startWorker();
    const made = await createIntegration();
    await setIntegrationEnabled(test.database, made.id, false);
    await setIntegrationEnabled(test.database, made.id, true);
    await deleteIntegration(test.database, made.id);
    await until(async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED'),
    );
    const told = receiver.received.filter(({ event }) => !event.type.startsWith('sync'));
    assert.deepEqual(types(told), [
      'integration-created',
      'integration-state-changed',
      'integration-state-changed',
      'integration-deleted',
    ]);
    assert.deepEqual(
      told.map(({ event }) => event.data['state']),
      [undefined, 'INACTIVE', 'ACTIVE', undefined],
    );
    assert.deepEqual(told[3]?.event.data['end_user'], {
      organization_name: 'Beta',
      creator_email: 'b@example.com',
      origin_id: 'o-1',
    });
    assertContract();
  });

  it('tell the state at the time of the event, sent late or twice', async () => {
    const subscribed = await subscribe();
    const made = await createIntegration();
    await setIntegrationEnabled(test.database, made.id, false);
    await setIntegrationEnabled(test.database, made.id, true);
    await deleteIntegration(test.database, made.id);
    startWorker();
    const areDelivered = async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED');
    await until(areDelivered);
    const first = receiver.received.splice(0).map(({ body }) => body);
    const told = first.map((body) => {
      const { type, data } = JSON.parse(body) as ReceivedWebhook['event'];
      const { creator_email: email } = data['end_user'] as Record<string, unknown>;
      return [type, data['state'], email];
    });
    assert.deepEqual(told, [
      ['integration-created', undefined, 'b@example.com'],
      ['integration-state-changed', 'INACTIVE', 'b@example.com'],
      ['sync-finished', undefined, 'b@example.com'],
      ['integration-state-changed', 'ACTIVE', 'b@example.com'],
      ['integration-deleted', undefined, 'b@example.com'],
    ]);
    const endpointKey = { environmentId, id: subscribed.endpoint.id };
    const range = { from: new Date(0), to: new Date('9999-01-01') };
    assert.equal(await replayEvents(test.database, endpointKey, range), first.length);
    await until(areDelivered);
    assert.deepEqual(
      receiver.received.map(({ body }) => body),
      first,
      'byte for byte',
    );
  });

  it('written by the version before are sent unchanged, and in order', async () => {
    const subscribed = await subscribe(['integration-created', 'sync-finished']);
    const integrationId = test.integration.id;
    const older = { environmentId, integrationId, type: 'sync-finished' };
    await emitFinishedEvent(test.database, {
      ...older,
      data: { sync_id: 'RUN', other: [1, null] },
    });
    await test.sync();
    startWorker();
    await until(async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED'),
    );
    const [first, second] = receiver.received;
    assert.ok(first && second);
    const data =
      '{"sync_id":"RUN","other":[1,null],' +
      '"log_url":"https://hirewire.example/hirewire/v1/syncs/RUN"}';
    const { id } = first.event;
    assert.equal(first.body, `{"id":"${id}","type":"sync-finished","data":${data}}`);
    assert.equal(second.event.data['sync_state'], 'SUCCEEDED');
    const endpointKey = { environmentId, id: subscribed.endpoint.id };
    assert.equal(await replayEvents(test.database, endpointKey, { eventId: id }), 1);
    await receiver.waitFor(3);
    assert.equal(receiver.received[2]?.body, first.body);
  });

  it('go to the endpoints of their own environment that want them, and to no other', async () => {
    const mine = await subscribe(['sync-finished']);
    const other = await subscribe(['integration-deleted']);
    const stranger = await findOrCreateEnvironment(test.database, { name: 'Other' });
    const foreign = await test.engine.createWebhookEndpoint({
      environmentId: stranger.id,
      url: receiver.url,
      description: null,
      eventTypes: null,
    });
    await test.sync();
    assert.equal((await deliveriesOf(mine)).length, 1);
    assert.equal((await deliveriesOf(other)).length, 0);
    assert.deepEqual(
      await listDeliveries(test.database, {
        environmentId: stranger.id,
        endpointId: foreign.endpoint.id,
        limit: 9,
      }),
      [],
    );
  });

  it('are signed in both schemes, with every secret that is valid', async () => {
    const subscribed = await subscribe(['sync-finished']);
    startWorker();
    await test.sync();
    await receiver.waitFor(1);
    const rotated = await test.engine.rotateWebhookSecret(
      { environmentId, id: subscribed.endpoint.id },
      3600,
    );
    assert.ok(rotated && rotated.secret !== subscribed.secret);
    await test.sync();
    await receiver.waitFor(2);
    await test.engine.rotateWebhookSecret({ environmentId, id: subscribed.endpoint.id }, 0);
    await test.sync();
    const [first, second, third] = await receiver.waitFor(3);
    assert.ok(first && second && third);
    const standard = ({ headers, body }: ReceivedWebhook, secret: string): string => {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    };
    const compatible = ({ body }: ReceivedWebhook, secret: string): string =>
      createHmac('sha256', secret).update(body).digest('base64url');
    assert.equal(first.headers['webhook-id'], first.event.id);
    assert.equal(first.headers['webhook-signature'], standard(first, subscribed.secret));
    assert.equal(first.headers['x-kombo-signature'], compatible(first, subscribed.secret));
    assert.equal(
      second.headers['webhook-signature'],
      `${standard(second, rotated.secret)} ${standard(second, subscribed.secret)}`,
    );
    assert.equal(second.headers['x-kombo-signature'], compatible(second, subscribed.secret));
    assert.notEqual(third.headers['webhook-signature'], standard(third, rotated.secret));
    assert.ok(Math.abs(Number(first.headers['webhook-timestamp']) - Date.now() / 1000) < 300);
  });

  it('are still signed with the first secret when it is replaced a second time', async () => {
    const subscribed = await subscribe(['sync-finished']);
    const key = { environmentId, id: subscribed.endpoint.id };
    const lost = await test.engine.rotateWebhookSecret(key, 3600);
    const last = await test.engine.rotateWebhookSecret(key, 3600);
    assert.ok(lost && last);
    startWorker();
    await test.sync();
    const [first] = await receiver.waitFor(1);
    assert.ok(first);
    const { headers, body } = first;
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const signatures = [last.secret, lost.secret, subscribed.secret].map((secret) => {
      const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
      return `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`;
    });
    assert.equal(headers['webhook-signature'], signatures.join(' '));
    const compatible = createHmac('sha256', subscribed.secret).update(body).digest('base64url');
    assert.equal(headers['x-kombo-signature'], compatible);
  });

  it('are retried with growing waits until they are accepted, in order', async () => {
    const subscribed = await subscribe(['sync-finished']);
    // Not for a number of tries: a slow test sees one more, which comes by itself.
    let isRefusing = true;
    receiver.answer = (response) => void response.writeHead(isRefusing ? 500 : 200).end();
    const runs = [await test.sync(), await test.sync()];
    startWorker();
    for (let tries = 1; tries <= 2; tries += 1) {
      await receiver.waitFor(tries);
      await until(async () => {
        const waiting = (await deliveriesOf(subscribed)).at(-1);
        assert.equal(waiting?.state, 'PENDING');
        const isPutOff = waiting.nextTryAt > new Date();
        return waiting.tries >= tries && waiting.lastStatus === 500 && isPutOff;
      });
      isRefusing = tries < 2;
      await hastenDeliveries(test.database);
    }
    await until(async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED'),
    );
    const ids = receiver.received.map(({ event }) => event.data['sync_id']);
    assert.deepEqual(ids.slice(-2), [runs[0]?.id, runs[1]?.id]);
    assert.ok(
      ids.slice(0, -1).every((id) => id === runs[0]?.id),
      'nothing overtakes',
    );
  });

  it('are abandoned after three days, and the endpoint is disabled with a reason', async () => {
    const subscribed = await subscribe(['sync-finished']);
    receiver.answer = (response) => void response.writeHead(503).end();
    startWorker();
    await test.sync();
    await receiver.waitFor(1);
    await until(async () => (await deliveriesOf(subscribed))[0]?.lastStatus === 503);
    await hastenDeliveries(test.database, 73);
    await until(async () => (await findEndpoint(subscribed))?.isEnabled === false);
    assert.match((await findEndpoint(subscribed))?.disabledReason ?? '', /three days: status 503/);
    assert.equal((await deliveriesOf(subscribed))[0]?.state, 'FAILED');
    await test.sync();
    assert.equal((await deliveriesOf(subscribed)).length, 1, 'it is off');
    receiver.answer = (response) => void response.end();
    const endpointKey = { environmentId, id: subscribed.endpoint.id };
    await test.engine.changeWebhookEndpoint(endpointKey, { isEnabled: true });
    const range = { from: new Date(0), to: new Date('9999-01-01') };
    assert.equal(
      await replayEvents(test.database, endpointKey, range),
      2,
      'what it missed is kept',
    );
    await until(async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED'),
    );
  });

  it('hold up only their integration when one is refused and others are accepted', async () => {
    const subscribed = await subscribe(['integration-created']);
    const refused = await createIntegration();
    receiver.answer = (response) => {
      const { data } = receiver.received.at(-1)?.event ?? {};
      response.writeHead(data?.['id'] === refused.id ? 500 : 200).end();
    };
    startWorker();
    const find = async () => (await deliveriesOf(subscribed)).at(-1);
    await until(async () => (await find())?.lastStatus === 500);
    for (let made = 0; made < 5; made += 1) await createIntegration();
    await until(async () => {
      await hastenDeliveries(test.database);
      const states = (await deliveriesOf(subscribed)).map(({ state }) => state);
      return states.filter((state) => state === 'DELIVERED').length === 5;
    });
    await hastenDeliveries(test.database, 73);
    await until(async () => (await find())?.state === 'FAILED');
    assert.equal((await findEndpoint(subscribed))?.isEnabled, true);
    const events = test.logLines.map(({ fields }) => fields['event']);
    assert.ok(events.includes('webhook.delivery.abandoned'));
    assert.ok(!events.includes('webhook.endpoint.disabled'));
  });

  it('are due at once at another URL, or when the endpoint is enabled', async () => {
    const subscribed = await subscribe(['sync-finished']);
    const key = { environmentId, id: subscribed.endpoint.id };
    receiver.answer = (response) => void response.writeHead(500).end();
    startWorker();
    await test.sync();
    const untilRefused = (failures: number) =>
      until(async () => {
        const endpoint = await findEndpoint(subscribed);
        if (endpoint?.failures !== failures) await hastenDeliveries(test.database);
        return endpoint?.failures === failures;
      });
    // The wait after the fourth is ten minutes.
    await untilRefused(4);
    const other = await startReceiver();
    try {
      await test.engine.changeWebhookEndpoint(key, { url: other.url });
      await other.waitFor(1);
    } finally {
      await other.close();
    }
    await until(async () => (await deliveriesOf(subscribed))[0]?.state === 'DELIVERED');
    await test.engine.changeWebhookEndpoint(key, { url: receiver.url });
    await test.sync();
    await untilRefused(4);
    await test.engine.changeWebhookEndpoint(key, { isEnabled: false });
    receiver.answer = (response) => void response.end();
    await test.engine.changeWebhookEndpoint(key, { isEnabled: true });
    await until(async () =>
      (await deliveriesOf(subscribed)).every(({ state }) => state === 'DELIVERED'),
    );
  });

  it('stop at once when the receiver answers 410', async () => {
    const subscribed = await subscribe(['sync-finished']);
    receiver.answer = (response) => void response.writeHead(410).end();
    startWorker();
    await test.sync();
    await until(async () => (await findEndpoint(subscribed))?.isEnabled === false);
    assert.equal((await findEndpoint(subscribed))?.disabledReason, 'It answered 410 Gone.');
  });

  it('go nowhere that is not public, neither directly nor by a redirect', async () => {
    const inside = await startReceiver();
    try {
      const direct = await subscribe(['sync-finished'], inside.url);
      startWorker([]);
      await test.sync();
      await until(async () => (await deliveriesOf(direct))[0]?.lastError !== null);
      assert.match((await deliveriesOf(direct))[0]?.lastError ?? '', /no public address/);
      stop.abort();
      await Promise.all(workers);
      stop = new AbortController();
      const redirecting = await subscribe(['sync-finished']);
      receiver.answer = (response) => void response.writeHead(307, { location: inside.url }).end();
      // First, as its next try would be allowed.
      await test.engine.changeWebhookEndpoint(
        { environmentId, id: direct.endpoint.id },
        { isEnabled: false },
      );
      startWorker([`127.0.0.1/32`]);
      await test.sync();
      await until(async () => (await deliveriesOf(redirecting))[0]?.lastError !== null);
      assert.match((await deliveriesOf(redirecting))[0]?.lastError ?? '', /307: redirects/);
      assert.equal(inside.received.length, 0);
    } finally {
      await inside.close();
    }
  });

  it('reach other endpoints while one receiver hangs', async () => {
    const hanging = await startReceiver();
    try {
      hanging.answer = () => undefined;
      await subscribe(['sync-finished'], hanging.url);
      const quick = await subscribe(['sync-finished']);
      startWorker();
      for (let run = 0; run < 3; run += 1) await test.sync();
      await receiver.waitFor(3);
      await until(async () =>
        (await deliveriesOf(quick)).every(({ state }) => state === 'DELIVERED'),
      );
      assert.equal(hanging.received.length, 1, 'and it got one at a time');
    } finally {
      await hanging.close();
    }
  });

  it('of one environment arrive while a hundred endpoints of others hang', async () => {
    const hanging = await startReceiver();
    hanging.answer = () => undefined;
    const subscribeIn = async (
      name: string,
      { url, endpoints }: { url: string; endpoints: number },
    ) => {
      const { id } = await findOrCreateEnvironment(test.database, { name });
      const request = {
        environmentId: id,
        url,
        description: null,
        eventTypes: ['integration-created'],
      };
      const made: EndpointWithSecret[] = [];
      for (let count = 0; count < endpoints; count += 1) {
        made.push(await test.engine.createWebhookEndpoint(request));
      }
      await createIntegration(id);
      return made;
    };
    try {
      const others = [
        ...(await subscribeIn('A', { url: hanging.url, endpoints: 50 })),
        ...(await subscribeIn('B', { url: hanging.url, endpoints: 50 })),
      ];
      startWorker();
      await hanging.waitFor(2);
      await subscribeIn('C', { url: receiver.url, endpoints: 1 });
      await receiver.waitFor(1);
      const deliveries = await Promise.all(others.map(deliveriesOf));
      const tried = deliveries.flat().filter(({ lastError }) => lastError !== null);
      assert.deepEqual(tried, [], 'none of the others has been given up meanwhile');
    } finally {
      await hanging.close();
    }
  });

  it('go to an endpoint one at a time after a failure, until it accepts one', async () => {
    const subscribed = await subscribe(['integration-created']);
    for (let count = 0; count < 3; count += 1) await createIntegration();
    const limits = { limit: 9, maxConcurrent: 4, leaseSeconds: 3600 };
    const claim = async () => {
      await hastenDeliveries(test.database);
      return claimDueDeliveries(test.database, limits);
    };
    const [first, ...more] = await claim();
    assert.ok(first);
    assert.deepEqual(more, [], 'it has not accepted any yet');
    await endDelivery(test.database, first, { state: 'DELIVERED', status: 200, error: null });
    const [second, third] = await claim();
    assert.ok(second && third, 'it has accepted one');
    const refused = { status: 500, error: 'No.', retrySeconds: 5, pauseSeconds: 5 };
    await postponeDelivery(test.database, second, refused);
    await postponeDelivery(test.database, third, refused);
    assert.equal((await findEndpoint(subscribed))?.failures, 1, 'they were in flight together');
    assert.equal((await claim()).length, 1, 'it has refused one');
  });

  it('may go to fifty endpoints of an environment', async () => {
    for (let count = 0; count < 50; count += 1) await subscribe();
    await assert.rejects(subscribe(), { code: 'invalid-webhook', message: /50 webhook endpoints/ });
  });

  it('may go to no more endpoints if these are made at the same moment', async () => {
    const made = await Promise.allSettled(Array.from({ length: 60 }, () => subscribe()));
    assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 50);
  });

  it('are sent once by many workers, and again after one crashed', async () => {
    const subscribed = await subscribe(['sync-finished']);
    for (let count = 0; count < 4; count += 1) startWorker();
    for (let run = 0; run < 5; run += 1) await test.sync();
    await until(async () => {
      const all = await deliveriesOf(subscribed);
      return all.length === 5 && all.every(({ state }) => state === 'DELIVERED');
    });
    assert.equal(receiver.received.length, 5);
    stop.abort();
    await Promise.all(workers);
    stop = new AbortController();
    await test.sync();
    const lease = { limit: 9, maxConcurrent: 4, leaseSeconds: 3600 };
    assert.equal(
      (await claimDueDeliveries(test.database, lease)).length,
      1,
      'by the one that died',
    );
    startWorker();
    await hastenDeliveries(test.database);
    await receiver.waitFor(6);
  });

  it('keep their secrets out of the log', async () => {
    const { secret } = await subscribe();
    receiver.answer = (response) => void response.writeHead(500).end();
    startWorker();
    await test.sync();
    await until(async () =>
      test.logLines.some(({ message }) => message.includes('did not accept')),
    );
    assert.ok(!JSON.stringify(test.logLines).includes(secret.slice(6)));
  });

  it('can be subscribed to where a payload can be built', async () => {
    const { endpoint } = await subscribe();
    assert.ok(endpoint.eventTypes.length >= 7);
    for (const type of endpoint.eventTypes) {
      const event = { id: 'x', integrationId: 'x', type, createdAt: new Date(), data: null };
      const build = () => test.engine.toWebhookPayload({ ...event, facts: {} });
      // It lacks facts, not a builder.
      assert.throws(build, { name: 'ZodError' }, type);
    }
  });

  it('refuse endpoints that cannot be', async () => {
    const wrong = [
      'ftp://x.example',
      'nonsense',
      'https://user:pass@x.example',
      'http://10.0.0.5/hook',
      'http://[::ffff:10.0.0.5]/hook',
      'http://169.254.169.254/',
      'https://[fd00::1]/',
    ];
    for (const url of wrong) {
      await assert.rejects(subscribe(null, url), { code: 'invalid-webhook' }, url);
      const { endpoint } = await subscribe();
      const key = { environmentId: endpoint.environmentId, id: endpoint.id };
      const changed = test.engine.changeWebhookEndpoint(key, { url });
      await assert.rejects(changed, { code: 'invalid-webhook' }, url);
    }
    const unsent = webhooks.filter(({ notImplemented }) => notImplemented !== null);
    for (const wanted of [[], ['data-changed', 'nonsense'], ...unsent.map(({ type }) => [type])]) {
      await assert.rejects(subscribe(wanted), { code: 'invalid-webhook' });
    }
  });

  function assertContract(): void {
    for (const { event } of receiver.received) {
      const model = webhooks.find(({ type }) => type === event.type)?.payload;
      const parsed = model?.safeParse(event);
      assert.ok(parsed?.success, `${event.type}: ${parsed?.error?.message}`);
      assert.match(event.id, /^[1-9A-HJ-NP-Za-km-z]{24}$/);
    }
  }
});
