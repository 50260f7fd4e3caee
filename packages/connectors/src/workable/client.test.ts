import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, openWorkable } from './fixtures/open-workable.ts';
import type { Routes } from './fixtures/open-workable.ts';
import { checkCredentials } from './check-credentials.ts';
import { WorkableCredentials, workableRemote } from './client.ts';

const parse = (subdomain: string) =>
  WorkableCredentials.safeParse({ subdomain, access_token: 'a token' });

test('the subdomain is a part of the host, and nothing that could name another one', () => {
  const { data } = parse(' Example-Dockyard ');
  assert.ok(data);
  assert.equal(workableRemote.baseUrl(data), 'https://example-dockyard.workable.com/spi/v3');
  for (const other of ['example.workable.com', 'evil.example.org/', 'a@b', '', '-', 'a#']) {
    assert.equal(parse(other).success, false, other);
  }
});

const lists: Routes = {
  'GET /jobs': { jobs: [] },
  'GET /stages': { stages: [] },
  'GET /disqualification_reasons': [],
  'GET /members': { members: [] },
  'GET /candidates': { candidates: [] },
  'GET /events': { events: [] },
  'GET /accounts': { accounts: [{ name: 'Example Dockyard', subdomain: 'example' }] },
};

test('good credentials lack nothing, and the account is named', async () => {
  const { context, calls } = await openWorkable(lists);
  assert.deepEqual(await checkCredentials(context), {
    missingPermissions: [],
    accountLabel: 'Example Dockyard',
  });
  assert.equal(calls[0]?.authorization, 'Bearer fixture-token');
});

test('stages that answer 403 cost the stages, and no scope of candidates candidates', async () => {
  const refused = () => failure(403, 'Forbidden');
  const noStages = await openWorkable({ ...lists, 'GET /stages': refused });
  const [missing] = (await checkCredentials(noStages.context)).missingPermissions;
  assert.deepEqual(missing?.models, ['application_stages']);
  const noCandidates = await openWorkable({ ...lists, 'GET /candidates': refused });
  const { missingPermissions } = await checkCredentials(noCandidates.context);
  assert.deepEqual(
    missingPermissions.map(({ permission }) => permission),
    ['r_candidates'],
  );
});

test('offers have a scope of their own, which a candidate shows', async () => {
  const { context } = await openWorkable({
    ...lists,
    'GET /candidates': { candidates: [{ id: '2727030b' }] },
    'GET /candidates/2727030b/offer': () => failure(403, 'Forbidden'),
  });
  assert.deepEqual((await checkCredentials(context)).missingPermissions, [
    {
      permission: 'r_offers',
      grantedAt: 'Settings, Integrations, Apps, API access tokens',
      models: ['offers'],
      actions: [],
    },
  ]);
});

test('a refused token is refused, in the words of Workable', async () => {
  const { context } = await openWorkable({
    ...lists,
    'GET /jobs': () => failure(401, 'Not authorized'),
  });
  await assert.rejects(checkCredentials(context), {
    kind: 'authentication',
    message: /Not authorized/,
  });
});

test('an answer that does not name the account is accepted', async () => {
  const { context } = await openWorkable({ ...lists, 'GET /accounts': () => failure(403, 'No') });
  assert.equal((await checkCredentials(context)).accountLabel, null);
});
