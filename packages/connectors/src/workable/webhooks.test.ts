import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { VendorWebhooks } from '@hirewire/connector-kit';
import { openWorkable } from './fixtures/open-workable.ts';
import { details } from './fixtures/records.ts';
import { workable } from './index.ts';

const webhooks = workable.webhooks as VendorWebhooks;
const secret = 'the access token';
const url = 'https://hirewire.example.com/webhooks/workable/1';

function receive(content: unknown, signedWith = secret) {
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const signature = createHmac('sha256', signedWith).update(body).digest('hex');
  const headers = { 'x-workable-signature': signature };
  return webhooks.receive({ query: {}, headers, body }, secret);
}

const event = (type: string, data: object) => ({
  event_type: type,
  resource_type: type.split('_')[0],
  id: 'event-1',
  fired_at: '2026-03-20T00:00:00Z',
  data,
});

test('events of candidates name the application and the person', () => {
  for (const type of ['candidate_created', 'candidate_moved', 'candidate_deleted']) {
    assert.deepEqual(receive(event(type, details())), [
      { model: 'applications', remoteId: '2727030b' },
      { model: 'candidates', remoteId: '2727030b' },
    ]);
  }
});

test('whoever comes to an offer may have one', () => {
  const changes = receive(event('candidate_moved', details({ stage_kind: 'offer' })));
  assert.deepEqual(changes?.at(-1), { model: 'offers', remoteId: '2727030b' });
});

test('events of jobs name the job, those of employees nothing', () => {
  const job = { id: '61884e2', shortcode: 'AB12CD34EF' };
  assert.deepEqual(receive(event('job_updated', job)), [{ model: 'jobs', remoteId: 'AB12CD34EF' }]);
  assert.deepEqual(receive(event('employee_created', { id: 'e1' })), []);
  assert.deepEqual(receive({ hello: 'there' }), []);
});

test('without a signature by the access token, a delivery is not genuine', () => {
  assert.equal(receive(event('candidate_moved', details()), 'another token'), null);
  const body = Buffer.from('{}');
  assert.equal(webhooks.receive({ query: {}, headers: {}, body }, secret), null);
});

test('a signed body that is no JSON asks for a delta', () => {
  assert.deepEqual(receive('{"event_type"'), [{ model: 'candidates', remoteId: null }]);
});

test('the secret is the access token', () => {
  const credentials = { subdomain: 'example', access_token: secret };
  assert.equal(webhooks.secretOf?.(credentials), secret);
  assert.equal(webhooks.secretOf?.({}), null);
});

test('each event has an address of its own, what is there is kept, and what is old goes', async () => {
  const kept = { id: 7, event: 'candidate_created', target: `${url}?event=candidate_created` };
  const old = { id: 8, event: 'candidate_moved', target: url };
  const foreign = { id: 9, event: 'candidate_moved', target: 'https://other.example.com' };
  const session = await openWorkable({
    'GET /subscriptions': { subscriptions: [kept, old, foreign] },
    'POST /subscriptions': ({ body }) => {
      const { event } = body as { event: string };
      return { body: { id: event === 'candidate_moved' ? 10 : 11 } };
    },
    'DELETE /subscriptions/8': {},
  });
  const keepSecret = async () => undefined;
  const receiver = { url, secret: 'ours', known: [], keepSecret };
  const made = await Array.fromAsync(webhooks.register(session.context, receiver));
  assert.deepEqual(made, [
    { id: '7', event: 'candidate_created' },
    { id: '10', event: 'candidate_moved' },
    { id: '11', event: 'candidate_deleted' },
  ]);
  assert.deepEqual(
    session.calls.map(({ route, body }) => [route, body]),
    [
      ['GET /subscriptions', ''],
      ['POST /subscriptions', { target: `${url}?event=candidate_moved`, event: 'candidate_moved' }],
      ['DELETE /subscriptions/8', ''],
      [
        'POST /subscriptions',
        { target: `${url}?event=candidate_deleted`, event: 'candidate_deleted' },
      ],
    ],
  );
  const states = await webhooks.inspect?.(session.context, ['7', '12']);
  assert.deepEqual(
    [...(states ?? [])],
    [
      ['7', 'enabled'],
      ['12', 'gone'],
    ],
  );
  await webhooks.unregister(session.context, ['12']);
});
