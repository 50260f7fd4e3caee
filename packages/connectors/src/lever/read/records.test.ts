import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { failure, list, one, openLever, readPages, readRecords } from '../fixtures/open-lever.ts';
import {
  application,
  applyForm,
  madeAt,
  opportunity,
  posting,
  references,
} from '../fixtures/records.ts';

const day = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

test('an opportunity is an application of its contact for the posting', async () => {
  const raw = opportunity();
  const session = await openLever({ ...references, 'GET /opportunities': [raw] });
  const [record] = await readRecords(session, 'applications');
  const asked = session.calls.find(({ route }) => route === 'GET /opportunities');
  assert.deepEqual(asked?.query, {
    expand: 'applications',
    confidentiality: 'all',
    limit: '100',
  });
  assert.equal(asked?.authorization, `Basic ${btoa('fixture-key:')}`);
  const question = (index: number, title: string) => ({ remote_id: `q-1/${index}`, title });
  assert.deepEqual(record, {
    remote_id: 'o-1',
    outcome: 'PENDING',
    current_stage_remote_id: 'applicant-new',
    current_stage_index: 1,
    job_remote_id: 'p-1',
    candidate_remote_id: 'c-1',
    screening_question_answers: [
      { question: { ...question(0, 'Why us?'), type: 'TEXT' }, answer: { content: 'The boats.' } },
      {
        question: { ...question(1, 'May you work here?'), type: 'BOOLEAN' },
        answer: { checked: true },
      },
      {
        question: { ...question(2, 'Languages'), type: 'MULTI_SELECT' },
        answer: { choices: ['Go', 'Rust'] },
      },
      {
        question: { ...question(3, 'Start'), type: 'DATE' },
        answer: { date: '2026-05-01T00:00:00.000Z' },
      },
      {
        question: { ...question(5, 'A new kind'), type: 'UNKNOWN' },
        answer: { raw: { x: 1 } },
      },
    ],
    remote_url: 'https://hire.lever.co/candidates/o-1',
    remote_created_at: iso(madeAt),
    remote_updated_at: iso(madeAt + day),
    remote_data: { '/opportunities': raw },
  });
  assert.deepEqual(session.issues, []);
});

test('the reason of an archived opportunity says whether somebody was hired', async () => {
  const archived = (id: string, reason: string | null) =>
    opportunity({ id, archived: { reason, archivedAt: madeAt } });
  const rows = [
    archived('hired', 'r-hired'),
    archived('declined', 'r-skills'),
    archived('without', null),
    archived('unknown', 'r-gone'),
  ];
  const session = await openLever({ ...references, 'GET /opportunities': rows });
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map((record) => [record.outcome, record.rejection_reason_name, record.rejected_at]),
    [
      ['HIRED', undefined, undefined],
      ['DECLINED', 'Underqualified', iso(madeAt)],
      ['DECLINED', undefined, iso(madeAt)],
      [null, undefined, undefined],
    ],
  );
  assert.deepEqual(session.issues, [
    { model: 'applications', field: 'archived.reason', sample: 'r-gone' },
  ]);
});

test('a lead without a posting is an application for no job', async () => {
  const rows = [opportunity({ applications: [] })];
  const session = await openLever({ ...references, 'GET /opportunities': rows });
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.job_remote_id, null);
  assert.deepEqual(record?.screening_question_answers, []);
});

test('applications that come as ids are asked for', async () => {
  const session = await openLever({
    ...references,
    'GET /opportunities': [opportunity({ applications: ['a-1'] })],
    'GET /opportunities/o-1/applications': [application()],
  });
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.job_remote_id, 'p-1');
  assert.equal(record?.screening_question_answers?.length, 5);
});

test('a contact with several opportunities is one candidate, told by the newest', async () => {
  const older = opportunity({
    id: 'o-0',
    headline: 'Student',
    confidentiality: 'confidential',
    tags: ['Go', 'early'],
    emails: ['ana@example.com', 'ana.old@example.com'],
    createdAt: madeAt - day,
    updatedAt: madeAt - day,
  });
  const newest = opportunity();
  const session = await openLever({ 'GET /opportunities': [older, newest] });
  const records = await readRecords(session, 'candidates');
  assert.deepEqual(records, [
    {
      remote_id: 'c-1',
      first_name: 'Ana María',
      last_name: 'Kowalska',
      company: 'Example Works',
      title: 'Backend engineer, Example Works',
      confidential: true,
      source: 'Job fair',
      email_addresses: [
        { email_address: 'ana@example.com', type: null },
        { email_address: 'ana.old@example.com', type: null },
      ],
      phone_numbers: [{ phone_number: '+48 600 000 000', type: 'MOBILE' }],
      social_media: [
        {
          link: 'https://pl.linkedin.com/in/ana-example',
          type: 'LINKEDIN',
          username: null,
        },
        { link: 'https://ana.example.com', type: 'WEBSITE', username: null },
      ],
      location: { raw: 'Kraków, Poland' },
      tag_remote_ids: ['Go', 'remote ok', 'early'],
      remote_url: 'https://hire.lever.co/candidates/o-1',
      remote_created_at: iso(madeAt - day),
      remote_updated_at: iso(madeAt + day),
      remote_data: { '/opportunities': [newest, older] },
    },
  ]);
});

test('somebody of whom a recruiter has typed a name alone is read without a loss', async () => {
  const raw = opportunity({
    name: 'bo',
    headline: '',
    location: '',
    phones: [],
    emails: [],
    links: [],
    sources: ['Added manually'],
    applications: [],
  });
  const session = await openLever({ 'GET /opportunities': [raw] });
  const [candidate] = await readRecords(session, 'candidates');
  const { first_name: first, last_name: last, company, title, location, source } = candidate ?? {};
  assert.deepEqual(
    [first, last, company, title, location, source],
    ['bo', null, null, null, null, 'Added manually'],
  );
  assert.deepEqual(candidate?.email_addresses, []);
  assert.deepEqual(session.issues, []);
});

test('nothing of an anonymised person is kept', async () => {
  const rows = [opportunity({ isAnonymized: true })];
  const session = await openLever({ ...references, 'GET /opportunities': rows });
  const [candidate] = await readRecords(session, 'candidates');
  const [record] = await readRecords(session, 'applications');
  assert.equal(candidate?.remote_id, 'c-1');
  assert.deepEqual(record?.screening_question_answers, []);
  const kept = JSON.stringify([candidate, record]);
  for (const word of ['Ana', 'Kowalska', 'ana@', '600 000', 'Kraków', 'boats', 'Works']) {
    assert.ok(!kept.includes(word), `"${word}" is in ${kept}`);
  }
});

test('a value of the wrong type costs its field, and is an issue', async () => {
  const rows = [opportunity({ headline: { text: 'no' }, phones: 'none', tags: ['Go', 7] })];
  const session = await openLever({ 'GET /opportunities': rows });
  const [candidate] = await readRecords(session, 'candidates');
  assert.equal(candidate?.last_name, 'Kowalska');
  assert.equal(candidate?.title, null);
  assert.deepEqual(candidate?.phone_numbers, []);
  assert.deepEqual(candidate?.tag_remote_ids, ['Go']);
  assert.deepEqual(
    session.issues.map(({ field }) => field),
    ['headline', 'phones', 'tags[]'],
  );
});

const details = {
  'GET /postings/p-1/apply': () => one(applyForm),
  'GET /postings/p-1/users': () => ({
    body: {
      posting: { id: 'p-1', text: 'Ship engineer' },
      users: [{ id: 'u-2', role: 'limited' }, { id: 'u-3', roles: [{ id: 'team' }] }, 'u-4'],
      roles: [{ id: 'limited', name: 'Limited', isReadOnly: true }],
    },
  }),
};

test('a posting is a job with its posting, its team, its questions and the stages of the account', async () => {
  const session = await openLever({ ...references, 'GET /postings': [posting()], ...details });
  const [job] = await readRecords(session, 'jobs');
  const description =
    '<p>We build ships.</p>\n<h3>You bring</h3><ul><li>Care</li></ul>\n<p>Write to us.</p>';
  const { remote_data: raw, screening_questions: questions, ...rest } = job!;
  assert.deepEqual(rest, {
    remote_id: 'p-1',
    name: 'Ship engineer',
    job_code: 'ENG-9',
    description,
    confidential: false,
    status: 'OPEN',
    visibility: 'PUBLIC',
    category: 'Hulls',
    department: 'Engineering',
    experience_level: 'Senior',
    employment_type: 'FULL_TIME',
    post_url: 'https://jobs.lever.co/example/p-1',
    remote_work_status: 'ON_SITE',
    salary_amount_from: 60_000,
    salary_amount_to: 80_000,
    salary_currency: 'EUR',
    salary_period: 'YEAR',
    location: { raw: 'Hamburg', country: 'DE' },
    remote_created_at: iso(madeAt),
    remote_updated_at: iso(madeAt + day),
    stages: references['GET /stages'].map(({ id }, index) => ({ remote_id: id, index })),
    hiring_team: [
      { user_remote_id: 'u-2', role_remote_ids: ['posting:hiring-manager', 'posting:limited'] },
      { user_remote_id: 'u-1', role_remote_ids: ['posting:owner'] },
      { user_remote_id: 'u-3', role_remote_ids: ['posting:team'] },
      { user_remote_id: 'u-4', role_remote_ids: [] },
    ],
    job_postings: [
      {
        remote_id: 'p-1',
        title: 'Ship engineer',
        description_html: description,
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url: 'https://jobs.lever.co/example/p-1',
      },
    ],
  });
  assert.deepEqual(Object.keys(raw ?? {}), ['/postings', '/postings/apply', '/postings/users']);
  assert.deepEqual(
    questions.map(({ remote_id: id, title, format, required }) => [
      id,
      title,
      format?.type,
      required,
    ]),
    [
      ['personal/phone', 'Phone', 'TEXT', true],
      ['personal/resume', 'Resume', 'FILE', true],
      ['q-1/0', 'Why us?', 'TEXT', true],
      ['q-1/1', 'May you work here?', 'BOOLEAN', true],
      ['q-1/2', 'Best shift', 'SINGLE_SELECT', false],
      ['q-1/3', 'A new kind', 'UNKNOWN', false],
      ['q-2/f-1', 'Portfolio', 'FILE', undefined],
    ],
  );
  assert.deepEqual(session.issues, []);
});

test('a job whose form or team cannot be read loses these alone, and is read again', async () => {
  let isBroken = true;
  const broken = { status: 500, body: { code: 'InternalError', message: 'Sorry' } };
  const session = await openLever({
    ...references,
    'GET /postings': ({ query }) => list(query['updated_at_start'] ? [] : [posting()]),
    'GET /postings/deleted': [],
    'GET /postings/p-1': () => one(posting()),
    'GET /postings/p-1/apply': () => (isBroken ? broken : one(applyForm)),
    'GET /postings/p-1/users': () => ({ status: 403, body: { code: 'ForbiddenError' } }),
  });
  const pages = await readPagesOf(session);
  assert.deepEqual(pages.jobs[0]?.screening_questions, []);
  assert.equal(pages.jobs[0]?.hiring_team.length, 2);
  assert.deepEqual(
    session.issues.map(({ field }) => field),
    ['screening_questions', 'hiring_team'],
  );
  isBroken = false;
  const again = await readPagesOf(session, pages.since);
  assert.equal(again.jobs[0]?.screening_questions.length, 7);
});

async function readPagesOf(session: Awaited<ReturnType<typeof openLever>>, since: Json = null) {
  const pages = await readPages(session, 'jobs', { since });
  const jobs = pages.flatMap((page) =>
    page.records.flatMap((record) => ('deleted' in record ? [] : [record])),
  );
  return { jobs, since: pages.at(-1)?.since ?? null };
}

test('details that cannot be read are marked, so that those that are stored stay', async () => {
  const broken = () => failure(503, 'Unavailable', 'Sorry');
  const session = await openLever({
    'GET /stages': broken,
    'GET /postings': [posting()],
    'GET /postings/p-1/apply': broken,
    'GET /postings/p-1/users': broken,
    'GET /archive_reasons': broken,
    'GET /opportunities': [
      opportunity({ archived: { reason: 'r-skills', archivedAt: madeAt }, applications: ['a-1'] }),
      opportunity({ id: 'o-2' }),
    ],
    'GET /opportunities/o-1/applications': broken,
  });
  const [job] = await readRecords(session, 'jobs');
  assert.deepEqual(job?.unread, [
    'screening_questions',
    'remote_data./postings/apply',
    'hiring_team',
    'remote_data./postings/users',
    'stages',
  ]);
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map(({ outcome, unread }) => [outcome, unread]),
    [
      [
        null,
        [
          'job_remote_id',
          'screening_question_answers',
          'current_stage_index',
          'outcome',
          'rejection_reason_name',
          'rejected_at',
        ],
      ],
      ['PENDING', ['current_stage_index']],
    ],
  );
});

test('a state that we do not know costs no questions, and EEO questions are among them', async () => {
  const eeoQuestions = {
    gender: { type: 'dropdown', required: false, options: [{ text: 'Female' }, { text: 'Male' }] },
  };
  const session = await openLever({
    ...references,
    'GET /postings': [posting({ state: 'paused' })],
    ...details,
    'GET /postings/p-1/apply': () => one({ ...applyForm, eeoQuestions }),
  });
  const [job] = await readRecords(session, 'jobs');
  assert.equal(job?.status, null);
  const question = job?.screening_questions.at(-1);
  assert.deepEqual(
    [question?.remote_id, question?.title, question?.category, question?.format?.type],
    ['eeo/gender', 'gender', 'EEO', 'SINGLE_SELECT'],
  );
});

test('a missing permission ends a read of children, and one that fails is read by the next delta', async () => {
  let status = 500;
  const session = await openLever({
    'GET /opportunities': ({ query }) =>
      list(query['updated_at_start'] ? [] : [opportunity(), opportunity({ id: 'o-2' })]),
    'GET /opportunities/o-1': () => one(opportunity()),
    'GET /opportunities/o-2/notes': [{ id: 'n-2', fields: [{ value: 'Hi' }] }],
    'GET /opportunities/o-1/notes': () =>
      status === 200 ? list([{ id: 'n-1', fields: [] }]) : failure(status, 'Error', 'Sorry'),
  });
  const [page] = await readPages(session, 'notes');
  assert.deepEqual([page?.records.length, page?.unlistedRecords], [1, 1]);
  status = 200;
  const next = await readRecords(session, 'notes', { since: page?.since ?? null });
  assert.deepEqual(
    next.map(({ remote_id: id }) => id),
    ['n-1'],
  );
  status = 403;
  await assert.rejects(readRecords(session, 'notes'), { kind: 'permission' });
});

test('children of opportunities keep what the wire has a place for', async () => {
  const session = await openLever({
    'GET /opportunities': [opportunity()],
    'GET /opportunities/o-1/interviews': [
      {
        id: 'i-1',
        panel: 'pa-1',
        subject: 'On-site',
        note: 'Join https://meet.example.com/abc (bring water)',
        interviewers: [{ id: 'u-1', name: 'Rosa', email: 'rosa@example.com' }, { id: 'u-1' }],
        timezone: 'Europe/Berlin',
        date: madeAt,
        duration: 45,
        location: 'Room 3',
        stage: 'applicant-new',
        canceledAt: null,
        createdAt: madeAt - day,
      },
    ],
    'GET /opportunities/o-1/offers': [
      {
        id: 'of-1',
        status: 'sent',
        createdAt: madeAt,
        fields: [
          { identifier: 'anticipated_start_date', text: 'Start', value: Date.parse('2026-05-01') },
          { identifier: 'salary_amount', text: 'Salary', value: 70_000 },
        ],
      },
    ],
    'GET /opportunities/o-1/notes': [
      {
        id: 'n-1',
        text: 'Note',
        fields: [
          { type: 'note', value: 'Strong.' },
          { type: 'comment', value: 'Agreed: <b>yes</b>.' },
        ],
        user: 'u-1',
        secret: true,
        createdAt: madeAt,
        deletedAt: null,
      },
      { id: 'n-2', text: 'Gone', fields: [], deletedAt: madeAt },
    ],
    'GET /opportunities/o-1/feedback': [
      {
        id: 'fe-1',
        type: 'interview',
        text: 'On-site form',
        interview: 'i-1',
        user: 'u-1',
        createdAt: madeAt,
        completedAt: madeAt + day,
        fields: [
          { id: 'x', type: 'score-system', text: 'Rating', required: true, value: 4 },
          {
            id: 'y',
            type: 'dropdown',
            text: 'Level',
            options: [{ text: 'Junior' }, { text: 'Senior' }],
            value: 'Senior',
          },
          { id: 'z', type: 'textarea', text: 'Notes', value: '' },
        ],
      },
      { id: 'fe-2', fields: [], completedAt: null },
    ],
  });
  const [interview] = await readRecords(session, 'interviews');
  assert.deepEqual(
    { ...interview, remote_data: null },
    {
      remote_id: 'i-1',
      title: 'On-site',
      starting_at: iso(madeAt),
      ending_at: iso(madeAt + 45 * 60_000),
      location: { raw: 'Room 3' },
      video_conferencing_url: 'https://meet.example.com/abc',
      canceled: false,
      application_remote_id: 'o-1',
      stage_remote_id: 'applicant-new',
      user_remote_ids: ['u-1'],
      remote_created_at: iso(madeAt - day),
      remote_data: null,
    },
  );
  const [offer] = await readRecords(session, 'offers');
  assert.equal(offer?.status, 'SENT');
  assert.equal(offer?.employment_start_date, '2026-05-01T00:00:00.000Z');
  assert.equal(offer?.custom_fields?.['salary_amount'], 70_000);
  const notes = await readRecords(session, 'notes');
  assert.equal(notes.length, 1);
  assert.deepEqual(
    [notes[0]?.content_html, notes[0]?.is_private, notes[0]?.candidate_remote_id],
    ['Strong.<br><br>Agreed: &lt;b&gt;yes&lt;/b&gt;.', true, 'c-1'],
  );
  const [scorecard, ...others] = await readRecords(session, 'scorecards');
  assert.deepEqual(others, []);
  assert.deepEqual(
    scorecard?.responses?.map(({ label, type, answer }) => [label, type, answer]),
    [
      ['Rating', 'NUMBER', 4],
      ['Level', 'SINGLE_SELECT', { remote_id: 'Senior', label: 'Senior' }],
      ['Notes', 'TEXT', null],
    ],
  );
  assert.equal(scorecard?.interview_remote_id, 'i-1');
});

test('users, tags, reasons and stages keep their meaning', async () => {
  const user = {
    id: 'u-1',
    name: 'Rosa Lindqvist',
    username: 'rosa',
    email: 'rosa@example.com',
    accessRole: 'super admin',
    photo: null,
    createdAt: madeAt,
    deactivatedAt: null,
    externalDirectoryId: null,
    linkedContactIds: null,
    jobTitle: null,
    managerId: null,
  };
  const gone = { ...user, id: 'u-2', accessRole: 'wizard', deactivatedAt: madeAt };
  const session = await openLever({
    ...references,
    'GET /users': [user, gone],
    'GET /tags': [
      { text: 'Go', count: 4 },
      { text: ' remote ok ', count: 1 },
    ],
  });
  const users = await readRecords(session, 'users');
  assert.deepEqual(users[0], {
    remote_id: 'u-1',
    first_name: 'Rosa',
    last_name: 'Lindqvist',
    email: 'rosa@example.com',
    status: 'ACTIVE',
    system_role_remote_ids: ['super admin'],
    remote_data: { '/users': user },
  });
  assert.equal(users[1]?.status, 'INACTIVE');
  assert.deepEqual(session.issues, [{ model: 'users', field: 'accessRole', sample: 'wizard' }]);
  const tags = await readRecords(session, 'tags');
  assert.deepEqual(
    tags.map(({ remote_id: id }) => id),
    ['Go', 'remote ok'],
  );
  const reasons = await readRecords(session, 'rejection_reasons');
  assert.deepEqual(
    reasons.map(({ name }) => name),
    ['Underqualified'],
  );
  const stages = await readRecords(session, 'application_stages');
  assert.deepEqual(stages[0]?.name, 'New lead');
  const roles = await readRecords(session, 'roles');
  assert.equal(roles.length, 10);
});
