import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  RemoteError,
  createRemoteClient,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import type { RequestsLeft } from '@hirewire/connector-kit';
import { startVendorServer } from '../testing/vendor-session.ts';
import { checkCredentials } from './check-credentials.ts';
import { PersonioCredentials } from './client.ts';
import { callsTo, failure, openPersonio, token } from './fixtures/open-personio.ts';
import { job } from './fixtures/records.ts';
import { personio } from './index.ts';

const readAJob = { method: 'GET', path: '/v2/recruiting/jobs/501' } as const;

test('a token is asked for once, with a form, and goes with every request', async () => {
  const session = await openPersonio({ 'GET /v2/recruiting/jobs/501': job() });
  await session.context.remote.request(readAJob);
  await session.context.remote.request(readAJob);
  const [asked, ...others] = callsTo(session.calls, 'POST /v2/auth/token');
  assert.deepEqual(others, []);
  assert.equal(asked?.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(
    asked?.body,
    'grant_type=client_credentials&client_id=fixture-client&client_secret=fixture-secret',
  );
  assert.equal(asked?.authorization, undefined);
  const [read] = callsTo(session.calls, 'GET /v2/recruiting/jobs/501');
  assert.equal(read?.authorization, 'Bearer fixture-token');
  assert.equal(read?.headers['beta'], 'true');
});

test('a token that is refused is replaced once', async () => {
  let tokens = 0;
  const session = await openPersonio({
    'POST /v2/auth/token': () => {
      tokens += 1;
      return { ...token(), body: { access_token: `token-${tokens}`, expires_in: 86_400 } };
    },
    'GET /v2/recruiting/jobs/501': ({ authorization }) =>
      authorization === 'Bearer token-2' ? { body: job() } : failure(401, null),
    'GET /v2/recruiting/jobs/502': () => failure(401, { title: 'Unauthorized' }),
  });
  await session.context.remote.request(readAJob);
  assert.equal(tokens, 2);
  const refused = session.context.remote.request({ ...readAJob, path: '/v2/recruiting/jobs/502' });
  await assert.rejects(refused, { kind: 'authentication' });
  assert.equal(tokens, 3);
});

test('the career page is asked without credentials', async () => {
  const session = await openPersonio({});
  await checkCredentials(session.context);
  const [asked] = callsTo(session.calls, 'GET /xml');
  assert.equal(asked?.authorization, undefined);
  assert.equal(asked?.headers['x-company-id'], undefined);
});

test('hosts are those of Personio, whatever is given as career page', () => {
  const parse = (page: string) =>
    PersonioCredentials.parse({ client_id: 'a', client_secret: 'b', subdomain: page });
  const hostOf = (page: string): string | undefined =>
    personio.remote.hosts?.['careerPage']?.baseUrl(parse(page));
  assert.equal(hostOf('example'), 'https://example.jobs.personio.de');
  assert.equal(hostOf(' Example.jobs.personio.com '), 'https://example.jobs.personio.com');
  assert.equal(hostOf('https://my-jobs.jobs.personio.de/'), 'https://my-jobs.jobs.personio.de');
  assert.equal(parse('').subdomain, undefined);
  for (const page of [
    'a.b',
    'example.com',
    'a@b',
    '127.0.0.1',
    'x/y',
    '-a',
    'a#.jobs.personio.de',
  ]) {
    assert.throws(() => parse(page), /address of the career page/, page);
  }
});

test('a company id is a number, which may come as one', () => {
  const parse = (id: unknown) =>
    PersonioCredentials.parse({ client_id: 'a', client_secret: 'b', company_id: id }).company_id;
  assert.equal(parse(4711), '4711');
  assert.equal(parse(''), undefined);
  assert.throws(() => parse('Example GmbH'), /is a number/);
});

test('the check names what the credentials lack', async () => {
  const namesOf = async (...parameters: Parameters<typeof openPersonio>) => {
    const { context } = await openPersonio(...parameters);
    const { missingPermissions } = await checkCredentials(context);
    return missingPermissions.map(({ permission }) => permission);
  };
  assert.deepEqual(await namesOf({}), []);
  assert.deepEqual(await namesOf({}, { subdomain: undefined }), []);
  assert.deepEqual(await namesOf({}, { company_id: undefined }), [
    'Recruiting API key with company ID',
  ]);
  assert.deepEqual(await namesOf({ 'GET /v2/recruiting/jobs': () => failure(403, null) }), [
    'personio:recruiting:read',
  ]);
  const redirect = { status: 307, headers: { location: 'https://personio.com' }, body: null };
  assert.deepEqual(await namesOf({ 'GET /xml': () => redirect }), ['XML feed']);
  assert.deepEqual(await namesOf({ 'GET /xml': () => failure(400, null) }), []);
});

test('wrong credentials are refused', async () => {
  const { context } = await openPersonio({
    'POST /v2/auth/token': () => failure(400, { error: 'invalid_client' }),
  });
  const refused = (error: unknown) =>
    error instanceof RemoteError &&
    error.kind === 'authentication' &&
    !error.message.includes('fixture-secret');
  await assert.rejects(checkCredentials(context), refused);
});

test('what is left of a token bucket is learnt, and applying has a budget of its own', async () => {
  const { url } = await startVendorServer(({ route }) =>
    route.endsWith('/token')
      ? token()
      : { headers: { 'x-ratelimit-remaining': '3', 'x-ratelimit-replenish-rate': '10' }, body: {} },
  );
  const learnt: RequestsLeft[] = [];
  const budgets: string[][] = [];
  const clock = createTestClock('2026-03-20T00:00:00.000Z');
  const remote = createRemoteClient({
    declaration: personio.remote,
    credentials: { client_id: 'a', client_secret: 'b', recruiting_token: 'c', company_id: '1' },
    baseUrl: url,
    clock,
    log: silentLog,
    signal: new AbortController().signal,
    limiter: {
      async acquire({ routes = [] }) {
        budgets.push(routes.map(({ name }) => name));
        return { release: () => undefined, learn: async (left) => void learnt.push(left) };
      },
    },
  });
  await remote.request(readAJob);
  const path = '/recruiting/applications';
  await remote.request({ method: 'POST', host: 'v1', path, json: {} });
  await remote.request({ method: 'POST', host: 'v1', path: `${path}/documents`, json: {} });
  assert.deepEqual(learnt[0], { requests: 3, windowMs: 1000 });
  assert.deepEqual(budgets, [[], ['apply'], ['apply']]);
});
