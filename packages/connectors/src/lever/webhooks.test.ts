import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import { startLeverSimulator } from '@hirewire/simulators';
import { list, one, openLever } from './fixtures/open-lever.ts';
import { opportunity } from './fixtures/records.ts';
import { lever } from './index.ts';
import { leverWebhooks as webhooks } from './webhooks.ts';

const url = 'https://hirewire.example.com/hooks/1';
const secret = 'a-secret';

test('registering adopts what is there and replaces what has another secret', async () => {
  const session = await openLever({
    'GET /webhooks': [
      { id: 'kept', event: 'candidateHired', url: `${url}?token=${secret}` },
      { id: 'old', event: 'contactUpdated', url: `${url}?token=older` },
      { id: 'other', event: 'contactUpdated', url: 'https://elsewhere.example.com' },
    ],
    'POST /webhooks': ({ body }) => one({ id: `new-${(body as { event: string }).event}` }, 201),
    'DELETE /webhooks/old': () => ({ status: 204, body: null }),
  });
  const receiver = { url, secret, known: [], keepSecret: async () => undefined };
  const hooks = await Array.fromAsync(webhooks.register(session.context, receiver));
  const ids = hooks.map(({ id }) => id);
  assert.equal(ids.length, 10);
  assert.ok(ids.includes('kept') && ids.includes('new-contactUpdated'));
  const deleted = session.calls.filter(({ route }) => route.startsWith('DELETE'));
  assert.deepEqual(
    deleted.map(({ route }) => route),
    ['DELETE /webhooks/old'],
  );
  await webhooks.unregister(session.context, ['gone']);
});

test('an event names what to read again, and only with the secret', () => {
  const event = {
    event: 'interviewCreated',
    data: { opportunityId: 'o-1', contactId: 'c-1' },
  };
  const body = Buffer.from(JSON.stringify(event));
  const receive = (token: string, content: Uint8Array = body) =>
    webhooks.receive({ query: { token }, headers: {}, body: content }, secret);
  assert.equal(receive('wrong'), null);
  assert.deepEqual(receive(secret), [
    { model: 'applications', remoteId: 'o-1' },
    { model: 'candidates', remoteId: 'c-1' },
    { model: 'interviews', remoteId: null },
  ]);
  assert.equal(receive(secret, Buffer.from('no JSON'))?.length, 1);
  assert.deepEqual(receive(secret, Buffer.from('{"event":"later"}')), []);
});

test('the simulated Lever sends what was registered, until it is taken back', async (testContext) => {
  const simulator = await startLeverSimulator({ candidates: 5 });
  testContext.after(() => simulator.close());
  const clock = createTestClock('2027-01-01T00:00:00.000Z');
  const parts = { clock, log: silentLog, signal: new AbortController().signal };
  const remote = createRemoteClient({
    declaration: lever.remote,
    credentials: lever.credentials.schema.parse(simulator.credentials),
    baseUrl: `${simulator.url}${simulator.apiPath}`,
    limiter: createLocalLimiter(clock),
    ...parts,
  });
  const context = createContext({ remote, ...parts });
  // Nobody listens there: what was sent is in the simulator's log.
  const receiver = { url: 'http://127.0.0.1:1/hooks', secret, known: [] };
  const register = () =>
    Array.fromAsync(webhooks.register(context, { ...receiver, keepSecret: async () => undefined }));
  const hooks = await register();
  assert.deepEqual(await register(), hooks, 'a second time adopts them');
  const ids = hooks.map(({ id }) => id);
  const states = async () => new Set((await webhooks.inspect?.(context, ids))?.values());
  assert.deepEqual([ids.length, await states()], [10, new Set(['enabled'])]);

  const [moved] = simulator.company.tables.applications.values();
  assert.ok(moved);
  simulator.company.moveApplication(moved.id, 'offer', null);
  await simulator.webhooks.settled();
  const [delivery, ...others] = simulator.webhooks.deliveries();
  assert.ok(delivery && others.length === 0);
  const { searchParams } = new URL(delivery.url);
  const query = Object.fromEntries(searchParams);
  const body = Buffer.from(delivery.body);
  assert.deepEqual(webhooks.receive({ query, headers: {}, body }, secret), [
    { model: 'applications', remoteId: moved.id },
    { model: 'candidates', remoteId: moved.personId },
  ]);

  await webhooks.unregister(context, ids);
  assert.deepEqual(await states(), new Set(['gone']));
});

test('the check names every list that the key may not read', async () => {
  const refused = () => ({ status: 403, body: { code: 'ForbiddenError', message: 'No' } });
  const empty = {
    'GET /users': [],
    'GET /stages': [],
    'GET /archive_reasons': [],
    'GET /tags': [],
  };
  const ofOpportunity = ['interviews', 'notes', 'feedback', 'resumes', 'files'].map(
    (name): [string, []] => [`GET /opportunities/o-1/${name}`, []],
  );
  const session = await openLever({
    ...empty,
    'GET /postings': refused,
    'GET /opportunities': () => list([opportunity()]),
    ...Object.fromEntries(ofOpportunity),
    'GET /opportunities/o-1/offers': refused,
  });
  const { missingPermissions } = await lever.checkCredentials(session.context);
  const grantedAt = 'Settings, Integrations and API, API Credentials';
  assert.deepEqual(missingPermissions, [
    {
      permission: 'Postings: Read',
      grantedAt,
      models: ['jobs'],
      actions: ['ats_create_application', 'ats_create_candidate'],
    },
    { permission: 'Offers: Read', grantedAt, models: ['offers'], actions: [] },
  ]);
  const wrong = await openLever({
    'GET /users': () => ({ status: 401, body: { code: 'UnauthorizedError' } }),
  });
  await assert.rejects(lever.checkCredentials(wrong.context), { kind: 'authentication' });
});
