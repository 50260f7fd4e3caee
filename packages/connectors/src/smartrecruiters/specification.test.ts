import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CreateApplicationInput, Json, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { candidateDraft } from '../testing/candidate-draft.ts';
import type { Call } from '../testing/vendor-session.ts';
import { openSmartRecruiters, readAll, readRecords } from './fixtures/open-smartrecruiters.ts';
import type { Routes, FixtureSession } from './fixtures/open-smartrecruiters.ts';
import { oneJob, onePerson, page, posting } from './fixtures/records.ts';
import { smartrecruiters } from './index.ts';

/**
 * The vendor's specification and the examples of its portal. They are not ours to publish, so that these
 * tests run only where they lie beside the checkout.
 */
const folder = new URL('../../../../../shared/vendors/smartrecruiters/', import.meta.url);
const skip = existsSync(folder) ? false : 'The specification is not beside the checkout.';

const Specification = z.object({
  operations: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      query: z.array(z.string()),
      form: z.array(z.string()),
    }),
  ),
  models: z.record(z.string(), z.looseObject({ fields: z.array(z.string()).optional() })),
});

const readJson = (name: string): Json =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Json;
const readSpecification = () => Specification.parse(readJson('schema-2024-recruitifi.json'));
const sample = (name: string): Json => readJson(`davejcameron-2021/${name}.json`);

/** Of other documents: reviews by the portal of 2021, the public list by the document of 2017. */
const elsewhere = /^GET \/(?:reviews|v1\/companies\/[^/]+\/postings(?:\/[^/]+)?)$/;
/** The OpenAPI document of April 2024 wants it with a page id. */
const newer = new Set(['GET /jobs sort']);

function assertDocumented({ route, query }: Call): void {
  const plain = route.replace(/\/(?:user|interviews|webhooks)-api\/v\d+/, '');
  if (elsewhere.test(plain)) return;
  const { operations } = readSpecification();
  const known = operations.filter(({ method, path }) =>
    new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  assert.ok(known.length > 0, `${plain} is not documented.`);
  const names = new Set(known.flatMap((operation) => operation.query));
  for (const name of Object.keys(query)) {
    const isKnown = names.has(name) || newer.has(`${plain} ${name}`);
    assert.ok(isKnown, `${plain} has no parameter ${name}.`);
  }
}

function assertFields(sent: unknown, model: string): void {
  const fields = readSpecification().models[model]?.fields ?? [];
  for (const name of Object.keys(sent as object)) {
    assert.ok(fields.includes(name), `${model} has no ${name}.`);
  }
}

const made = { id: 'c7' };
const done = () => ({ status: 204, body: null });

const account: Routes = {
  ...oneJob(),
  ...onePerson(),
  'GET /offers': page([]),
  'GET /messages': [],
  'GET /reviews': [],
  'GET /user-api/v201804/users': page([]),
  'GET /user-api/v201804/system-roles': { content: [] },
  'GET /configuration/rejection-reasons': { content: [] },
  'GET /configuration/withdrawal-reasons': { content: [] },
  'GET /configuration/sources': { content: [{ id: 'CUSTOM' }] },
  'GET /configuration/sources/CUSTOM/values': page([{ id: 's1', label: 'Acme' }]),
  'GET /interviews-api/v201904/interviews': { content: [] },
  'GET /candidates/c1/tags': { tags: ['boats', 'sails'] },
  'POST /jobs/j1/candidates': made,
  [`POST /postings/${posting.uuid}/candidates`]: made,
  'POST /messages/shares': made,
  'PUT /candidates/c7/jobs/j1/status': done,
  'POST /candidates/c1/tags': made,
  'PUT /candidates/c1/tags': made,
};

test('every read asks as the specification says', { skip }, async () => {
  const session = await openSmartRecruiters(account);
  for (const model of Object.keys(smartrecruiters.read) as ModelName[]) {
    await readAll(session, model);
  }
  const since = { changedFrom: 1_770_000_000_000, fingerprint: '' };
  for (const model of smartrecruiters.incrementalModels) await readAll(session, model, { since });
  assert.ok(session.calls.length > 40);
  for (const call of session.calls) assertDocumented(call);
});

const input = (given: Partial<CreateApplicationInput>): CreateApplicationInput => ({
  job: { remoteId: 'j1' },
  stageRemoteId: 'INTERVIEW/On site',
  candidate: candidateDraft({
    email_address: 'new@example.com',
    phone_number: '+48 1',
    title: 'Builder',
    location: { country: 'PL', city: 'Krakow', state: 'X', street_1: null, zip_code: null },
    social_links: [{ url: 'https://linkedin.com/in/ada' }, { url: 'https://ada.example.com' }],
  }),
  attachments: [],
  answers: [],
  source: { name: 'Acme', remoteId: null, isAutomatic: true },
  sourcedByUserRemoteId: null,
  gdprConsent: null,
  remoteFields: {},
  ...given,
});

const bodyOf = ({ calls }: FixtureSession, route: RegExp): Record<string, unknown> =>
  calls.find((call) => route.test(call.route))?.body as Record<string, unknown>;

test('every action sends what the specification has', { skip }, async () => {
  const session = await openSmartRecruiters(account);
  const { context } = session;
  const { write = {} } = smartrecruiters;
  const candidate = { remoteId: 'c1' };
  const answers = [
    { questionRemoteId: 'q1:value', title: null, format: { type: 'TEXT' } as const, value: 'Sea' },
  ];
  await write.createApplication?.(context, input({}));
  const gdprConsent = { given: true, expires_at: null };
  await write.createApplication?.(context, input({ answers, gdprConsent }));
  await write.addCandidateTag?.(context, { candidate, tagName: 'new', remoteFields: {} });
  await write.removeCandidateTag?.(context, { candidate, tagName: 'boats', remoteFields: {} });
  for (const call of session.calls) assertDocumented(call);

  const added = bodyOf(session, /^POST \/jobs/);
  assertFields(added, 'CandidateInput');
  assertFields(added['web'], 'WebProfile');
  assertFields(added['location'], 'CandidateLocation');
  assertFields((added['experience'] as object[])[0], 'Experience');
  assertFields(added['sourceDetails'], 'CandidateSource');
  const applied = bodyOf(session, /^POST \/postings/);
  assertFields(applied, 'ApplyApiRequest');
  assertFields(applied['web'], 'Web');
  assertFields(applied['location'], 'Location');
  assertFields(applied['sourceDetails'], 'SourceDetails');
  assertFields((applied['answers'] as object[])[0], 'ScreeningQuestionAnswer');
  assertFields(bodyOf(session, /status$/), 'CandidateStatus');
  assertFields(bodyOf(session, /tags$/), 'CandidateTags');
});

test('the words of the specification are all known', { skip }, async () => {
  const { models } = readSpecification();
  const Words = z.looseObject({ enum: z.array(z.string()) });
  const wordsOf = (name: string): string[] => Words.parse(models[name]).enum;
  const person = (status: string): Routes => ({
    ...account,
    'GET /candidates/c1': { id: 'c1', primaryAssignment: { job: { id: 'j1' }, status } },
  });
  for (const status of wordsOf('CandidateStatusEnum')) {
    const session = await openSmartRecruiters(person(status));
    await readAll(session, 'applications');
    assert.deepEqual(session.issues, [], status);
  }
  for (const status of wordsOf('JobStatus')) {
    const session = await openSmartRecruiters({ ...account, ...oneJob({ status }) });
    await readAll(session, 'jobs');
    assert.deepEqual(session.issues, [], status);
  }
});

/** Its texts are "string" wherever nothing else is said. */
const portal = (): Routes => ({
  ...account,
  'GET /candidates': { ...(sample('candidates/list') as object), nextPageId: '' },
  'GET /candidates/string': sample('candidates/retrieve'),
  'GET /candidates/string/jobs/string/status/history': sample('candidates/retrieve_status_history'),
  'GET /user-api/v201804/users': { ...(sample('users/list') as object), nextPageId: null },
  'GET /offers': sample('offers/list'),
  'GET /reviews': sample('reviews/list'),
  'GET /interviews-api/v201904/interviews/string': sample('interviews/retrieve'),
});

test("the portal's candidate is mapped with all parts, and the application", { skip }, async () => {
  const session = await openSmartRecruiters(portal());
  const [candidate] = await readRecords(session, 'candidates');
  const { first_name: name, company, social_media: links, tag_remote_ids: tags } = candidate ?? {};
  assert.deepEqual([name, company, links?.length, tags], ['First', 'string', 5, ['string']]);
  const [application] = await readRecords(session, 'applications');
  assert.equal(application?.remote_id, 'string:string');
  assert.equal(application.remote_created_at, '2021-10-13T21:06:07.958Z');
});

test("the portal's other examples are mapped", { skip }, async () => {
  const session = await openSmartRecruiters(portal());
  const [user] = await readRecords(session, 'users');
  assert.deepEqual([user?.status, user?.system_role_remote_ids], ['ACTIVE', ['string']]);
  const [offer] = await readRecords(session, 'offers');
  assert.deepEqual([offer?.status, Object.keys(offer?.custom_fields ?? {}).length], ['DRAFT', 3]);
  const [scorecard] = await readRecords(session, 'scorecards');
  assert.equal(scorecard?.responses?.length, 2);
  const read = smartrecruiters.readById?.interviews;
  const [interview] = (await read?.(session.context, ['string:string'])) ?? [];
  assert.ok(interview !== undefined && 'title' in interview);
  assert.equal(interview.application_remote_id, 'string:string');
  assert.deepEqual(interview.user_remote_ids, ['string']);
});

test("the portal's job is mapped with its parts, its ads and its team", { skip }, async () => {
  const id = '3588f6b0-ae55-4c10-aaa5-2903ee3a7fe6';
  const session = await openSmartRecruiters({
    ...account,
    // In the portal's example, every flag is true: this job is no template.
    [`GET /jobs/${id}`]: { ...Object(sample('jobs/retrieve')), template: false } as Json,
    [`GET /jobs/${id}/hiring-team`]: sample('jobs/list_hiring_team'),
  });
  const [job] = (await smartrecruiters.readById?.jobs?.(session.context, [id])) ?? [];
  assert.ok(job !== undefined && 'name' in job);
  assert.equal(job.name, 'Retrieve job');
  assert.equal(
    job.description,
    ['<h3>string</h3>', 'string'].join('\n').concat('\n').repeat(4).trim(),
  );
  assert.deepEqual(job.custom_fields, { string: 'string' });
  assert.equal(job.remote_work_status, 'REMOTE');
  assert.deepEqual(
    job.hiring_team.map(({ user_remote_id: user }) => user),
    ['174e1674-0793-4632-8b8c-917447f35b31'],
  );
});
