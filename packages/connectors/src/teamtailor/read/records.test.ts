import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  list,
  one,
  openTeamtailor,
  readRecords,
  resource,
  to,
  toOne,
} from '../fixtures/open-teamtailor.ts';
import {
  answers,
  application,
  candidate,
  job,
  ofApplication,
  ofJob,
  questions,
} from '../fixtures/records.ts';
import { withHugeIds } from '../../testing/vendor-session.ts';
import { readById } from './read-by-id.ts';

test('a job has what it includes: places, teams, stages in their order, questions', async () => {
  const session = await openTeamtailor({ 'GET /jobs': list([job], { included: ofJob }) });
  const [record] = await readRecords(session, 'jobs');
  assert.ok(record);
  const { remote_data: raw, screening_questions: asked, job_postings: postings, ...rest } = record;
  assert.deepEqual(raw, { '/jobs': job });
  assert.deepEqual(rest, {
    remote_id: 'j-1',
    name: 'Welder',
    description: '<p>Weld.</p>',
    status: 'OPEN',
    visibility: 'PUBLIC',
    employment_type: 'FULL_TIME',
    category: 'Metal',
    department: 'Dock',
    post_url: 'https://career.example.com/jobs/1',
    experience_level: 'senior',
    remote_work_status: 'HYBRID',
    salary_amount_from: 30_000,
    salary_amount_to: 35_000.5,
    salary_currency: 'SEK',
    salary_period: 'MONTH',
    location: {
      street_1: 'Tegelgatan 1',
      city: 'Stockholm',
      country: 'SE',
      zip_code: '113 59',
      raw: 'Tegelgatan 1, 113 59 Stockholm, SE; Göteborg, SE',
    },
    custom_fields: { cost: 'K-7' },
    opened_at: '2026-01-04T23:00:00.000Z',
    closed_at: '2026-06-29T22:00:00.000Z',
    contact_remote_id: 'u-1',
    remote_created_at: '2026-01-02T09:00:00.000Z',
    remote_updated_at: '2026-01-03T09:00:00.000Z',
    stages: [
      { remote_id: 's-inbox', index: 0 },
      { remote_id: 's-talk', index: 1 },
      { remote_id: 's-hired', index: 2 },
    ],
    hiring_team: [
      { user_remote_id: 'u-1', role_remote_ids: ['job:recruiter', 'job:team-member'] },
      { user_remote_id: 'u-2', role_remote_ids: ['job:team-member'] },
    ],
  });
  assert.deepEqual(
    asked.map(({ remote_id: id, title, format, required }) => [id, title, format?.type, required]),
    [
      ['q-1', 'R&D équipe?', 'BOOLEAN', true],
      ['q-2', 'Which tools?', 'MULTI_SELECT', false],
      ['q-3', 'Years?', 'NUMBER', false],
      ['q-4', 'Say hello', 'UNKNOWN', true],
    ],
  );
  const [, tools, years] = asked;
  assert.deepEqual(tools?.format?.type === 'MULTI_SELECT' && tools.format.options, [
    { id: '3', remote_id: '3', name: 'Torch' },
    { id: '4', remote_id: '4', name: 'Grinder' },
  ]);
  assert.deepEqual(years?.format, { type: 'NUMBER', display_type: 'SLIDER', min: 0, max: 10 });
  assert.deepEqual(postings, [
    {
      remote_id: 'j-1',
      title: 'Welder',
      description_html: '<p>Weld.</p>',
      status: 'ACTIVE',
      visibility: 'PUBLIC',
      url: 'https://career.example.com/jobs/1/apply',
    },
  ]);
  // A required question that nobody can answer closes the form.
  assert.deepEqual(
    session.issues.map(({ field, sample }) => [field, sample]),
    [['screening_questions.format', 'Say hello']],
  );
});

test('a job in several places has all in one text, each once, and the parts of the main one', async () => {
  const office = (id: string, city: string) => resource('locations', id, { attributes: { city } });
  const relationships = {
    location: toOne('locations', '2'),
    locations: to('locations', '1', '2', '3'),
  };
  const included = [office('1', 'Oslo'), office('2', 'Bergen'), office('3', '')];
  const read = async (links: object) => {
    const routes = {
      'GET /jobs': list([resource('jobs', '1', { relationships: { ...links } })], { included }),
    };
    return (await readRecords(await openTeamtailor(routes), 'jobs'))[0]?.location;
  };
  const several = await read(relationships);
  assert.deepEqual([several?.city, several?.raw], ['Bergen', 'Bergen; Oslo']);
  const one = await read({ locations: to('locations', '1') });
  assert.deepEqual([one?.city, one?.raw], ['Oslo', undefined]);
});

const states = [
  [{ 'human-status': 'unlisted' }, 'OPEN', 'UNLISTED'],
  [{ 'human-status': 'scheduled' }, 'DRAFT', 'PUBLIC'],
  [{ 'human-status': 'expired' }, 'CLOSED', 'PUBLIC'],
  [{ 'human-status': 'archived', internal: true }, 'ARCHIVED', 'INTERNAL'],
  [{ 'human-status': null, status: 'open' }, 'OPEN', 'PUBLIC'],
  [{ 'human-status': 'frozen' }, null, 'PUBLIC'],
] as const;

for (const [attributes, status, visibility] of states) {
  test(`a job with ${JSON.stringify(attributes)} is ${status} and ${visibility}`, async () => {
    const session = await openTeamtailor({
      'GET /jobs': list([resource('jobs', '1', { attributes })]),
    });
    const [record] = await readRecords(session, 'jobs');
    assert.deepEqual([record?.status, record?.visibility], [status, visibility]);
    assert.equal(session.issues.length, status === null ? 1 : 0);
  });
}

test('an application has its stage, and the answers to questions of its job alone', async () => {
  const session = await openTeamtailor({
    'GET /job-applications': list([application('1')], { included: ofApplication }),
  });
  const [record] = await readRecords(session, 'applications');
  assert.ok(record);
  const { remote_data: raw, ...rest } = record;
  assert.deepEqual(Object.keys(raw ?? {}), ['/job-applications']);
  assert.deepEqual(rest, {
    remote_id: '1',
    outcome: 'PENDING',
    current_stage_remote_id: 's-talk',
    current_stage_index: 1,
    job_remote_id: 'j-1',
    candidate_remote_id: 'c-1',
    remote_created_at: '2026-02-01T09:00:00.000Z',
    remote_updated_at: '2026-02-03T09:00:00.000Z',
    screening_question_answers: [
      {
        question: { remote_id: 'q-1', title: 'R&D équipe?', type: 'BOOLEAN' },
        answer: { checked: true },
      },
      {
        question: { remote_id: 'q-2', title: 'Which tools?', type: 'MULTI_SELECT' },
        // The second is no longer among the alternatives: what it said is not told.
        answer: { choices: ['Grinder'] },
      },
      {
        question: { remote_id: 'q-3', title: 'Years?', type: 'NUMBER' },
        answer: { number: 7 },
      },
      {
        question: { remote_id: 'q-4', title: 'Say hello', type: 'UNKNOWN' },
        answer: { raw: { 'video-token': 'v' } },
      },
      {
        question: { remote_id: 'q-6', title: 'From when?', type: 'DATE' },
        answer: { date: '2026-05-01T00:00:00.000Z' },
      },
    ],
  });
  assert.deepEqual(session.issues, [
    { model: 'applications', field: 'answers.choices', sample: '9' },
  ]);
});

test('an alternative that is a text alone is known by its position, from 1', async () => {
  const relationships = {
    'picked-questions': to('picked-questions', 'p-1'),
  };
  const session = await openTeamtailor({
    'GET /jobs': list([resource('jobs', '1', { relationships })], {
      included: [
        resource('picked-questions', 'p-1', {
          relationships: { question: toOne('questions', 'q-1') },
        }),
        resource('questions', 'q-1', {
          attributes: { 'question-type': 'Choice', alternatives: ['Torch', 'Grinder'] },
        }),
      ],
    }),
  });
  const [record] = await readRecords(session, 'jobs');
  const [question] = record?.screening_questions ?? [];
  assert.deepEqual(question?.format?.type === 'SINGLE_SELECT' && question.format.options, [
    { id: '1', remote_id: '1', name: 'Torch' },
    { id: '2', remote_id: '2', name: 'Grinder' },
  ]);
});

test('the type of a stage hires, whatever its name, and a time of rejection turns down', async () => {
  const session = await openTeamtailor({
    'GET /job-applications': list(
      [
        application('1', { stage: 's-hired' }),
        application('2', { stage: 's-hired', rejectedAt: '2026-02-03T10:00:00.000+01:00' }),
        application('3', { stage: 's-gone' }),
      ],
      { included: ofApplication },
    ),
  });
  const found = await readRecords(session, 'applications');
  assert.deepEqual(
    found.map(({ outcome }) => outcome),
    ['HIRED', 'DECLINED', 'PENDING'],
  );
  assert.equal(found[1]?.rejection_reason_name, 'Not a fit');
  assert.equal(found[1]?.rejected_at, '2026-02-03T09:00:00.000Z');
  assert.equal(found[2]?.current_stage_remote_id, 's-gone');
});

test('a candidate has an address of an office, tags without their case, and links alone', async () => {
  const session = await openTeamtailor({
    'GET /candidates': list([candidate], { included: [...ofJob, ...answers] }),
  });
  const [record] = await readRecords(session, 'candidates');
  assert.ok(record);
  const { remote_data: raw, ...rest } = record;
  assert.deepEqual(Object.keys(raw ?? {}), ['/candidates']);
  assert.deepEqual(rest, {
    remote_id: 'c-1',
    first_name: 'Conny',
    last_name: 'Example',
    email_addresses: [{ email_address: 'conny@example.com', type: null }],
    phone_numbers: [{ phone_number: '+46 70 000 00 00', type: null }],
    social_media: [
      { link: 'https://www.linkedin.com/in/conny-example', type: 'LINKEDIN', username: null },
    ],
    source: 'Example Jobs',
    location: { street_1: 'Tegelgatan 1', city: 'Stockholm', country: 'SE', zip_code: '113 59' },
    tag_remote_ids: ['senior', 'dock'],
    custom_fields: { cost: 'K-7' },
    remote_created_at: '2026-02-01T09:00:00.000Z',
    remote_updated_at: '2026-02-02T09:00:00.000Z',
  });
});

test('a candidate without an e-mail address, and with null in place of lists, is read', async () => {
  const attributes = { email: null, 'first-name': 'Bo', tags: null, phone: ' ', sourced: true };
  const session = await openTeamtailor({
    'GET /candidates': list([resource('candidates', '1', { attributes, relationships: {} })]),
  });
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.email_addresses, []);
  assert.deepEqual(record.phone_numbers, []);
  assert.deepEqual(record.tag_remote_ids, []);
  assert.equal(record.source, 'sourced');
  assert.equal(record.location, null);
  assert.deepEqual(session.issues, []);
});

test('a telephone number is what people wrote', async () => {
  const phone = '+46 70 000 00 00 (evenings)';
  const session = await openTeamtailor({
    'GET /candidates': list([resource('candidates', '1', { attributes: { phone } })]),
  });
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.phone_numbers, [{ phone_number: phone, type: null }]);
});

test('an id that is larger than the numbers of JavaScript keeps all its digits', async () => {
  const huge = '9007199254740993';
  const relationships = { candidate: toOne('candidates', huge) };
  const { body } = list([resource('job-applications', huge, { relationships })]);
  const session = await openTeamtailor({ 'GET /job-applications': { body: withHugeIds(body) } });
  const [record] = await readRecords(session, 'applications');
  assert.deepEqual([record?.remote_id, record?.candidate_remote_id], [huge, huge]);
});

test('users, reasons, stages and notes are read; a user without access is inactive', async () => {
  const note = { note: '5 < 7', 'user-id': 2, 'candidate-id': 4, 'private-note': true };
  const session = await openTeamtailor({
    'GET /users': list([
      resource('users', '1', {
        attributes: {
          name: 'Rika Example',
          email: null,
          'login-email': 'r@example.com',
          role: 'admin',
        },
      }),
      resource('users', '2', { attributes: { name: 'Al', role: 'no_access' } }),
    ]),
    'GET /reject-reasons': list([
      resource('reject-reasons', '3', { attributes: { reason: 'No' } }),
    ]),
    'GET /stages': list([resource('stages', '4', { attributes: { name: 'Inbox' } })]),
    // In the form of the documentation.
    'GET /notes': { body: { notes: [{ data: { id: 5, type: 'notes', attributes: note } }] } },
  });
  const users = await readRecords(session, 'users');
  assert.deepEqual(
    users.map((user) => [user.email, user.last_name, user.status, user.system_role_remote_ids]),
    [
      ['r@example.com', 'Example', 'ACTIVE', ['admin']],
      [null, null, 'INACTIVE', ['no_access']],
    ],
  );
  const [reason] = await readRecords(session, 'rejection_reasons');
  assert.equal(reason?.name, 'No');
  const [stage] = await readRecords(session, 'application_stages');
  assert.deepEqual([stage?.remote_id, stage?.name, stage?.status], ['4', 'Inbox', 'ACTIVE']);
  const [read] = await readRecords(session, 'notes');
  assert.equal(read?.remote_id, '5');
  assert.deepEqual([read.candidate_remote_id, read.author_remote_id], ['4', '2']);
  assert.deepEqual([read.content_html, read.is_private], ['5 &lt; 7', true]);
});

test('offers have their application, and evaluations become scorecards once they are published', async () => {
  const relationships = {
    candidate: toOne('candidates', 'c-9'),
    job: toOne('jobs', 'j-1'),
    user: toOne('users', 'u-1'),
    answers: to('answers', 'a-1'),
  };
  const session = await openTeamtailor({
    'GET /job-offers': list([
      resource('job-offers', 'o-1', {
        attributes: {
          status: 'accepted',
          details: { 'start-date': '2026-05-01', salary: '50000 SEK' },
        },
        relationships: { 'job-application': toOne('job-applications', '1') },
      }),
      // In the form of partner webhooks.
      resource('job-offers', 'o-2', {
        attributes: { status: 'accepted', start_date: '2026-05-01', name: 'Offer' },
      }),
    ]),
    'GET /interviews': list(
      [
        resource('interviews', 'i-1', {
          attributes: { note: 'Good', status: 'published' },
          relationships,
        }),
        resource('interviews', 'i-2', { attributes: { status: 'draft' }, relationships }),
      ],
      {
        included: [
          ...questions,
          ...answers,
          application('7'),
          resource('candidates', 'c-9', {
            relationships: { 'job-applications': to('job-applications', '7') },
          }),
        ],
      },
    ),
  });
  const [offer, flat] = await readRecords(session, 'offers');
  assert.equal(offer?.status, 'ACCEPTED');
  assert.equal(offer.employment_start_date, '2026-05-01T00:00:00.000Z');
  assert.equal(offer.application_remote_id, '1');
  assert.deepEqual(offer.custom_fields, { salary: '50000 SEK' });
  assert.equal(flat?.employment_start_date, '2026-05-01T00:00:00.000Z');
  assert.deepEqual(flat.custom_fields, { name: 'Offer' });
  const [card, ...others] = await readRecords(session, 'scorecards');
  assert.equal(others.length, 0);
  assert.equal(card?.application_remote_id, '7');
  assert.equal(card.author_remote_id, 'u-1');
  assert.deepEqual(
    card.responses?.map(({ label, type, answer }) => [label, type, answer]),
    [
      ['Note', 'TEXT', 'Good'],
      ['R&D équipe?', 'BOOLEAN', true],
    ],
  );
});

test('a record that is gone is a tombstone, and one without an envelope is read', async () => {
  const session = await openTeamtailor({
    'GET /stages/4': { body: resource('stages', '4', { attributes: { name: 'Inbox' } }) },
    'GET /jobs/j-1': one(job, ofJob),
  });
  const { context } = session;
  assert.deepEqual(await readById.candidates?.(context, ['c-0']), [
    { remote_id: 'c-0', deleted: true },
  ]);
  const [stage] = (await readById.application_stages?.(context, ['4'])) ?? [];
  assert.equal(Object(stage)['name'], 'Inbox');
  const [read] = (await readById.jobs?.(context, ['j-1'])) ?? [];
  assert.equal(Object(read)['department'], 'Dock');
});
