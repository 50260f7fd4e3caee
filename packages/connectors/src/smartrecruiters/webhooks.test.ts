import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { VendorHook, VendorWebhooks } from '@hirewire/connector-kit';
import { z } from 'zod';
import { failure, openSmartRecruiters } from './fixtures/open-smartrecruiters.ts';
import type { Routes, FixtureSession } from './fixtures/open-smartrecruiters.ts';
import { smartrecruiters } from './index.ts';

const webhooks = smartrecruiters.webhooks as VendorWebhooks;
const secret = 'the secret of the subscription';
const url = 'https://hirewire.example.com/webhooks/1';
const subscriptions = '/webhooks-api/v201907/subscriptions';

interface Delivery {
  signedWith?: string;
  /** What is before and after the signature in its header. */
  around?: [string, string];
}

function receive(
  name: string,
  content: unknown,
  { signedWith = secret, around: [before, after] = ['', ''] }: Delivery = {},
) {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const [timestamp, id, version] = ['1574080897', 'e-1', 'v201910'];
  const link = '<https://api.smartrecruiters.com/jobs/j1>; rel=self';
  const signed = [timestamp, body, id, name, version, link].join('.');
  const hex = createHmac('sha256', signedWith).update(signed).digest('hex');
  const headers = {
    'event-id': id,
    'event-name': name,
    'event-version': version,
    link,
    'smartrecruiters-timestamp': timestamp,
    'smartrecruiters-signature': `${before}v1=${hex}${after}`,
  };
  return webhooks.receive({ query: {}, headers, body: Buffer.from(body) }, secret);
}

test("the vendor's own example of a signature is genuine", () => {
  const headers = {
    'event-id': '123',
    'event-name': 'application.created',
    'event-version': 'v201910',
    link: '<http://smartrecruiters.com/endpoint>; rel=self',
    'smartrecruiters-timestamp': '1574080897',
    'smartrecruiters-signature':
      'v1=2e9291f10d44ca10204a4cd81b05d73b6a316b2b605d4e2e0e0b37b40198ce1f',
  };
  // Signed without the blank that the example shows in the body.
  const body = Buffer.from('{"job_id":"jid","candidate_id":"cid"}');
  assert.deepEqual(webhooks.receive({ query: {}, headers, body }, 'HeBVky2bccvvkcXPimH8c'), [
    { model: 'applications', remoteId: 'cid:jid' },
    { model: 'candidates', remoteId: 'cid' },
  ]);
});

test('events name what to read again', () => {
  const application = { job_id: 'j1', candidate_id: 'c1', application_id: 'a1' };
  const ofApplication = [
    { model: 'applications', remoteId: 'c1:j1' },
    { model: 'candidates', remoteId: 'c1' },
  ];
  assert.deepEqual(receive('application.status.updated', application), ofApplication);
  assert.deepEqual(receive('application.screening-answers.created', application), ofApplication);
  const job = [{ model: 'jobs', remoteId: 'j1' }];
  assert.deepEqual(receive('job.updated', { id: 'j1' }), job);
  assert.deepEqual(receive('job.ad.postings.updated', { job_id: 'j1', job_ad_id: 'ad1' }), job);
  assert.deepEqual(receive('candidate.updated', { id: 'c1' }), [
    { model: 'candidates', remoteId: 'c1' },
    { model: 'applications', remoteId: null },
  ]);
  const offer = { job_id: 'j1', candidate_id: 'c1', offer_id: 'o1' };
  assert.deepEqual(receive('offer.updated', offer), [{ model: 'offers', remoteId: 'o1' }]);
  const review = { application_id: 'a1', review_id: 'r1' };
  assert.deepEqual(receive('review.deleted', review), [{ model: 'scorecards', remoteId: 'r1' }]);
  assert.deepEqual(receive('onboarding.process.started', { id: 'x' }), []);
  assert.deepEqual(receive('job.updated', ['nothing that we know']), []);
});

test('a candidate who was deleted is read again, without a delta, which would find nothing', () => {
  assert.deepEqual(receive('candidate.deleted', { id: 'c1' }), [
    { model: 'candidates', remoteId: 'c1' },
  ]);
});

test('one of several signatures is enough', () => {
  const other = `v1=${'0'.repeat(64)};v2=abc;`;
  assert.equal(receive('job.updated', { id: 'j1' }, { around: [other, ''] })?.length, 1);
  assert.equal(receive('job.updated', { id: 'j1' }, { around: ['', `; ${other}`] })?.length, 1);
});

test('what is not signed with the secret, over all six parts, is not genuine', () => {
  assert.equal(receive('job.updated', { id: 'j1' }, { signedWith: 'another' }), null);
  const body = Buffer.from('{"id":"j1"}');
  assert.equal(webhooks.receive({ query: {}, headers: {}, body }, secret), null);
  const bodyAlone = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'smartrecruiters-signature': `v1=${bodyAlone}` };
  assert.equal(webhooks.receive({ query: {}, headers, body }, secret), null);
});

test('a signed body that is no JSON asks for a delta', () => {
  assert.deepEqual(receive('job.updated', '{"id'), [{ model: 'candidates', remoteId: null }]);
});

test('the handshake is echoed, and deliveries are accepted', () => {
  const delivery = { query: {}, body: Buffer.from('') };
  const asked = { ...delivery, headers: { 'x-hook-secret': '4jn8' } };
  assert.deepEqual(webhooks.handshake?.(asked), { 'x-hook-secret': '4jn8' });
  assert.equal(webhooks.handshake?.({ ...delivery, headers: {} }), null);
  const signed = { 'x-hook-secret': '4jn8', 'smartrecruiters-signature': 'v1=00' };
  assert.equal(webhooks.handshake?.({ ...delivery, headers: signed }), null);
  assert.deepEqual(webhooks.success, { status: 202 });
});

async function register(routes: Routes, known: VendorHook[] = []) {
  const session = await openSmartRecruiters(routes);
  const secrets: string[] = [];
  const keepSecret = async (made: string) => void secrets.push(made);
  const receiver = { url, secret: 'ours', known, keepSecret };
  const hooks = await Array.fromAsync(webhooks.register(session.context, receiver));
  return { hooks, secrets, session, routes: session.calls.map(({ route }) => route) };
}

const Request = z.object({ callbackUrl: z.string(), events: z.array(z.string()) });

/** What the subscription was asked for with, after the list was read. */
const requestOf = ({ calls }: FixtureSession) => Request.parse(calls[1]?.body);

const nothing = () => ({ status: 204, body: null });

test('a subscription is made, gets its secret, and then is activated', async () => {
  const { hooks, secrets, session, routes } = await register({
    [`GET ${subscriptions}`]: [],
    [`POST ${subscriptions}`]: () => ({ status: 201, body: { id: 's1', status: 'inactive' } }),
    [`POST ${subscriptions}/s1/secret-key`]: { secretKey: 'theirs' },
    [`PUT ${subscriptions}/s1/activation`]: nothing,
  });
  assert.deepEqual(hooks, [{ id: 's1', event: null }]);
  assert.deepEqual(secrets, ['theirs']);
  assert.deepEqual(routes.slice(1), [
    `POST ${subscriptions}`,
    `POST ${subscriptions}/s1/secret-key`,
    `PUT ${subscriptions}/s1/activation`,
  ]);
  const { callbackUrl, events } = requestOf(session);
  assert.equal(callbackUrl, url);
  assert.ok(events.includes('application.status.updated'));
  assert.equal(new Set(events).size, events.length);
});

test('what is there and known is kept and switched on; what is unknown is replaced', async () => {
  const first = await register({
    [`GET ${subscriptions}`]: [],
    [`POST ${subscriptions}`]: { id: 's1' },
    [`POST ${subscriptions}/s1/secret-key`]: { secretKey: 'theirs' },
    [`PUT ${subscriptions}/s1/activation`]: nothing,
  });
  const { events } = requestOf(first.session);
  const there = { id: 's1', callbackUrl: url, events: events.map((name) => ({ name })) };
  const foreign = { ...there, id: 's9', callbackUrl: 'https://other.example.com' };
  const routes: Routes = {
    [`GET ${subscriptions}`]: [{ ...there, status: 'inactive' }, foreign],
    [`PUT ${subscriptions}/s1/activation`]: () => failure(409, 'ALREADY_ACTIVE'),
    [`POST ${subscriptions}`]: { id: 's2' },
    [`POST ${subscriptions}/s2/secret-key`]: { secretKey: 'new' },
    [`PUT ${subscriptions}/s2/activation`]: nothing,
    [`DELETE ${subscriptions}/s1`]: nothing,
  };
  const again = await register(routes, [{ id: 's1', event: null }]);
  assert.deepEqual(again.hooks, [{ id: 's1', event: null }]);
  assert.deepEqual(again.secrets, []);
  const restored = await register(routes);
  assert.deepEqual(restored.hooks, [{ id: 's2', event: null }]);
  assert.deepEqual(restored.secrets, ['new']);
  assert.equal(restored.routes.at(-1), `DELETE ${subscriptions}/s1`);
});

test('a handshake that fails is the failure of the registration', async () => {
  const registered = register({
    [`GET ${subscriptions}`]: [],
    [`POST ${subscriptions}`]: { id: 's1' },
    [`POST ${subscriptions}/s1/secret-key`]: { secretKey: 'theirs' },
    [`PUT ${subscriptions}/s1/activation`]: () => failure(424, 'HANDSHAKE_FAILED'),
  });
  await assert.rejects(registered, /HANDSHAKE_FAILED/);
});

test('inspection tells which are switched off, and which are gone', async () => {
  const { context } = await openSmartRecruiters({
    [`GET ${subscriptions}`]: [
      { id: 's1', status: 'active' },
      { id: 's2', status: 'inactive' },
    ],
  });
  const states = await webhooks.inspect?.(context, ['s1', 's2', 's3']);
  assert.deepEqual(Object.fromEntries(states ?? []), {
    s1: 'enabled',
    s2: 'disabled',
    s3: 'gone',
  });
});

test('what the vendor no longer knows is none to take back', async () => {
  const { context } = await openSmartRecruiters({});
  await webhooks.unregister(context, ['s1']);
});
