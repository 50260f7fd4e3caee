import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecruitee, readPages, readAll, refusal } from '../fixtures/open-recruitee.ts';
import {
  candidate,
  candidateRow,
  listCandidates,
  offer,
  offerRow,
  offersOf,
  placement,
  pool,
  smallAccount,
} from '../fixtures/records.ts';
import type { Fields } from '../fixtures/records.ts';
import { withHugeIds } from '../../testing/vendor-session.ts';

function without<Row extends object>(row: Row | undefined): Omit<Row, 'remote_data'> {
  assert.ok(row);
  const { remote_data: _raw, ...others } = row as Row & { remote_data?: unknown };
  return others;
}

test('a job is an offer with its details; a talent pool is none', async () => {
  const session = await openRecruitee(smallAccount());
  const jobs = await readAll(session, 'jobs');
  assert.equal(jobs.length, 1);
  const { screening_questions: _q, job_postings: _p, ...job } = without(jobs[0]) as Fields;
  assert.deepEqual(job, {
    remote_id: '10',
    name: 'Boat builder',
    description: '<p>Build boats.</p>\n<p>Steady hands.</p>',
    status: 'OPEN',
    visibility: 'PUBLIC',
    employment_type: 'FULL_TIME',
    category: 'administrative',
    department: 'Yard',
    experience_level: 'student_college',
    post_url: 'https://example.recruitee.com/o/boat-builder',
    remote_work_status: 'ON_SITE',
    weekly_hours: 40,
    salary_amount_from: 18.5,
    salary_amount_to: 21,
    salary_currency: 'EUR',
    salary_period: 'HOUR',
    location: {
      city: 'Kiel',
      country: 'DE',
      state: null,
      street_1: null,
      zip_code: '24103',
      raw: 'Kiel, Germany',
    },
    remote_url: 'https://app.recruitee.com/#/offers/boat-builder',
    opened_at: '2026-03-01T09:00:00.000Z',
    closed_at: null,
    remote_created_at: '2017-05-15T14:18:37.000Z',
    remote_updated_at: '2026-03-02T10:00:00.000Z',
    stages: [
      { remote_id: '101', index: 0 },
      { remote_id: '102', index: 1 },
      { remote_id: '103', index: 2 },
    ],
    hiring_team: [
      { user_remote_id: '1', role_remote_ids: ['offer:hiring_manager'] },
      { user_remote_id: '2', role_remote_ids: ['offer:recruiter'] },
      { user_remote_id: '3', role_remote_ids: [] },
    ],
  });
  assert.deepEqual(session.issues, []);
});

test('questions are plain text in their order, after what the form demands of the candidate', async () => {
  const [job] = await readAll(await openRecruitee(smallAccount()), 'jobs');
  assert.ok(job && 'screening_questions' in job);
  assert.deepEqual(
    job.screening_questions.map(({ remote_id: id, title, format, required, index }) => [
      id,
      title,
      format?.type,
      required,
      index,
    ]),
    [
      ['cv', 'CV', 'FILE', true, 0],
      ['phone', 'Phone', 'TEXT', true, 1],
      ['71', 'Why us?', 'TEXT', false, 2],
      ['72', 'Tools & skills?', 'SINGLE_SELECT', true, 3],
    ],
  );
  const format = job.screening_questions[3]?.format;
  assert.deepEqual(format && 'options' in format && format.options, [
    { id: 'Saw', remote_id: 'Saw', name: 'Saw' },
    { id: 'Plane', remote_id: 'Plane', name: 'Plane' },
  ]);
});

test('names of questions and options are texts, whatever HTML is in them', async () => {
  const own = {
    id: 73,
    kind: 'single_choice',
    body: '<b>R&amp;D</b>&nbsp;or&#32;&quot;sales&quot;&#0;?',
    open_question_options: [{ id: 1, body: 'R&#38;D' }],
  };
  const routes = smallAccount({ 'GET /offers/10': { offer: offer({ open_questions: [own] }) } });
  const [job] = await readAll(await openRecruitee(routes), 'jobs');
  assert.ok(job && 'screening_questions' in job);
  const { title, format } = job.screening_questions.at(-1) ?? {};
  // PostgreSQL has no place for the character 0.
  assert.equal(title, 'R&D or "sales"&#0;?');
  assert.deepEqual(format && 'options' in format && format.options[0]?.name, 'R&D');
});

test('a job that does not have its questions shows those of its public page', async () => {
  const { open_questions: questions = [], ...bare } = offer();
  const careers = { id: 10, open_questions: questions };
  const routes = smallAccount({ 'GET /offers/10': { offer: bare } });
  const site = (found: Fields) =>
    openRecruitee({ ...routes, 'GET /api/offers/boat-builder': { offer: found } });
  const session = await site(careers);
  const [job] = await readAll(session, 'jobs');
  assert.ok(job && 'screening_questions' in job);
  assert.equal(job.screening_questions.length, 4);
  const asked = session.calls.find(({ route }) => route.startsWith('GET /api'));
  assert.equal(asked?.authorization, undefined, 'The public site gets no credentials.');
  const [foreign] = await readAll(await site({ ...careers, id: 11 }), 'jobs');
  assert.ok(foreign && 'screening_questions' in foreign);
  assert.equal(foreign.screening_questions.length, 2, 'The page of another company is not ours.');
});

test('rows of the list since December 2025 have no kind, date or stages', async () => {
  const bare = (id: number): Fields => ({ id, title: 'A title', status: 'published' });
  const session = await openRecruitee(
    smallAccount({
      'GET /offers': offersOf(bare(10), { ...bare(19), pipeline_template_id: 5 }),
      'GET /offers/19': { offer: pool },
      'GET /pipeline_templates/5': { pipeline_template: { id: 5, stages: [] } },
      'GET /talent_pools': { talent_pools: [{ id: 19, title: 'Talents' }] },
    }),
  );
  const jobs = await readAll(session, 'jobs');
  assert.deepEqual(
    jobs.map((one) => one.remote_id),
    ['10'],
  );
  const applications = await readAll(session, 'applications');
  assert.deepEqual(
    applications.map((one) => one.remote_id),
    ['1000'],
  );
  const found = await readAll(session, 'application_stages');
  assert.equal(found.length, 3);
});

test('a job in two places has both in one text, and the parts of the first', async () => {
  const locations = [
    { id: 1, full_address: 'Kai 1, 24103 Kiel', city: 'Kiel', country_code: 'DE', street: 'Kai 1' },
    { id: 2, full_address: 'Lyon, France', city: 'Lyon', country: 'France' },
  ];
  const routes = smallAccount({ 'GET /offers/10': { offer: offer({ locations }) } });
  const [job] = await readAll(await openRecruitee(routes), 'jobs');
  assert.ok(job && 'location' in job);
  assert.equal(job.location?.raw, 'Kai 1, 24103 Kiel; Lyon, France');
  assert.equal(job.location?.city, 'Kiel');
});

test('what is not known of a job is null, and an issue', async () => {
  const routes = smallAccount({
    'GET /offers/10': {
      offer: offer({
        status: 'paused',
        employment_type_code: 'mystery',
        salary: { min: '18,50', max: null, currency: null, period: 'fortnight' },
        followers: null,
        open_questions: null,
      }),
    },
  });
  const session = await openRecruitee(routes);
  const [job] = await readAll(session, 'jobs');
  assert.ok(job && 'status' in job);
  assert.deepEqual(
    [job.status, job.employment_type, job.salary_amount_from, job.salary_period, job.post_url],
    [null, null, null, null, null],
  );
  assert.deepEqual(session.issues.map(({ field }) => field).toSorted(), [
    'employment_type',
    'salary.min',
    'salary.period',
    'status',
  ]);
});

test('a candidate has what their profile says, and tags by their ids', async () => {
  const session = await openRecruitee(smallAccount());
  const [record, ...others] = await readAll(session, 'candidates');
  assert.equal(others.length, 0);
  assert.deepEqual(without(record), {
    remote_id: '50',
    first_name: 'Ana María',
    last_name: 'Kowalska',
    company: 'Example Works',
    title: 'Boat builder',
    source: 'Job fair',
    email_addresses: [{ email_address: 'ana@example.com', type: null }],
    phone_numbers: [{ phone_number: '+48 600 000 000', type: null }],
    social_media: [
      { link: 'https://pl.linkedin.com/in/ana-example', type: 'LINKEDIN', username: null },
      { link: 'https://ana.example.com', type: 'WEBSITE', username: null },
    ],
    location: { raw: 'Kraków, Poland' },
    custom_fields: { 'Shoe size': '39' },
    remote_url: 'https://app.recruitee.com/#/dashboard/overview?candidate=50',
    remote_created_at: '2026-03-03T08:00:00.000Z',
    remote_updated_at: '2026-03-03T08:00:00.000Z',
    tag_remote_ids: ['7', '8'],
  });
});

test('null where a list was promised loses nothing else', async () => {
  const nothing = { emails: null, phones: null, tags: null, sources: null, fields: null };
  const links = { social_links: null, links: null };
  const answers = { open_question_answers: null, grouped_open_question_answers: null };
  const own = { ...nothing, ...links, ...answers };
  const session = await openRecruitee(
    smallAccount({ 'GET /candidates/50': { candidate: candidate(own) } }),
  );
  const [record] = await readAll(session, 'candidates');
  assert.ok(record && 'email_addresses' in record);
  assert.equal(record.last_name, 'Kowalska');
  assert.deepEqual(
    [record.email_addresses, record.phone_numbers, record.social_media, record.tag_remote_ids],
    [[], [], [], []],
  );
  const [application] = await readAll(session, 'applications');
  assert.ok(application && 'screening_question_answers' in application);
  assert.deepEqual(application.screening_question_answers, []);
  assert.deepEqual(session.issues, []);
});

test('a telephone number is what people wrote', async () => {
  const phones = ['+48 600 000 000 (evenings)', 'ask for Ana'];
  const routes = smallAccount({ 'GET /candidates/50': { candidate: candidate({ phones }) } });
  const [record] = await readAll(await openRecruitee(routes), 'candidates');
  assert.ok(record && 'phone_numbers' in record);
  assert.deepEqual(
    record.phone_numbers?.map(({ phone_number: number }) => number),
    phones,
  );
});

test('an id that is larger than the numbers of JavaScript keeps all its digits', async () => {
  const huge = '9007199254740993';
  const placements = [placement({ id: '9007199254740995', candidate_id: huge })];
  const session = await openRecruitee(
    smallAccount({
      'GET /candidates': () => ({
        body: withHugeIds({ candidates: [candidateRow({ id: huge, placements })] }),
      }),
      [`GET /candidates/${huge}`]: () => ({
        body: withHugeIds({ candidate: candidate({ id: huge, placements }) }),
      }),
    }),
  );
  const [person] = await readAll(session, 'candidates');
  assert.equal(person?.remote_id, huge);
  const [application] = await readAll(session, 'applications');
  assert.ok(application && 'candidate_remote_id' in application);
  assert.deepEqual(
    [application.remote_id, application.candidate_remote_id],
    ['9007199254740995', huge],
  );
});

test('stages of a pipeline that jobs share are given once, and both jobs have them', async () => {
  const session = await openRecruitee(
    smallAccount({
      'GET /offers': offersOf(offerRow(), offerRow({ id: 11 })),
      'GET /offers/11': { offer: offer({ id: 11 }) },
    }),
  );
  const stages = await readAll(session, 'application_stages');
  assert.deepEqual(stages.map((stage) => stage.remote_id).toSorted(), ['101', '102', '103']);
  const jobs = await readAll(session, 'jobs');
  const ofJobs = jobs.map((job) => 'stages' in job && job.stages.map(({ remote_id: id }) => id));
  assert.deepEqual(ofJobs, [
    ['101', '102', '103'],
    ['101', '102', '103'],
  ]);
});

test('an application is a placement in a job', async () => {
  const session = await openRecruitee(smallAccount());
  const applications = await readAll(session, 'applications');
  assert.equal(applications.length, 1, 'A placement in a talent pool is none.');
  assert.deepEqual(without(applications[0]), {
    remote_id: '1000',
    outcome: 'PENDING',
    current_stage_remote_id: '102',
    current_stage_index: 1,
    job_remote_id: '10',
    candidate_remote_id: '50',
    remote_url: 'https://app.recruitee.com/#/dashboard/overview?candidate=50',
    remote_created_at: '2026-03-03T08:00:00.000Z',
    remote_updated_at: '2026-03-04T08:00:00.000Z',
    screening_question_answers: [],
  });
});

async function readOutcome(fields: Fields): Promise<unknown[]> {
  const own = candidate({ placements: [placement(fields)] });
  const routes = smallAccount({ 'GET /candidates/50': { candidate: own } });
  const [record] = await readAll(await openRecruitee(routes), 'applications');
  assert.ok(record && 'outcome' in record);
  return [record.outcome, record.rejection_reason_name, record.rejected_at];
}

test('dates of a placement tell its outcome', async () => {
  // As recorded: the flag beside the date is false.
  const hired = { hired_at: '2026-03-09T00:00:00Z', hired_in_this_placement: false };
  assert.equal((await readOutcome(hired))[0], 'HIRED');
  const at = '2026-03-09 10:00:00 UTC';
  const declined = { disqualified_at: at, disqualify_kind: 'admin', disqualify_reason: 'Too far' };
  const [outcome, reason, rejectedAt] = await readOutcome(declined);
  assert.deepEqual(
    [outcome, reason, rejectedAt],
    ['DECLINED', 'Too far', '2026-03-09T10:00:00.000Z'],
  );
  assert.equal(
    (await readOutcome({ disqualify_reason: { id: 1, name: 'Too far' } }))[1],
    'Too far',
  );
});

test('a placement may hold its job and stage instead of their ids', async () => {
  const { offer_id: _offer, stage_id: _stage, ...others } = placement();
  const placements = [{ ...others, offer: { id: 10 }, stage: { id: 103, name: 'Hired' } }];
  const routes = smallAccount({
    'GET /candidates': listCandidates([candidateRow({ placements })]),
    'GET /candidates/50': { candidate: candidate({ placements }) },
  });
  const [record] = await readAll(await openRecruitee(routes), 'applications');
  assert.ok(record && 'job_remote_id' in record);
  assert.deepEqual([record.job_remote_id, record.current_stage_remote_id], ['10', '103']);
});

test('answers belong to the job of their group', async () => {
  const group = (id: number, ...answers: Fields[]): Fields => ({
    offer: { id, title: 'A title' },
    open_question_answers: answers,
  });
  const answer = (kind: string, fields: Fields): Fields => ({
    id: 1,
    kind,
    question: 'Tools &amp; skills?',
    ...fields,
  });
  const placements = [placement(), placement({ id: 1002, offer_id: 11 })];
  const person = candidate({
    placements,
    open_question_answers: [answer('string', { content: 'of nobody knows which job' })],
    grouped_open_question_answers: [
      group(11, answer('string', { content: 'of another job' })),
      group(
        10,
        answer('text', { content: 'Boats.' }),
        answer('boolean', { flag: true }),
        answer('legal', { content: 'false' }),
        answer('salary', { content: '18.50' }),
        answer('single_choice', { content: 'Saw' }),
        answer('multi_choice', { multi_content: ['Saw', 'Plane'] }),
        answer('date', { content: '2026-04-01' }),
        answer('file', { content: 'cv.pdf' }),
        answer('later', { content: 7 }),
      ),
    ],
  });
  const routes = smallAccount({
    'GET /candidates': listCandidates([candidateRow({ placements })]),
    'GET /candidates/50': { candidate: person },
  });
  const [record] = await readAll(await openRecruitee(routes), 'applications');
  assert.ok(record && 'screening_question_answers' in record);
  const answers = record.screening_question_answers ?? [];
  assert.deepEqual(
    answers.map(({ answer: given }) => given),
    [
      { content: 'Boats.' },
      { checked: true },
      { checked: false },
      { number: 18.5 },
      { choice: 'Saw' },
      { choices: ['Saw', 'Plane'] },
      { date: '2026-04-01T00:00:00.000Z' },
      { content: '7' },
    ],
  );
  assert.deepEqual(answers[0]?.question, {
    remote_id: null,
    title: 'Tools & skills?',
    type: 'TEXT',
  });
});

test('a delta reads those who have changed, also by the date of their placement alone', async () => {
  const old = { updated_at: '2025-01-01 00:00:00 UTC' };
  const rows = [
    candidateRow({ id: 1, ...old, placements: [] }),
    candidateRow({ id: 2, ...old, placements: [placement({ id: 2 })] }),
    candidateRow({ id: 3, placements: [] }),
    candidateRow({ id: 4, updated_at: null, placements: [] }),
  ];
  const ofId = (id: number) => ({ candidate: candidate({ id, placements: [] }) });
  const session = await openRecruitee(
    smallAccount({
      'GET /candidates': listCandidates(rows),
      'GET /candidates/2': ofId(2),
      'GET /candidates/4': ofId(4),
    }),
  );
  const since = { changedFrom: Date.parse('2026-03-01T00:00:00Z'), fingerprint: '' };
  const records = await readAll(session, 'candidates', { since });
  const found = records.map((record) => [record.remote_id, 'deleted' in record]);
  assert.deepEqual(found, [
    ['2', false],
    ['3', true],
    ['4', false],
  ]);
  assert.ok(!session.calls.some(({ route }) => route === 'GET /candidates/1'));
});

test('a deletion while the list is read loses no candidate', async () => {
  let rows = Array.from({ length: 7 }, (_, index) => candidateRow({ id: index + 1 }));
  let lists = 0;
  const details = rows.map(({ id }) => [
    `GET /candidates/${JSON.stringify(id)}`,
    { candidate: candidate({ id: id ?? null }) },
  ]);
  const session = await openRecruitee({
    ...smallAccount(),
    ...Object.fromEntries(details),
    'GET /candidates': (call) => {
      lists += 1;
      // After the first page, somebody on it goes.
      if (lists === 2) rows = rows.filter(({ id }) => id !== 2);
      return listCandidates(rows, 3)(call);
    },
  });
  const records = await readAll(session, 'candidates');
  const ids = new Set(records.map((record) => record.remote_id));
  for (const id of ['1', '3', '4', '5', '6', '7']) assert.ok(ids.has(id), `${id} is missing.`);
});

test('a list that knows no offset ends with an error, and not as if it were whole', async () => {
  const rows = Array.from({ length: 3 }, (_, index) => candidateRow({ id: index + 1 }));
  const routes = smallAccount({ 'GET /candidates': () => ({ body: { candidates: rows } }) });
  await assert.rejects(readAll(await openRecruitee(routes), 'notes'), /again and again/);
});

test('what the details would say stays unread where they fail', async () => {
  const routes = smallAccount({ 'GET /candidates/50': () => refusal(500, 'Oops') });
  const [record] = await readAll(await openRecruitee(routes), 'candidates');
  assert.ok(record && 'unread' in record);
  assert.equal(record.first_name, 'Ana María');
  assert.ok(record.unread?.includes('tag_remote_ids'));
});

test('notes are those of candidates who have some', async () => {
  const note = {
    id: 9,
    candidate_id: 50,
    body: 'A & B',
    body_html: '<p>A &amp; B</p>',
    admin: { id: 1, name: 'Rae' },
    visibility: { level: 'public' },
    created_at: '2026-03-05 08:00:00 UTC',
    updated_at: null,
  };
  const rows = [candidateRow({ id: 49, notes_count: 0 }), candidateRow()];
  const session = await openRecruitee({
    'GET /candidates': listCandidates(rows),
    'GET /candidates/50/notes': { notes: [note] },
  });
  const notes = await readAll(session, 'notes');
  assert.deepEqual(notes.map(without), [
    {
      remote_id: '9',
      candidate_remote_id: '50',
      author_remote_id: '1',
      content_html: '<p>A &amp; B</p>',
      is_private: false,
      remote_created_at: '2026-03-05T08:00:00.000Z',
      remote_updated_at: null,
    },
  ]);
  const asked = session.calls.filter(({ route }) => route.endsWith('/notes'));
  assert.equal(asked.length, 1, 'One request for each candidate with notes.');
});

const result = {
  id: 5,
  rating: 'strong_yes',
  rating_note: 'Solid.<br>Hire.',
  stage_id: 102,
  offer_id: 10,
  admin_id: 1,
  created_at: '2026-03-06 08:00:00 UTC',
};

test('a scorecard is an evaluation of a candidate in a job', async () => {
  const session = await openRecruitee({
    'GET /candidates': listCandidates([candidateRow()]),
    'GET /interview/results': ({ query }) => ({
      body: { interview_results: query['candidate_id'] === '50' ? [result] : [] },
    }),
  });
  const [record] = await readAll(session, 'scorecards');
  const plain = { remote_id: null, description: null, required: null, type: 'TEXT' };
  assert.deepEqual(without(record), {
    remote_id: '5',
    candidate_remote_id: '50',
    application_remote_id: '1000',
    author_remote_id: '1',
    responses: [
      { ...plain, label: 'Rating', answer: 'strong_yes' },
      { ...plain, label: 'Note', answer: 'Solid.<br>Hire.' },
    ],
    remote_created_at: '2026-03-06T08:00:00.000Z',
  });
});

test('an evaluation that names another candidate is left out', async () => {
  const results = [
    { ...result, candidate_id: 50 },
    { ...result, id: 6, candidate_id: 51 },
  ];
  const session = await openRecruitee({
    'GET /candidates': listCandidates([candidateRow()]),
    'GET /interview/results': ({ query }) => ({
      body: { interview_results: query['candidate_id'] === '50' ? results : [] },
    }),
  });
  const records = await readAll(session, 'scorecards');
  assert.deepEqual(
    records.map((record) => record.remote_id),
    ['5'],
  );
});

test('if the filter is ignored, the read fails instead of taking the evaluations of others', async () => {
  const session = await openRecruitee({
    'GET /candidates': listCandidates([candidateRow()]),
    'GET /interview/results': { interview_results: [result] },
  });
  await assert.rejects(readAll(session, 'scorecards'), /those of others/);
});

test('evaluations that come for two candidates fail the read, also if nobody has none', async () => {
  const session = await openRecruitee({
    'GET /candidates': listCandidates([candidateRow(), candidateRow({ id: 51 })]),
    'GET /interview/results': ({ query }) =>
      query['candidate_id'] === '0'
        ? refusal(500, 'Oops')
        : { body: { interview_results: [result] } },
  });
  await assert.rejects(readAll(session, 'scorecards'), /those of others/);
});

test('an interview is of the placement that its candidate has in its job, and of its users, also former ones', async () => {
  const event = (id: number, fields: Fields = {}): Fields => ({
    id,
    candidate_id: 50,
    offer_id: 10,
    stage_id: 102,
    admin_id: 1,
    admin_ids: [1, 4],
    kind: 'video',
    starts_at: '2026-03-08T10:00:00.000000Z',
    duration: 30,
    location: '',
    video_url: 'https://video.example.com/1',
    ...fields,
  });
  const stranger = candidateRow({ id: 51, placements: [placement({ id: 1051 })] });
  const session = await openRecruitee({
    // As if it did not know the filter `ids`.
    'GET /candidates': { candidates: [candidateRow(), stranger] },
    'GET /interview/events': ({ query }) => ({
      body: {
        interview_events:
          query['status'] === 'upcoming' ? [event(1)] : [event(2, { offer_id: 12 })],
        meta: { counters: { past_due: 1, upcoming: 1 } },
      },
    }),
  });
  const pages = await readPages(session, 'interviews');
  const interviews = pages.flatMap(({ records }) => records);
  assert.deepEqual(without(interviews[0]), {
    remote_id: '1',
    title: 'video',
    starting_at: '2026-03-08T10:00:00.000Z',
    ending_at: '2026-03-08T10:30:00.000Z',
    location: null,
    video_conferencing_url: 'https://video.example.com/1',
    stage_remote_id: '102',
    user_remote_ids: ['1', '4'],
    remote_created_at: null,
    remote_updated_at: null,
    application_remote_id: '1000',
  });
  assert.ok(interviews[1] && 'application_remote_id' in interviews[1]);
  assert.equal(interviews[1].application_remote_id, null);
  assert.equal(pages.at(-1)?.resumeFrom, null);
  assert.equal(session.calls.length, 4, 'Two lists, and the candidates of each.');
});

test('users name their roles, which are the roles of the account', async () => {
  const admins = [
    {
      id: 1,
      first_name: 'Rae',
      last_name: 'Example',
      email: 'rae@example.com',
      role_name: 'Admin',
    },
    {
      id: 2,
      first_name: 'Jo',
      last_name: null,
      email: 'jo@example.com',
      role: { id: 3, name: 'Yard' },
    },
  ];
  const session = await openRecruitee({ 'GET /admins': { admins } });
  const users = await readAll(session, 'users');
  assert.deepEqual(
    users.map((user) => 'email' in user && [user.remote_id, user.system_role_remote_ids]),
    [
      ['1', ['Admin']],
      ['2', ['Yard']],
    ],
  );
  const roles = await readAll(session, 'roles');
  assert.deepEqual(
    roles.map((role) => 'scope' in role && [role.remote_id, role.scope, role.unified_type]),
    [
      ['Admin', 'SYSTEM', 'ADMIN'],
      ['Yard', 'SYSTEM', null],
      ['offer:hiring_manager', 'JOB', 'HIRING_MANAGER'],
      ['offer:recruiter', 'JOB', 'RECRUITER'],
    ],
  );
});

test('jobs are read in full when a pipeline changes, whatever their dates say', async () => {
  const old = { updated_at: '2025-01-01 00:00:00 UTC' };
  const read = async (row: Fields, since: Fields | null = null) => {
    const session = await openRecruitee(smallAccount({ 'GET /offers': offersOf(row) }));
    const pages = await readPages(session, 'jobs', { since });
    return { since: pages.at(-1)?.since as Fields, kind: pages.at(-1)?.completeness };
  };
  const first = await read(offerRow(old));
  assert.equal((await read(offerRow(old), first.since)).kind, 'changes');
  const changed = offerRow({ ...old, pipeline_template: { id: 5, stages: [{ id: 101 }] } });
  assert.equal((await read(changed, first.since)).kind, 'full');
});

test('a delta shows a job without a date in the list where its details have changed', async () => {
  const read = async (updatedAt: string) => {
    const row = { id: 10, title: 'Boat builder', status: 'published', kind: 'job' };
    const pipeline = { id: 5, stages: [{ id: 101 }] };
    const session = await openRecruitee(
      smallAccount({
        'GET /offers': offersOf({ ...row, pipeline_template: pipeline }),
        'GET /offers/10': { offer: offer({ updated_at: updatedAt }) },
      }),
    );
    const [first] = await readPages(session, 'jobs');
    return readAll(session, 'jobs', { since: first?.since ?? null });
  };
  assert.equal((await read('2025-01-01 00:00:00 UTC')).length, 0);
  assert.equal((await read('2026-03-20 00:00:00 UTC')).length, 1);
});

test('jobs are read where the stages of all of them cannot be', async () => {
  const routes = smallAccount({
    'GET /offers': offersOf({
      ...offerRow({ id: 10 }),
      pipeline_template: null,
      pipeline_template_id: 5,
    }),
    'GET /pipeline_templates/5': () => refusal(500, 'Oops'),
  });
  const session = await openRecruitee(routes);
  const [job] = await readAll(session, 'jobs');
  assert.ok(job && 'stages' in job);
  assert.equal(job.stages.length, 3);
});

test('tags that differ by their case alone are told apart', async () => {
  const routes = smallAccount({
    'GET /tags': {
      tags: [
        { id: 1, name: 'GO' },
        { id: 7, name: 'Go' },
        { id: 8, name: 'go' },
      ],
    },
    'GET /candidates/50': { candidate: candidate({ tags: ['Go', { name: 'go' }, 'gO'] }) },
  });
  const [record] = await readAll(await openRecruitee(routes), 'candidates');
  assert.ok(record && 'tag_remote_ids' in record);
  assert.deepEqual(record.tag_remote_ids, ['7', '8']);
});
