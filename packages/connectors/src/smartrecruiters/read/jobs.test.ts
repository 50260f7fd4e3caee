import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  failure,
  openSmartRecruiters,
  readPages,
  readRecords,
  routesOf,
} from '../fixtures/open-smartrecruiters.ts';
import type { Routes } from '../fixtures/open-smartrecruiters.ts';
import { ad, jobAd, oneJob, page, posting, processes } from '../fixtures/records.ts';
import type { Fields } from '../fixtures/records.ts';
import { smartrecruiters } from '../index.ts';

async function readJob(fields: Fields = {}, more: Routes = {}) {
  const session = await openSmartRecruiters(oneJob(fields, more));
  const [record] = await readRecords(session, 'jobs');
  return { record, session };
}

const targets = [
  'LEAD',
  'NEW',
  'IN_REVIEW',
  'IN_REVIEW/Screened',
  'INTERVIEW',
  'INTERVIEW/Phone screen',
  'INTERVIEW/On site',
  'OFFERED',
  'HIRED',
];

test('a job comes with its text, pay, place, people, stages and ads', async () => {
  const { record, session } = await readJob();
  const { screening_questions: _questions, remote_data: _raw, ...rest } = record ?? {};
  const description =
    '<h3>Company</h3>\n<p>We build.</p>\n<h3>The job &amp; you</h3>\n<p>Boats</p>';
  assert.deepEqual(rest, {
    remote_id: 'j1',
    name: 'Boat builder',
    job_code: 'B1',
    description,
    status: 'OPEN',
    visibility: 'PUBLIC',
    employment_type: 'FULL_TIME',
    category: 'Production',
    department: 'Yard',
    experience_level: 'Mid-level',
    post_url: 'https://api.smartrecruiters.com/apply/j1',
    remote_work_status: null,
    salary_amount_from: 40_000,
    salary_amount_to: 50_000,
    salary_currency: 'PLN',
    location: {
      city: 'Krakow',
      country: 'PL',
      state: 'Malopolska',
      street_1: 'Dock 1',
      zip_code: '30-001',
    },
    custom_fields: { Brand: 'Krakow Boats' },
    opened_at: '2026-01-10T09:00:00.000Z',
    closed_at: null,
    remote_created_at: '2026-01-01T09:00:00.000Z',
    remote_updated_at: '2026-02-01T09:00:00.000Z',
    stages: targets.map((id, index) => ({ remote_id: id, index })),
    hiring_team: [
      { user_remote_id: 'u1', role_remote_ids: ['job:RECRUITER', 'job:Boat master'] },
      { user_remote_id: 'u2', role_remote_ids: ['job:EXECUTIVE'] },
    ],
    job_postings: [
      {
        remote_id: 'ad1',
        title: 'Builder of boats',
        description_html: description,
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url: 'https://jobs.example.com/apply/ad1',
      },
    ],
  });
  assert.deepEqual(session.issues, []);
  assert.equal(session.calls.find(({ route }) => route === 'GET /jobs')?.query['sort'], 'job_id');
});

test('states: the last closing counts while a job is closed', async () => {
  const changes = [
    ['CREATED', '2026-01-01'],
    ['SOURCING', '2026-01-10'],
    ['FILLED', '2026-02-01'],
    ['SOURCING', '2026-02-10'],
    ['CANCELLED', '2026-03-01'],
  ] as const;
  const content = changes.map(([status, day]) => ({ status, changedOn: `${day}T00:00:00.000Z` }));
  const stateOf = async (status: string) => {
    const more = { 'GET /jobs/j1/status/history': { content } };
    const { record, session } = await readJob({ status }, more);
    const { status: own, opened_at: opened, closed_at: closed } = record ?? {};
    return [own, opened?.slice(0, 10), closed?.slice(0, 10), session.issues.length];
  };
  assert.deepEqual(await stateOf('SOURCING'), ['OPEN', '2026-01-10', undefined, 0]);
  assert.deepEqual(await stateOf('INTERVIEW'), ['OPEN', '2026-01-10', undefined, 0]);
  assert.deepEqual(await stateOf('OFFER'), ['OPEN', '2026-01-10', undefined, 0]);
  assert.deepEqual(await stateOf('CREATED'), ['DRAFT', '2026-01-10', undefined, 0]);
  assert.deepEqual(await stateOf('CANCELLED'), ['ARCHIVED', '2026-01-10', '2026-03-01', 0]);
  assert.deepEqual(await stateOf('FILLED'), ['CLOSED', '2026-01-10', '2026-03-01', 0]);
  assert.deepEqual(await stateOf('ON_HOLD'), ['CLOSED', '2026-01-10', '2026-03-01', 0]);
  assert.deepEqual(await stateOf('OTHER'), [null, '2026-01-10', undefined, 0]);
  assert.deepEqual(await stateOf('PAUSED'), [null, '2026-01-10', undefined, 1]);
});

test('types of employment are found in the words of customers', async () => {
  const typeOf = async (label: string) => {
    const { record, session } = await readJob({ typeOfEmployment: { id: 'x', label } });
    return [record?.employment_type, session.issues.length];
  };
  assert.deepEqual(await typeOf('Full-time'), ['FULL_TIME', 0]);
  assert.deepEqual(await typeOf('Part-time'), ['PART_TIME', 0]);
  assert.deepEqual(await typeOf('Contract'), ['CONTRACT', 0]);
  assert.deepEqual(await typeOf('Intern'), ['INTERNSHIP', 0]);
  assert.deepEqual(await typeOf('Seasonal / Temporary'), ['SEASONAL', 0]);
  assert.deepEqual(await typeOf('International volunteer'), [null, 1]);
});

test('questions: one for each field, in the format that comes closest', async () => {
  const { record, session } = await readJob();
  const questions = record?.screening_questions ?? [];
  assert.deepEqual(
    questions.map(({ remote_id: id, title, format, category, required, index }) => [
      id,
      title,
      format?.type,
      category,
      required,
      index,
    ]),
    [
      ['q1:value', 'Why boats?', 'TEXT', null, true, 0],
      ['q2:value', 'Which tools?', 'MULTI_SELECT', null, false, 1],
      ['q3:confirm:1', 'Terms', 'BOOLEAN', null, true, 2],
      ['q4:gender', 'Gender', 'SINGLE_SELECT', 'DEMOGRAPHIC', false, 3],
      ['q4:draw', 'Gender: Draw it', 'UNKNOWN', null, false, 4],
    ],
  );
  const tools = questions[1]?.format;
  assert.ok(tools?.type === 'MULTI_SELECT');
  assert.deepEqual(tools.options[0], { id: 'v1', remote_id: 'v1', name: 'Saw' });
  assert.deepEqual(session.issues, []);
});

test('a question that has to be answered and cannot be is reported', async () => {
  const field = { id: 'f', label: 'Draw it', type: 'DRAWING', required: true, values: null };
  const { session } = await readJob(
    {},
    {
      [`GET /postings/${posting.uuid}/configuration`]: {
        questions: [{ id: 'q', label: 'Draw it', fields: [field] }],
      },
    },
  );
  assert.deepEqual(session.issues, [
    { model: 'jobs', field: 'screening_questions.format', sample: 'Draw it' },
  ]);
});

test('the posting of a job is the one of its ad, whatever its reference number', async () => {
  const other = { ...posting, uuid: '22222222-2222-4222-8222-222222222222', refNumber: 'B1' };
  const foreign = { ...posting, uuid: '33333333-3333-4333-8333-333333333333', refNumber: 'Z9' };
  const { record, session } = await readJob(
    {},
    {
      'GET /v1/companies/KrakowBoats/postings': page([foreign, other, posting]),
      [`GET /v1/companies/KrakowBoats/postings/${other.uuid}`]: { ...other, jobAdId: 'ad9' },
    },
  );
  assert.equal(record?.screening_questions.length, 5);
  assert.ok(!routesOf(session).some((route) => route.includes(foreign.uuid)));
});

test('names of questions and options are texts, whatever HTML is in them', async () => {
  const values = [{ id: 'v1', label: 'Sails &amp; oars' }];
  const field = { id: 'value', label: '', type: 'RADIO', required: true, values };
  const questions = [{ id: 'q1', label: '<p>Boats &amp; ships?</p>', fields: [field] }];
  const route = `GET /postings/${posting.uuid}/configuration`;
  const { record } = await readJob({}, { [route]: { questions } });
  const [question] = record?.screening_questions ?? [];
  assert.equal(question?.title, 'Boats & ships?');
  assert.ok(question.format && 'options' in question.format);
  assert.deepEqual(
    question.format.options?.map(({ name }) => name),
    ['Sails & oars'],
  );
});

test('a job that is closed or not published has no questions, and is not asked for any', async () => {
  const unpublished = { 'GET /jobs/j1/jobads': [ad({ postingStatus: 'NOT_PUBLISHED' })] };
  for (const [fields, more] of [
    [{ status: 'FILLED' }, {}],
    [{}, unpublished],
  ] as [Fields, Routes][]) {
    const { record, session } = await readJob(fields, more);
    assert.deepEqual(record?.screening_questions, []);
    assert.ok(!routesOf(session).some((route) => route.includes('/postings')));
  }
  const { record } = await readJob({}, unpublished);
  assert.equal(record?.job_postings[0]?.status, 'INACTIVE');
  assert.equal(record.job_postings[0].url, null);
});

test('every part that fails costs its fields alone', async () => {
  const lost: [string, string][] = [
    ['GET /jobs/j1', 'description'],
    ['GET /configuration/hiring-processes', 'stages'],
    ['GET /jobs/j1/hiring-team', 'hiring_team'],
    ['GET /jobs/j1/jobads', 'job_postings'],
    ['GET /jobs/j1/status/history', 'closed_at'],
    ['GET /configuration/company', 'screening_questions'],
    ['GET /v1/companies/KrakowBoats/postings', 'screening_questions'],
    [`GET /postings/${posting.uuid}/configuration`, 'screening_questions'],
  ];
  for (const [route, field] of lost) {
    const { record } = await readJob({}, { [route]: () => failure(403, 'Forbidden') });
    assert.equal(record?.name, 'Boat builder', route);
    assert.ok(record.unread?.includes(field), `${route} costs ${field}`);
  }
});

test('a delta of jobs asks for activity, and other steps in the account make it a full read', async () => {
  let own = processes;
  const routes = oneJob({}, { 'GET /configuration/hiring-processes': () => ({ body: own }) });
  const session = await openSmartRecruiters(routes);
  const since = (await readPages(session, 'jobs')).at(-1)?.since ?? null;
  assert.equal((await readPages(session, 'jobs', { since })).at(-1)?.completeness, 'changes');
  const asked = session.calls.findLast(({ route }) => route === 'GET /jobs');
  assert.equal(asked?.query['lastActivityAfter'], '2026-03-19T23:50:00.000Z');
  own = { content: [] };
  assert.equal((await readPages(session, 'jobs', { since })).at(-1)?.completeness, 'full');
});

test('a single job is read as it is now; what is gone is a tombstone', async () => {
  const { context } = await openSmartRecruiters(oneJob());
  const read = smartrecruiters.readById?.jobs;
  const [job, gone] = (await read?.(context, ['j1', 'j9'])) ?? [];
  assert.ok(job !== undefined && 'name' in job && job.name === 'Boat builder');
  assert.deepEqual(gone, { remote_id: 'j9', deleted: true });
});

test('a template, from which people make jobs, is no job', async () => {
  const { record, session } = await readJob({ template: true });
  assert.equal(record, undefined);
  assert.deepEqual(
    routesOf(session).filter((route) => route.startsWith('GET /jobs/j1/')),
    [],
  );
  const since = (await readPages(session, 'jobs')).at(-1)?.since ?? null;
  const [delta] = await readPages(session, 'jobs', { since });
  assert.deepEqual(delta?.records, [{ remote_id: 'j1', deleted: true }]);
  const read = smartrecruiters.readById?.jobs;
  assert.deepEqual(await read?.(session.context, ['j1']), [{ remote_id: 'j1', deleted: true }]);
  assert.equal((await readJob({ template: false })).record?.name, 'Boat builder');
});

test('stages are statuses and the steps of all processes; those no longer used are inactive', async () => {
  const session = await openSmartRecruiters(oneJob());
  const stages = await readRecords(session, 'application_stages');
  assert.deepEqual(
    stages.filter(({ status }) => status === 'INACTIVE').map(({ remote_id: id }) => id),
    ['INTERVIEW/Trial day'],
  );
  assert.deepEqual(
    stages.map(({ remote_id: id }) => id),
    [...targets.slice(0, 7), 'INTERVIEW/Trial day', 'OFFERED', 'HIRED'].concat([
      'REJECTED',
      'WITHDRAWN',
      'TRANSFERRED',
    ]),
  );
  assert.equal(stages[3]?.name, 'In review: Screened');
});

test('roles: those of the account, those of jobs, and those that customers add to teams', async () => {
  const session = await openSmartRecruiters(
    oneJob(
      {},
      {
        'GET /user-api/v201804/system-roles': {
          content: [
            { id: 'ADMINISTRATOR', name: 'Administrator' },
            { id: 'x1', name: 'Boat club' },
          ],
        },
      },
    ),
  );
  await readRecords(session, 'jobs');
  const roles = await readRecords(session, 'roles');
  assert.deepEqual(
    roles.map(({ remote_id: id, unified_type: type, scope }) => [id, type, scope]),
    [
      ['ADMINISTRATOR', 'ADMIN', 'SYSTEM'],
      ['x1', null, 'SYSTEM'],
      ['job:HIRING_MANAGER', 'HIRING_MANAGER', 'JOB'],
      ['job:RECRUITER', 'RECRUITER', 'JOB'],
      ['job:COORDINATOR', 'COORDINATOR', 'JOB'],
      ['job:INTERVIEW_TEAM', 'INTERVIEWER', 'JOB'],
      ['job:EXECUTIVE', null, 'JOB'],
      ['job:Boat master', null, 'JOB'],
    ],
  );
  const asked = routesOf(session).filter((route) => route === 'GET /jobs/j1/hiring-team');
  assert.equal(asked.length, 1, 'Jobs and roles share it.');
});

test('a team that cannot be read costs the roles that it names, and deletes none', async () => {
  const session = await openSmartRecruiters(
    oneJob(
      {},
      {
        'GET /user-api/v201804/system-roles': { content: [] },
        'GET /jobs/j1/hiring-team': () => failure(403, 'PERMISSION_DENIED'),
      },
    ),
  );
  const pages = await readPages(session, 'roles');
  assert.equal(pages.flatMap(({ records }) => records).length, 5);
  assert.equal(pages.at(-1)?.unlistedRecords, 1);
});

test('an ad has its parts themselves, or in sections as a job has them', async () => {
  const [bare, whole] = [jobAd.sections, jobAd].map((one) => ad({ jobAd: one }));
  const { record } = await readJob({}, { 'GET /jobs/j1/jobads': [bare ?? {}, whole ?? {}] });
  const [first, second] = record?.job_postings.map((one) => one.description_html) ?? [];
  assert.match(first ?? '', /<p>We build\.<\/p>/);
  assert.equal(second, first);
});

test('an ad without text is a posting without one', async () => {
  const { sections } = jobAd;
  const empty = ad({ jobAd: { sections: { ...sections, companyDescription: null } } });
  const { record } = await readJob(
    {},
    { 'GET /jobs/j1/jobads': [empty, ad({ id: 'ad2', jobAd: null })] },
  );
  assert.equal(record?.job_postings[0]?.description_html?.includes('Company'), false);
  assert.equal(record?.job_postings[1]?.description_html, null);
});
