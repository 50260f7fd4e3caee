import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecruitee, refusal } from './fixtures/open-recruitee.ts';
import type { Routes } from './fixtures/open-recruitee.ts';
import type { Answer } from '../testing/vendor-session.ts';
import { candidateRow, listCandidates, offerRow, offersOf } from './fixtures/records.ts';
import { recruitee } from './index.ts';

const lists: Routes = {
  'GET /admin': { admin: { id: 1, company_id: 2 } },
  'GET /offers': offersOf(offerRow()),
  'GET /candidates': listCandidates([candidateRow()]),
  'GET /admins': { admins: [] },
  'GET /tags': { tags: [] },
  'GET /disqualify_reasons': { disqualify_reasons: [] },
  'GET /interview/events': { interview_events: [] },
  'GET /candidates/50/notes': { notes: [] },
  'GET /interview/results': { interview_results: [] },
  'GET /candidates/50/attachments': { attachments: [] },
};

async function check(more: Routes = {}) {
  const { context } = await openRecruitee({ ...lists, ...more });
  return recruitee.checkCredentials(context);
}

const forbidden = (): Answer => refusal(403, 'Forbidden');

test('every missing permission is named with the models that it costs', async () => {
  assert.deepEqual((await check()).missingPermissions, []);
  const models: Readonly<Record<string, string>> = {
    'GET /offers': 'jobs',
    'GET /candidates': 'candidates',
    'GET /admins': 'users',
    'GET /tags': 'tags',
    'GET /disqualify_reasons': 'rejection_reasons',
    'GET /interview/events': 'interviews',
    'GET /candidates/50/notes': 'notes',
    'GET /interview/results': 'scorecards',
  };
  for (const [route, model] of Object.entries(models)) {
    const { missingPermissions } = await check({ [route]: forbidden });
    assert.equal(missingPermissions.length, 1, route);
    assert.ok(
      missingPermissions[0]?.models.some((one) => one === model),
      route,
    );
  }
});

test('a token that is unknown, and a company that is not its own, are refused credentials', async () => {
  const refusals: Answer[] = [
    { status: 400, body: { error: 'Token not found.', error_code: 'invalid_token' } },
    { status: 422, body: { errors: [{ message: 'Company id is invalid' }] } },
    refusal(401, 'Unauthorized'),
    refusal(403, 'Forbidden'),
    refusal(404, 'Not found'),
  ];
  for (const answer of refusals) {
    await assert.rejects(check({ 'GET /admin': () => answer }), { kind: 'authentication' });
  }
});

test('a refusal says what Recruitee says, in each of its forms', async () => {
  const bodies: [Answer['body'], RegExp][] = [
    [{ error: ["Name can't be blank", "Emails can't be blank"] }, /Name can't be blank; Emails/],
    [{ error: 'Wrong request.', error_code: 'wrong' }, /wrong: Wrong request/],
    [{ errors: [{ message: 'Stage is gone', code: 'gone' }] }, /Stage is gone/],
    ['An unexpected error format', /An unexpected error format/],
  ];
  for (const [body, words] of bodies) {
    const routes = { 'PATCH /placements/1/change_stage': () => ({ status: 422, body }) };
    const { context } = await openRecruitee(routes);
    const application = { remoteId: '1', jobRemoteId: null, candidateRemoteId: null };
    const input = { application, stageRemoteId: '2', remoteFields: {} };
    const attempt = recruitee.write!.moveApplicationToStage!(context, input);
    await assert.rejects(attempt, { kind: 'input', message: words });
  }
});

test('a company is its number or its subdomain, and nothing that leads elsewhere', () => {
  const addressOf = (company: string): string =>
    recruitee.remote.baseUrl(
      recruitee.credentials.schema.parse({ company_id: company, api_token: 'a token' }),
    );
  assert.equal(addressOf(' Example '), 'https://api.recruitee.com/c/example');
  assert.equal(addressOf('12345'), 'https://api.recruitee.com/c/12345');
  for (const wrong of ['', 'example.recruitee.com', '../c/1', 'a/b', '-']) {
    assert.throws(() => addressOf(wrong), wrong);
  }
});
