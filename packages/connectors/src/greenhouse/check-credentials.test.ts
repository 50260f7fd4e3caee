import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Call } from '../testing/vendor-session.ts';
import { openGreenhouse } from './fixtures/open-greenhouse.ts';
import { greenhouse } from './index.ts';

const users = [{ id: 7, first_name: 'Ada' }];
const parse = (credentials: unknown) => greenhouse.credentials.schema.safeParse(credentials);

const grantedAt = 'Configure, Dev Center, API Credentials';

test('each missing scope is named with the models and actions that it costs', async () => {
  const refused = () => ({ status: 403, body: null });
  const session = await openGreenhouse({
    '/users': users,
    'GET /offers': refused,
    'GET /job_owners': refused,
    'GET /candidate_tags': refused,
  });
  const { missingPermissions } = await greenhouse.checkCredentials(session.context);
  assert.deepEqual(missingPermissions, [
    { permission: 'harvest:offers:list', grantedAt, models: ['offers'], actions: [] },
    {
      permission: 'harvest:candidate_tags:list',
      grantedAt,
      models: ['tags'],
      fieldsOf: ['candidates'],
      actions: ['ats_add_candidate_tag', 'ats_remove_candidate_tag'],
    },
    {
      permission: 'harvest:job_owners:list',
      grantedAt,
      models: [],
      fieldsOf: ['jobs'],
      actions: [],
    },
  ]);
});

test('a user who gets an empty list of users is not a Site Admin', async () => {
  const good = await openGreenhouse({ '/users': users });
  assert.deepEqual((await greenhouse.checkCredentials(good.context)).missingPermissions, []);
  const session = await openGreenhouse({ '/users': [] });
  const { missingPermissions } = await greenhouse.checkCredentials(session.context);
  const [missing] = missingPermissions;
  assert.equal(missing?.permission, 'Site Admin');
  assert.deepEqual(missing.models.toSorted(), Object.keys(greenhouse.read).toSorted());
});

test('the error for refused credentials says what to create instead of a key', async () => {
  for (const [status, body] of [
    [401, { error: 'invalid_client' }],
    [400, { message: 'client_id=fixture-client does not contain a valid client ID suffix' }],
  ] as const) {
    const session = await openGreenhouse({ 'POST /token': () => ({ status, body }) });
    await assert.rejects(greenhouse.checkCredentials(session.context), (error: Error) => {
      assert.equal(Object(error).kind, 'authentication');
      assert.match(error.message, /Harvest V3 \(OAuth\)/);
      assert.doesNotMatch(error.message, /fixture-client/);
      return true;
    });
  }
});

test('a key of Harvest v1 is refused with what to make instead', () => {
  for (const credentials of [{ api_key: 'a-key-of-v1' }, { client_id: '', client_secret: '' }]) {
    const { error } = parse(credentials);
    assert.match(error?.issues[0]?.message ?? '', /no longer work.*"Harvest V3 \(OAuth\)"/);
  }
  assert.equal(parse({ client_id: 'a:b', client_secret: 'c' }).success, false);
});

test('the acting user of the credentials may be left out, or be a number', () => {
  const client = { client_id: 'a', client_secret: 'b' };
  assert.deepEqual(parse(client).data, client);
  assert.deepEqual(parse({ ...client, user_id: '' }).data, { ...client, user_id: undefined });
  assert.deepEqual(parse({ ...client, user_id: 7 }).data, { ...client, user_id: '7' });
  assert.equal(parse({ ...client, user_id: 'ada@example.com' }).success, false);
});

test('the key and the token of a job board may be left out, or be empty', () => {
  const client = { client_id: 'a', client_secret: 'b' };
  const board = { job_board_api_key: 'k', job_board_token: 'example' };
  assert.deepEqual(parse({ ...client, ...board }).data, { ...client, ...board });
  const empty = { job_board_api_key: '', job_board_token: ' ' };
  const nothing = { job_board_api_key: undefined, job_board_token: undefined };
  assert.deepEqual(parse({ ...client, ...empty }).data, { ...client, ...nothing });
  assert.equal(parse({ ...client, job_board_api_key: 'a:b' }).success, false);
  const { error } = parse({ ...client, job_board_token: 'https://boards.greenhouse.io/example' });
  assert.match(error?.issues[0]?.message ?? '', /`example` in https/);
});

test('a job board that is not there, or may not be found, is named if there is a key for it', async () => {
  const none = () => ({ status: 404, body: { status: 404, error: 'Job board not found' } });
  const routes = {
    'GET /job_boards': () => ({ status: 403, body: null }),
    'GET /v1/boards/example': () => ({ body: { name: 'Example' } }),
    'GET /v1/boards/wrong': none,
  };
  const missingWith = async (credentials: Parameters<typeof openGreenhouse>[2]) => {
    const session = await openGreenhouse(routes, {}, credentials);
    const { missingPermissions } = await greenhouse.checkCredentials(session.context);
    return missingPermissions;
  };
  const key = { job_board_api_key: 'fixture-board-key' };
  assert.deepEqual(await missingWith({}), []);
  assert.deepEqual(await missingWith({ ...key, job_board_token: 'example' }), []);
  const costs = { models: [], actions: ['ats_create_application', 'ats_create_candidate'] };
  assert.deepEqual(await missingWith(key), [
    { permission: 'harvest:job_boards:list', grantedAt, ...costs },
  ]);
  assert.deepEqual(await missingWith({ ...key, job_board_token: 'wrong' }), [
    {
      permission: 'Job board "wrong"',
      grantedAt: 'the credentials, as job_board_token',
      ...costs,
    },
  ]);
});

test('the token is asked for as a client, for the user who acts', async () => {
  const session = await openGreenhouse({ '/users': users });
  await greenhouse.checkCredentials(session.context);
  const tokens = session.calls.filter(({ route }) => route === 'POST /token');
  assert.equal(tokens.length, 1);
  assert.equal(tokens[0]?.authorization, `Basic ${btoa('fixture-client:fixture-secret')}`);
  assert.equal(tokens[0]?.body, 'grant_type=client_credentials&sub=7');
});

test('a token that another one has ended is renewed once, however many requests need it', async () => {
  let newest = 1;
  const session = await openGreenhouse({
    'POST /token': () => ({
      body: { access_token: `token-${newest}`, token_type: 'Bearer', expires_in: 3600 },
    }),
    ...Object.fromEntries(
      ['/jobs', '/offers', '/notes', '/interviews'].map((path) => [
        `GET ${path}`,
        ({ authorization }: Call) =>
          authorization === `Bearer token-${newest}`
            ? { body: [] }
            : { status: 401, body: { message: 'Unauthorized', errors: ['Token is revoked.'] } },
      ]),
    ),
  });
  const readAllAtOnce = () =>
    Promise.all(
      ['/jobs', '/offers', '/notes', '/interviews'].map((path) =>
        session.context.remote.request({ method: 'GET', path }),
      ),
    );
  const tokens = () => session.calls.filter(({ route }) => route === 'POST /token').length;
  await readAllAtOnce();
  assert.equal(tokens(), 1);
  newest = 2;
  await readAllAtOnce();
  assert.equal(tokens(), 2);
});
