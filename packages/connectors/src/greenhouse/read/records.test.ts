import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../fixtures/open-greenhouse.ts';
import { openGreenhouse, readAll, readRecords } from '../fixtures/open-greenhouse.ts';
import { application, candidate, job, post, references } from '../fixtures/records.ts';

test('an application is mapped with the names of what it refers to', async () => {
  const raw = application();
  const session = await openGreenhouse({ ...references, '/applications': [raw] });
  const [record] = await readRecords(session, 'applications');
  assert.deepEqual(record, {
    remote_id: '100',
    outcome: 'PENDING',
    rejected_at: null,
    rejection_reason_name: null,
    current_stage_remote_id: '51',
    current_stage_index: 0,
    job_remote_id: '1',
    candidate_remote_id: '10',
    screening_question_answers: [
      {
        question: { remote_id: null, title: 'Why us? & why now?', type: 'TEXT' },
        answer: { content: 'The boats.' },
      },
    ],
    custom_fields: { notice: 'A month' },
    remote_url: 'https://app.greenhouse.io/people/10?application_id=100',
    remote_created_at: '2026-01-05T09:00:00.000Z',
    remote_updated_at: '2026-02-05T09:00:00.000Z',
    remote_data: { '/applications': raw },
  });
  const asked = session.calls.find(({ route }) => route === 'GET /applications');
  assert.deepEqual(asked?.query, { per_page: '500' });
  assert.equal(asked?.authorization, 'Bearer token-of-7');
  assert.deepEqual(session.issues, []);
});

test('stage and reason come from their own lists where the application does not tell them', async () => {
  const { job_interview_stage_id: _stage, rejection_reason_id: _reason, ...older } = application();
  const rows = [
    { ...older, id: 103 },
    { ...older, id: 102, status: 'rejected', stage_id: null, rejected_at: '2026-03-01T10:00:00Z' },
  ];
  const session = await openGreenhouse({
    ...references,
    '/applications': rows,
    '/application_stages': [
      {
        id: 1,
        application_id: 102,
        job_interview_stage_id: 52,
        entered_at: '2026-02-20T00:00:00Z',
      },
      {
        id: 2,
        application_id: 102,
        job_interview_stage_id: 51,
        entered_at: '2026-02-10T00:00:00Z',
      },
      { id: 3, application_id: 103, job_interview_stage_id: 51, current: true, entered_at: null },
      {
        id: 4,
        application_id: 103,
        job_interview_stage_id: 52,
        entered_at: '2026-02-10T00:00:00Z',
      },
    ],
    '/rejection_details': [{ id: 1, application_id: 102, rejection_reason_id: 6 }],
  });
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map((one) => [one.outcome, one.current_stage_remote_id, one.rejection_reason_name]),
    [
      ['PENDING', '51', null],
      ['DECLINED', '52', 'Lacks skills'],
    ],
  );
  assert.equal(records[1]?.rejected_at, '2026-03-01T10:00:00.000Z');
});

test('a prospect is an application without a stage, for the one job that is meant or for none', async () => {
  const prospect = (id: number, jobs: number[]): Row =>
    application({
      id,
      prospect: true,
      job_id: null,
      stage_id: null,
      job_interview_stage_id: null,
      prospective_job_ids: jobs,
    });
  const rows = [prospect(1, []), prospect(2, [1]), prospect(3, [1, 2])];
  const session = await openGreenhouse({ ...references, '/applications': rows });
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map((one) => [one.job_remote_id, one.current_stage_remote_id, one.outcome]),
    [
      [null, null, 'PENDING'],
      ['1', null, 'PENDING'],
      [null, null, 'PENDING'],
    ],
  );
  const without = await openGreenhouse({ ...references }, { include_prospects: false });
  await readRecords(without, 'applications');
  const asked = without.calls.find(({ route }) => route === 'GET /applications');
  assert.equal(asked?.query['prospect'], 'false');
});

test('a prospect who became an applicant is gone, as the new application stands for them', async () => {
  const rows = [application({ status: 'converted', updated_at: '2026-03-19T00:00:00Z' })];
  const routes = { ...references, '/applications': rows };
  assert.deepEqual(await readAll(await openGreenhouse(routes), 'applications'), []);
  const session = await openGreenhouse(routes);
  const since = { changedFrom: Date.parse('2026-03-18T00:00:00Z'), fingerprint: '' };
  const changes = await readAll(session, 'applications', { since });
  assert.deepEqual(changes, [{ remote_id: '100', deleted: true }]);
});

test('a candidate has the source of the first application, and tags by their names', async () => {
  const session = await openGreenhouse({
    ...references,
    '/candidates': [candidate({ tags: ['Sailor', 'Unheard of'] })],
    '/applications': [
      application({ id: 101, source_id: 99, created_at: '2026-02-01T00:00:00Z' }),
      application({ id: 100 }),
    ],
  });
  const [record] = await readRecords(session, 'candidates');
  assert.equal(record?.source, 'Job board');
  assert.deepEqual(record?.tag_remote_ids, ['8']);
  assert.deepEqual(record?.email_addresses, [
    { email_address: 'conny@example.com', type: 'PERSONAL' },
  ]);
  assert.deepEqual(record?.phone_numbers, [{ phone_number: '+49 30 0123456', type: 'MOBILE' }]);
  assert.deepEqual(record?.social_media, [
    { link: 'https://www.linkedin.com/in/conny', type: 'LINKEDIN', username: null },
    { link: null, type: null, username: '@conny' },
    { link: 'https://conny.example.com', type: 'WEBSITE', username: null },
  ]);
  assert.deepEqual(record?.location, { raw: 'Leipzig, Germany' });
  assert.equal(record?.confidential, false);
});

test('a list that Greenhouse is still preparing is not taken for an empty one', async () => {
  const session = await openGreenhouse({
    ...references,
    'GET /candidates': () => ({ body: { message: 'The candidate is being processed.' } }),
  });
  await assert.rejects(readRecords(session, 'candidates'), { kind: 'unavailable' });
});

test('a job is made of its row, posts, stages, team, department and offices', async () => {
  const questions = [
    { name: 'first_name', label: 'First Name', type: 'short_text', required: true },
    { name: 'question_1', label: 'Boats &amp; ships?', type: 'boolean', required: true },
    {
      name: 'question_2[]',
      label: 'Languages',
      answer_type: 'multi_select',
      answer_options: [
        { id: 1, name: 'German' },
        { id: 2, name: 'Danish' },
      ],
    },
  ];
  const location = { job_post_id: 20, country_short_name: 'DE', country_long_name: 'Germany' };
  const session = await openGreenhouse({
    ...references,
    '/jobs': [job()],
    '/job_posts': [post({ id: 21, internal: true }), post({ questions })],
    '/job_post_searchable_locations': [
      { ...location, id: 1, city: 'Kiel', location: 'Kiel, Germany' },
      { ...location, id: 2, city: 'Flensburg', location: 'Flensburg, Germany' },
    ],
    '/pay_input_ranges': [
      { id: 1, job_post_id: 20, min_cents: 1850, max_cents: 250_000, currency_type: 'EUR' },
    ],
    '/job_owners': [
      { id: 1, job_id: 1, user_id: 7, type: 'recruiter' },
      { id: 2, job_id: 1, user_id: 7, type: 'sourcer' },
    ],
    '/job_hiring_managers': [{ id: 1, job_id: 1, user_id: 8 }],
    '/user_job_permissions': [{ id: 1, job_id: 1, user_id: 9, role_id: 30 }],
  });
  const [record] = await readRecords(session, 'jobs');
  assert.deepEqual(record?.location, {
    city: null,
    state: null,
    country: 'DE',
    zip_code: null,
    raw: 'Kiel, Germany; Flensburg, Germany',
  });
  assert.deepEqual(
    [record.salary_amount_from, record.salary_amount_to, record.salary_currency],
    [18.5, 2500, 'EUR'],
  );
  assert.deepEqual(
    [record.employment_type, record.status, record.visibility, record.department],
    ['FULL_TIME', 'OPEN', 'PUBLIC', 'Yard'],
  );
  assert.deepEqual(record.stages, [
    { remote_id: '51', index: 0 },
    { remote_id: '52', index: 1 },
  ]);
  assert.deepEqual(record.hiring_team, [
    { user_remote_id: '8', role_remote_ids: ['job:hiring_manager'] },
    { user_remote_id: '7', role_remote_ids: ['job:recruiter', 'job:sourcer'] },
    { user_remote_id: '9', role_remote_ids: ['30'] },
  ]);
  assert.deepEqual(
    record.screening_questions.map(({ remote_id: id, title, format }) => [id, title, format?.type]),
    [
      ['question_1', 'Boats & ships?', 'BOOLEAN'],
      ['question_2', 'Languages', 'MULTI_SELECT'],
    ],
  );
  assert.deepEqual(
    record.job_postings.map(({ remote_id: id, visibility, status }) => [id, visibility, status]),
    [
      ['20', 'PUBLIC', 'ACTIVE'],
      ['21', 'INTERNAL', 'ACTIVE'],
    ],
  );
});

test('ranges in two currencies are no salary, templates are no jobs, confidential is confidential', async () => {
  const session = await openGreenhouse({
    ...references,
    '/jobs': [job({ confidential: true }), job({ id: 2, is_template: true })],
    '/job_posts': [post()],
    '/pay_input_ranges': [
      { id: 1, job_post_id: 20, min_cents: 1, max_cents: 2, currency_type: 'EUR' },
      { id: 2, job_post_id: 20, min_cents: 1, max_cents: 2, currency_type: 'USD' },
    ],
  });
  const records = await readRecords(session, 'jobs');
  assert.equal(records.length, 1);
  assert.equal(records[0]?.salary_currency, undefined);
  assert.equal(records[0]?.confidential, true);
  assert.equal(records[0]?.visibility, 'CONFIDENTIAL');
  assert.deepEqual(records[0]?.location, { raw: 'Kiel, Germany' });
  assert.deepEqual(
    session.issues.map(({ field, sample }) => [field, sample]),
    [['pay_input_ranges', 'EUR, USD']],
  );
});

test('an application keeps a job that is not shown, as confidential ones are to all but their team', async () => {
  const session = await openGreenhouse({ ...references, '/applications': [application()] });
  assert.deepEqual(await readRecords(session, 'jobs'), []);
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.job_remote_id, '1');
  assert.equal(record.current_stage_remote_id, '51');
});

test('an interview has its title and stage from the plan of the job, and its panel', async () => {
  const session = await openGreenhouse({
    '/interviews': [
      {
        id: 1,
        application_id: 100,
        job_interview_id: 70,
        starts_at: null,
        ends_at: null,
        all_day_start_on: '2026-04-01',
        all_day_end_on: '2026-04-02',
        location: 'Quay 3',
      },
    ],
    '/interviewers': [
      { id: 1, interview_id: 1, user_id: 7 },
      { id: 2, interview_id: 1, user_id: 7 },
      { id: 3, interview_id: 1, user_id: null, email: 'guest@example.com' },
    ],
    '/job_interviews': [{ id: 70, name: 'Face to face', job_interview_stage_id: 52 }],
  });
  const [record] = await readRecords(session, 'interviews');
  assert.equal(record?.title, 'Face to face');
  assert.equal(record?.stage_remote_id, '52');
  assert.deepEqual(record?.user_remote_ids, ['7']);
  assert.equal(record?.starting_at, '2026-04-01T00:00:00.000Z');
  assert.equal(record?.canceled, false);
});

test('an offer that was made is sent once it has a day of sending', async () => {
  const offer = (id: number, status: string, sent: string | null): Row => ({
    id,
    application_id: 100,
    status,
    sent_on: sent,
    starts_on: '2026-05-01',
    version: 1,
  });
  const session = await openGreenhouse({
    '/offers': [
      offer(1, 'Created', null),
      offer(2, 'Created', '2026-03-01'),
      offer(3, 'Rejected', '2026-03-01'),
    ],
  });
  const records = await readRecords(session, 'offers');
  assert.deepEqual(
    records.map(({ status }) => status),
    ['DRAFT', 'SENT', 'DECLINED'],
  );
  assert.equal(records[0]?.employment_start_date, '2026-05-01T00:00:00.000Z');
  const [asked] = session.calls.filter(({ route }) => route === 'GET /offers');
  assert.equal(asked?.query['current_only'], 'true');
});

test('a new version of an offer takes the place of the last one in a delta, and of no other', async () => {
  const offer = (id: number, version: number): Row => ({ id, application_id: 100, version });
  const [changed, earlier, other] = [offer(2, 2), offer(1, 1), offer(3, 1)];
  const session = await openGreenhouse({
    'GET /offers': ({ query }) => {
      if (query['updated_at'] !== undefined) return { body: [changed] };
      const current = [other, changed];
      return { body: query['current_only'] ? current : [...current, earlier] };
    },
  });
  const since = { changedFrom: Date.parse('2026-03-18T00:00:00Z'), fingerprint: '' };
  const all = await readAll(session, 'offers', { since });
  assert.deepEqual(
    all.map((one) => [one.remote_id, 'deleted' in one]),
    [
      ['2', false],
      ['1', true],
    ],
  );
});

test('a note without a candidate is about whom its application is of', async () => {
  const session = await openGreenhouse({
    '/notes': [
      { id: 1, candidate_id: null, application_id: 100, body: 'Fine', visibility: 'public' },
      { id: 2, candidate_id: 11, body: 'Odd', visibility: 'admin_only_visible', user_id: 7 },
      { id: 3, candidate_id: null, body: 'About nobody' },
    ],
    '/applications': [application()],
  });
  const records = await readRecords(session, 'notes');
  assert.deepEqual(
    records.map((one) => [one.candidate_remote_id, one.is_private, one.author_remote_id]),
    [
      ['10', false, undefined],
      ['11', true, '7'],
    ],
  );
  assert.deepEqual(session.issues, [{ model: 'notes', field: 'candidate_id', sample: '3' }]);
});

test('users and roles: site admins have a role of the system, the others are held on jobs', async () => {
  const session = await openGreenhouse({
    '/users': [
      { id: 7, first_name: 'Ada', primary_email: 'ada@example.com', site_admin: true },
      { id: 8, first_name: 'Bo', deactivated: true, site_admin: false },
    ],
    '/user_roles': [
      { id: 29, name: 'Site Admin', role_type: 'site_admin' },
      { id: 30, name: 'Job Admin: Hiring Manager', role_type: 'job_admin' },
    ],
  });
  const users = await readRecords(session, 'users');
  assert.deepEqual(
    users.map((one) => [one.status, one.system_role_remote_ids]),
    [
      [null, ['site_admin']],
      ['INACTIVE', []],
    ],
  );
  const roles = await readRecords(session, 'roles');
  assert.deepEqual(
    roles.map((one) => [one.remote_id, one.scope, one.unified_type]),
    [
      ['30', 'JOB', 'HIRING_MANAGER'],
      ['site_admin', 'SYSTEM', 'ADMIN'],
      ['job:hiring_manager', 'JOB', 'HIRING_MANAGER'],
      ['job:recruiter', 'JOB', 'RECRUITER'],
      ['job:coordinator', 'JOB', 'COORDINATOR'],
      ['job:sourcer', 'JOB', 'SOURCER'],
    ],
  );
});

test('odd values cost a field and an issue, and never the record', async () => {
  const session = await openGreenhouse({
    ...references,
    '/candidates': [
      candidate({
        email_addresses: null,
        phone_numbers: [{ value: 'call my agent' }, { value: null }],
        addresses: 'Leipzig',
        tags: null,
        custom_fields: null,
        updated_at: 'yesterday',
      }),
    ],
    '/applications': [application({ status: 'on_hold', answers: null })],
    '/interviews': [{ id: 1, application_id: 100, job_interview_id: 1, starts_at: 'noon' }],
    '/interviewers': [{ id: 1, interview_id: 1, user_id: 404 }],
  });
  const [person] = await readRecords(session, 'candidates');
  assert.deepEqual(person?.phone_numbers, [{ phone_number: 'call my agent', type: null }]);
  assert.deepEqual(
    [person.location, person.email_addresses, person.tag_remote_ids],
    [null, [], []],
  );
  const [found] = await readRecords(session, 'applications');
  assert.deepEqual([found?.outcome, found?.screening_question_answers], [null, []]);
  const [interview] = await readRecords(session, 'interviews');
  // Somebody who was deleted still holds their interviews.
  assert.deepEqual([interview?.starting_at, interview?.user_remote_ids], [null, ['404']]);
  assert.deepEqual(
    session.issues.map(({ model, field }) => `${model} ${field}`),
    [
      'candidates addresses',
      'candidates updated_at',
      'applications status',
      'interviews starts_at',
    ],
  );
});
