import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCredentials } from './check-credentials.ts';
import { failure, list, one, openTeamtailor, resource } from './fixtures/open-teamtailor.ts';
import type { Answer, Routes } from './fixtures/open-teamtailor.ts';

const paths = [
  '/jobs',
  '/users',
  '/candidates',
  '/job-applications',
  '/stages',
  '/reject-reasons',
  '/notes',
  '/job-offers',
  '/interviews',
];

const company = one(resource('companies', 'Fk', { attributes: { name: 'Example Dockyard' } }));

function routes(answers: Record<string, Answer> = {}): Routes {
  const all = Object.fromEntries(paths.map((path) => [`GET ${path}`, list([])]));
  return { 'GET /company': company, ...all, ...answers };
}

const refused = failure(403, 'Forbidden');

test('a key that sees everything lacks nothing, and tells the company', async () => {
  const { context, calls } = await openTeamtailor(routes());
  assert.deepEqual(await checkCredentials(context), {
    missingPermissions: [],
    accountLabel: 'Example Dockyard',
  });
  assert.deepEqual(
    calls.map(({ route }) => route).toSorted(),
    ['/company', ...paths].map((path) => `GET ${path}`).toSorted(),
  );
});

test('a key of a lower scope lacks Admin, which costs what is refused and some of the jobs', async () => {
  const { context } = await openTeamtailor(
    routes({ 'GET /candidates': refused, 'GET /users': refused }),
  );
  const { missingPermissions } = await checkCredentials(context);
  assert.deepEqual(
    missingPermissions.map(({ permission, models }) => [permission, models]),
    [['Scope: Admin', ['jobs', 'users', 'candidates', 'tags']]],
  );
  assert.ok(missingPermissions[0]?.actions.includes('ats_create_application'));
});

test('a list that refuses a key which the company accepts is one beyond its scope', async () => {
  const { context } = await openTeamtailor(
    routes({ 'GET /candidates': { status: 401, body: null } }),
  );
  const { missingPermissions } = await checkCredentials(context);
  assert.deepEqual(
    missingPermissions.map(({ permission, models }) => [permission, models]),
    [['Scope: Admin', ['jobs', 'candidates', 'tags']]],
  );
});

test('a key that may not even read jobs lacks the access to read', async () => {
  const all = Object.fromEntries(['/company', ...paths].map((path) => [`GET ${path}`, refused]));
  const { context } = await openTeamtailor(all);
  const { missingPermissions, accountLabel } = await checkCredentials(context);
  assert.equal(accountLabel, null);
  assert.deepEqual(
    missingPermissions.map(({ permission, models }) => [permission, models.length]),
    [['Access: Read', 10]],
  );
});

test('a list of a feature that is switched off is no missing permission', async () => {
  const { context } = await openTeamtailor(
    routes({ 'GET /interviews': failure(404, 'Not found') }),
  );
  const { missingPermissions } = await checkCredentials(context);
  assert.deepEqual(missingPermissions, []);
});

test('a refused key is tried at the other stack, so that the customer is told the region', async () => {
  const none = await openTeamtailor({ 'GET /company': { status: 401, body: null } });
  await assert.rejects(checkCredentials(none.context), {
    kind: 'authentication',
    message: /answered 401/,
  });
  // Both stacks are this server: the third request is the one to the second of them.
  let asked = 0;
  const other = await openTeamtailor({
    'GET /company': ({ headers }) => {
      asked += 1;
      assert.equal(headers['authorization'], 'Token token=fixture-key');
      assert.equal(headers['x-api-version'], '20240904');
      return asked < 3 ? { status: 401, body: null } : company;
    },
  });
  await assert.rejects(checkCredentials(other.context), {
    kind: 'authentication',
    message: /set `region` to `na`/,
  });
});
