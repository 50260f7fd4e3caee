import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, openSmartRecruiters } from './fixtures/open-smartrecruiters.ts';
import type { Routes } from './fixtures/open-smartrecruiters.ts';
import { oneJob, onePerson } from './fixtures/records.ts';
import { smartrecruiters } from './index.ts';

const interviews = '/interviews-api/v201904/interviews';
const all: Routes = {
  ...oneJob(),
  ...onePerson(),
  'GET /user-api/v201804/users/me': { id: 'u1' },
  'GET /user-api/v201804/users': { content: [] },
  'GET /user-api/v201804/system-roles': { content: [] },
  'GET /configuration/rejection-reasons': { content: [] },
  'GET /offers': { content: [] },
  'GET /messages': [],
  'GET /reviews': [],
  [`GET ${interviews}`]: { content: [] },
};

async function check(more: Routes = {}) {
  const { context } = await openSmartRecruiters({ ...all, ...more });
  return smartrecruiters.checkCredentials(context);
}

test('a key that may do everything lacks nothing, and its company is named', async () => {
  assert.deepEqual(await check(), { missingPermissions: [], accountLabel: 'Krakow Boats' });
});

test('what is refused is named with the models that it costs, a 403 or a 401', async () => {
  const costs: [string, string, string[]][] = [
    ['GET /messages', 'messages_read', ['notes']],
    ['GET /reviews', 'reviews_read', ['scorecards']],
    [`GET ${interviews}`, 'interviews_read', ['interviews']],
    ['GET /offers', 'candidates_offers_read', ['offers']],
    ['GET /jobs', 'jobs_read', ['jobs', 'roles']],
    ['GET /user-api/v201804/users', 'users_read', ['users']],
    ['GET /configuration/hiring-processes', 'configuration_read', ['application_stages']],
  ];
  for (const [route, name, models] of costs) {
    for (const status of [401, 403]) {
      const { missingPermissions } = await check({ [route]: () => failure(status, 'NO') });
      assert.equal(missingPermissions.length, 1, route);
      assert.ok(missingPermissions[0]?.permission.includes(name), route);
      assert.deepEqual(missingPermissions[0]?.models, models);
    }
  }
  const { missingPermissions } = await check({ 'GET /candidates': () => failure(403, 'NO') });
  assert.deepEqual(missingPermissions[0]?.models, [
    'applications',
    'candidates',
    'tags',
    'interviews',
    'notes',
    'scorecards',
  ]);
});

test('a key that is refused everywhere is no good one', async () => {
  const me = 'GET /user-api/v201804/users/me';
  const refused = () => failure(401, 'UNAUTHORIZED');
  await assert.rejects(check({ [me]: refused, 'GET /configuration/company': refused }), {
    kind: 'authentication',
  });
  assert.deepEqual((await check({ [me]: refused })).missingPermissions, []);
});

test('the environment decides where to ask; without one it is production', () => {
  const { schema } = smartrecruiters.credentials;
  const addressOf = (environment?: string) =>
    smartrecruiters.remote.baseUrl(schema.parse({ api_key: 'k', environment }));
  assert.equal(addressOf(), 'https://api.smartrecruiters.com');
  assert.equal(addressOf('sandbox'), 'https://api.sandbox.smartrecruiters.com');
  assert.equal(schema.safeParse({ api_key: 'k', environment: 'moon' }).success, false);
  assert.deepEqual(smartrecruiters.remote.authenticate(schema.parse({ api_key: ' k ' })), {
    type: 'header',
    name: 'X-SmartToken',
    value: 'k',
  });
});
