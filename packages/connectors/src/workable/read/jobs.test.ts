import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, openWorkable, readPages, readRecords } from '../fixtures/open-workable.ts';
import type { Routes } from '../fixtures/open-workable.ts';
import { form, openJob, stages } from '../fixtures/records.ts';
import type { Fields } from '../fixtures/records.ts';

async function readJob(fields: Fields = {}, more: Routes = {}) {
  const session = await openWorkable(openJob(fields, more));
  const [record] = await readRecords(session, 'jobs');
  return { record, session };
}

test('a job comes with its text, its pay, its place and its people', async () => {
  const { record, session } = await readJob();
  const { screening_questions: _questions, remote_data: _raw, ...rest } = record ?? {};
  assert.deepEqual(rest, {
    remote_id: 'AB12CD34EF',
    name: 'Boat builder',
    job_code: 'B1',
    description: '<p>Boats</p>',
    confidential: false,
    employment_type: 'FULL_TIME',
    status: 'OPEN',
    visibility: 'PUBLIC',
    category: 'Production',
    department: 'Yard',
    experience_level: 'Associate',
    post_url: 'https://example.workable.com/j/AB12CD34EF',
    remote_work_status: 'ON_SITE',
    salary_amount_from: 30_000,
    salary_amount_to: 40_000,
    salary_currency: 'EUR',
    location: {
      city: 'Athens',
      country: 'GR',
      state: 'Attica',
      zip_code: '105 58',
      raw: 'Athens, Attica, Greece',
    },
    remote_created_at: '2026-01-10T09:00:00.000Z',
    remote_updated_at: '2026-03-01T09:00:00.000Z',
    stages: stages.map(({ slug }, index) => ({ remote_id: slug, index })),
    hiring_team: [{ user_remote_id: 'm1', role_remote_ids: ['job:hiring_manager'] }],
    job_postings: [
      {
        remote_id: 'AB12CD34EF',
        title: 'Boat builder',
        description_html: '<p>Boats</p>',
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url: 'https://example.workable.com/jobs/1/candidates/new',
      },
    ],
  });
  assert.deepEqual(session.issues, []);
});

test('states: what is not published has no address for applicants, an unknown word is null', async () => {
  const stateOf = async (state: string) => {
    const { record, session } = await readJob({ state });
    const { status, visibility, post_url: url, job_postings: postings } = record ?? {};
    return [status, visibility, url === null, postings?.[0]?.status, session.issues.length];
  };
  assert.deepEqual(await stateOf('draft'), ['DRAFT', null, true, 'DRAFT', 0]);
  assert.deepEqual(await stateOf('closed'), ['CLOSED', null, true, 'INACTIVE', 0]);
  assert.deepEqual(await stateOf('archived'), ['ARCHIVED', null, true, 'INACTIVE', 0]);
  assert.deepEqual(await stateOf('paused'), [null, null, true, null, 1]);
});

test('a confidential job is confidential, and its page is not shown as public', async () => {
  const { record } = await readJob({ confidential: true });
  assert.equal(record?.visibility, 'CONFIDENTIAL');
  assert.equal(record?.job_postings[0]?.visibility, null);
});

test('of a job in two places, the text has both, without those that are hidden', async () => {
  const ref = (city: string, hidden = false) => ({ city, country_name: 'Greece', hidden });
  const { record } = await readJob({
    locations: [ref('Athens'), ref('Patras'), ref('Secret', true)],
  });
  assert.equal(record?.location?.city, 'Athens');
  assert.equal(record?.location?.raw, 'Athens, Greece; Patras, Greece');
});

test('an old job that only says that the work can be done from elsewhere is remote', async () => {
  const { record } = await readJob({ workplace_type: null, location: { telecommuting: true } });
  assert.equal(record?.remote_work_status, 'REMOTE');
});

test('questions: those that only an answer can fill, each in the format that comes closest', async () => {
  const { record, session } = await readJob();
  const questions = record?.screening_questions ?? [];
  assert.deepEqual(
    questions.map(({ remote_id: id, title, format, required }) => [
      id,
      title,
      format?.type,
      required,
    ]),
    [
      ['field:phone', 'Phone', 'TEXT', true],
      ['field:summary', 'Summary', 'TEXT', false],
      ['q1', 'R&D or sales?', 'TEXT', true],
      ['q2', 'How many years?', 'SINGLE_SELECT', false],
      ['q3', 'Which tools?', 'MULTI_SELECT', false],
      ['q4', 'Notice in weeks?', 'NUMBER', false],
      ['q5', 'A driving licence?', 'BOOLEAN', false],
      ['q6', 'From when on?', 'DATE', false],
      ['q7', 'A sample?', 'FILE', false],
      ['q8', 'Draw it', 'UNKNOWN', false],
    ],
  );
  assert.deepEqual(
    questions.map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  const file = questions[8]?.format;
  assert.ok(file?.type === 'FILE');
  assert.equal(file.max_file_size_bytes, 5_242_880);
  assert.equal(file.accepted_mime_types?.[0], 'application/pdf');
  assert.deepEqual(session.issues, []);
});

test('a field that has to be filled and cannot be sent is shown and reported', async () => {
  const education = { key: 'education', label: 'Education', type: 'complex', required: true };
  const { record, session } = await readJob(
    {},
    {
      'GET /jobs/AB12CD34EF/application_form': { ...form, form_fields: [education] },
    },
  );
  const [first] = record?.screening_questions ?? [];
  assert.deepEqual([first?.remote_id, first?.format?.type], ['field:education', 'UNKNOWN']);
  assert.equal(session.issues[0]?.field, 'screening_questions.format');
});

test('every part that fails costs its fields alone', async () => {
  const lost: [string, string][] = [
    ['GET /jobs/AB12CD34EF', 'description'],
    ['GET /jobs/AB12CD34EF/stages', 'stages'],
    ['GET /stages', 'stages'],
    ['GET /jobs/AB12CD34EF/members', 'hiring_team'],
    ['GET /jobs/AB12CD34EF/application_form', 'screening_questions'],
  ];
  for (const [route, field] of lost) {
    const { record } = await readJob({}, { [route]: () => failure(403, 'Forbidden') });
    assert.equal(record?.name, 'Boat builder', route);
    assert.ok(record.unread?.includes(field), `${route} costs ${field}`);
  }
});

test('the form of a closed job is not asked for', async () => {
  const { session } = await readJob({ state: 'closed' });
  assert.ok(!session.calls.some(({ route }) => route.endsWith('/application_form')));
});

test('new stages in the account make the next delta of jobs a full read', async () => {
  let pipeline = stages;
  const routes = openJob({}, { 'GET /stages': () => ({ body: { stages: pipeline } }) });
  const session = await openWorkable(routes);
  const since = (await readPages(session, 'jobs')).at(-1)?.since ?? null;
  assert.equal((await readPages(session, 'jobs', { since })).at(-1)?.completeness, 'changes');
  pipeline = stages.slice(1);
  assert.equal((await readPages(session, 'jobs', { since })).at(-1)?.completeness, 'full');
});
