import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, openWorkable, readPages, readRecords } from '../fixtures/open-workable.ts';
import { details, openCandidates } from '../fixtures/records.ts';
import type { Fields } from '../fixtures/records.ts';

async function readOne(fields: Fields, more = {}) {
  const session = await openWorkable(openCandidates([details(fields)], more));
  const [record] = await readRecords(session, 'applications');
  return { record, session };
}

test('an application says where in its job it stands, and whose it is', async () => {
  const { record, session } = await readOne({ stage: 'Interview', stage_kind: 'interview' });
  assert.deepEqual(
    { ...record, remote_data: null },
    {
      remote_id: '2727030b',
      outcome: 'PENDING',
      job_remote_id: 'AB12CD34EF',
      candidate_remote_id: '2727030b',
      remote_url: 'https://example.workable.com/backend/candidates/1',
      remote_created_at: '2026-03-01T09:00:00.000Z',
      remote_updated_at: '2026-03-02T09:00:00.000Z',
      current_stage_remote_id: 'interview',
      current_stage_index: 2,
      screening_question_answers: [],
      remote_data: null,
    },
  );
  assert.deepEqual(session.issues, []);
});

test('outcomes: hired, turned down, withdrawn, and hired but turned down since', async () => {
  const outcomeOf = async (fields: Fields) => (await readOne(fields)).record?.outcome;
  assert.equal(await outcomeOf({ stage: 'Hired', stage_kind: 'hired' }), 'HIRED');
  assert.equal(await outcomeOf({ hired_at: '2026-03-02T09:00:00Z' }), 'HIRED');
  assert.equal(await outcomeOf({ withdrew: true }), 'DECLINED');
  const both = { hired_at: '2026-03-02T09:00:00Z', disqualified: true };
  assert.equal(await outcomeOf(both), 'HIRED');
});

test('a disqualified application has its reason and its day', async () => {
  const { record } = await readOne({
    disqualified: true,
    disqualified_at: '2026-03-02T08:00:00Z',
    disqualification_reason: 'Location',
  });
  assert.equal(record?.rejection_reason_name, 'Location');
  assert.equal(record?.rejected_at, '2026-03-02T08:00:00.000Z');
});

test('a talent-pool candidate is an application for no job', async () => {
  const { record, session } = await readOne({ job: null });
  assert.equal(record?.job_remote_id, null);
  assert.equal(record?.current_stage_remote_id, undefined);
  assert.deepEqual(session.issues, []);
});

test('answers find their question by its text, with entities and without paragraphs', async () => {
  const { record } = await readOne({
    answers: [
      {
        question: { body: 'R&amp;D  or sales?' },
        answer: { body: '<p>R&amp;D</p><p>of course</p>' },
      },
      { question: { body: 'How many years?' }, answer: { choices: [{ body: 'More' }] } },
      {
        question: { body: 'Which tools?' },
        answer: { choices: [{ body: 'Saw' }, { body: 'Drill' }] },
      },
      { question: { body: 'Notice in weeks?' }, answer: { number: 4 } },
      { question: { body: 'A driving licence?' }, answer: { checked: false } },
      { question: { body: 'From when on?' }, answer: { date: '2026-05-01' } },
      { question: { body: 'A sample?' }, answer: { file: { name: 'a.pdf' } } },
      { question: { body: 'A sample?' }, answer: { file_url: 'https://files.example.com/a' } },
      { question: { body: 'Asked no more?' }, answer: { body: 'Yes' } },
      { question: { body: 'Draw it' }, answer: { strokes: 3 } },
    ],
  });
  assert.deepEqual(
    record?.screening_question_answers?.map(({ question, answer }) => [
      question?.remote_id,
      question?.type,
      Object.values(answer ?? {})[0],
    ]),
    [
      ['q1', 'TEXT', 'R&D\nof course'],
      ['q2', 'SINGLE_SELECT', 'More'],
      ['q3', 'MULTI_SELECT', ['Saw', 'Drill']],
      ['q4', 'NUMBER', 4],
      ['q5', 'BOOLEAN', false],
      ['q6', 'DATE', '2026-05-01T00:00:00.000Z'],
      [null, 'TEXT', 'Yes'],
      ['q8', 'UNKNOWN', { strokes: 3 }],
    ],
  );
  assert.equal(record?.screening_question_answers?.[0]?.question?.title, 'R&D  or sales?');
});

test('stages that answer 403 cost the stage alone, and are asked for once', async () => {
  const people = ['1', '2', '3'].map((id) => details({ id }));
  const routes = openCandidates(people, { 'GET /stages': () => failure(403, 'Forbidden') });
  const session = await openWorkable(routes);
  const records = await readRecords(session, 'applications');
  assert.equal(records.length, 3);
  for (const record of records) {
    assert.deepEqual(record.unread, ['current_stage_remote_id', 'current_stage_index']);
    assert.equal(record.outcome, 'PENDING');
  }
  const asked = session.calls.filter(({ route }) => route.endsWith('/stages'));
  assert.equal(asked.length, 1);
});

test('stages of one job that answer 403 cost that of its applications', async () => {
  const { record } = await readOne({}, { 'GET /jobs/AB12CD34EF/stages': () => failure(403, 'No') });
  assert.deepEqual(record?.unread, ['current_stage_remote_id', 'current_stage_index']);
});

test('a stage that its job does not have is an issue, and not another stage', async () => {
  const { record, session } = await readOne({ stage: 'Trial day' });
  assert.equal(record?.current_stage_remote_id, undefined);
  assert.equal(session.issues[0]?.sample, 'Trial day');
});

test('details that fail cost what they alone tell', async () => {
  const { record } = await readOne(
    { disqualified: true, disqualification_reason: 'Location' },
    { 'GET /candidates/2727030b': () => failure(500, 'Oops') },
  );
  assert.equal(record?.outcome, 'DECLINED');
  assert.equal(record?.rejection_reason_name, 'Location');
  assert.ok(record?.unread?.includes('screening_question_answers'));
  assert.ok(record?.unread?.includes('rejected_at'));
});

test('somebody who was deleted since they were listed is gone', async () => {
  const routes = openCandidates([details()], { 'GET /candidates/2727030b': () => undefined });
  const session = await openWorkable(routes);
  assert.deepEqual(await readRecords(session, 'applications'), []);
  const pages = await readPages(session, 'applications');
  assert.equal(pages.at(-1)?.unlistedRecords, undefined);
});

test('nothing is kept of the words and data of somebody who was anonymised', async () => {
  const { record } = await readOne({
    anonymized: true,
    answers: [{ question: { body: 'R&D or sales?' }, answer: { body: 'R&D' } }],
  });
  assert.deepEqual(record?.screening_question_answers, []);
  assert.equal(record?.remote_data, null);
});
