import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGreenhouse } from './fixtures/open-greenhouse.ts';
import { greenhouse } from './index.ts';

const users = [{ id: 7, first_name: 'Ada' }];
const parse = (credentials: unknown) => greenhouse.credentials.schema.safeParse(credentials);

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
    { permission: 'harvest:offers:list', models: ['offers'], actions: [] },
    {
      permission: 'harvest:candidate_tags:list',
      models: ['tags'],
      actions: ['ats_add_candidate_tag', 'ats_remove_candidate_tag'],
    },
    { permission: 'harvest:job_owners:list', models: [], actions: [] },
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

test('the token is asked for as a client, for the user who acts', async () => {
  const session = await openGreenhouse({ '/users': users });
  await greenhouse.checkCredentials(session.context);
  const tokens = session.calls.filter(({ route }) => route === 'POST /token');
  assert.equal(tokens.length, 1);
  assert.equal(tokens[0]?.authorization, `Basic ${btoa('fixture-client:fixture-secret')}`);
  assert.equal(tokens[0]?.body, 'grant_type=client_credentials&sub=7');
});
