import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplicationRecord, Json } from '@hirewire/connector-kit';
import { failure, readFixture } from '../fixtures/ashby-fixture-server.ts';
import type { Override } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures, readPages, withFixtures } from '../fixtures/read-from-fixtures.ts';

const since = { syncToken: 'applications-0' };

/** What each application's answers were read as, and which applications were asked for. */
async function readAnswers(
  request: { since?: Json },
  options: { settings?: Record<string, Json>; override?: Override } = {},
): Promise<{ answers: ApplicationRecord['screening_question_answers'][]; asked: number }> {
  return withFixtures(async (session) => {
    const pages = await readPages(session, 'applications', request);
    const records = pages.flatMap((page) => page.records) as ApplicationRecord[];
    return {
      answers: records.map((record) => record.screening_question_answers),
      asked: session.server.calls.filter((call) => call.method === 'application.info').length,
    };
  }, options);
}

test('an application has its outcome, its place in the pipeline and its references', async () => {
  const { records, issues } = await readFromFixtures('applications');
  const raws = readFixture('application.list')['results'] as Record<string, { id: string }>[];
  assert.deepEqual(
    records.map((record) => record.outcome),
    ['PENDING', 'DECLINED', 'HIRED', 'PENDING'],
  );
  const [active] = records;
  assert.equal(active!.candidate_remote_id, raws[0]!['candidate']!.id);
  assert.equal(active!.job_remote_id, raws[0]!['job']!.id);
  assert.equal(active!.current_stage_remote_id, raws[0]!['currentInterviewStage']!.id);
  assert.equal(active!.current_stage_index, 1);
  assert.deepEqual(Object.values(active!.custom_fields!), [{ value: 90000, currencyCode: 'EUR' }]);
  assert.equal(active!.remote_created_at, '2026-03-04T09:00:00.000Z');
  assert.deepEqual(issues, []);
});

test('only a declined application has a reason and a date of rejection', async () => {
  const fixture = readFixture('application.list');
  const raws = fixture['results'] as Record<string, unknown>[];
  raws[0]!['archiveReason'] = raws[1]!['archiveReason'];
  raws[0]!['archivedAt'] = raws[1]!['archivedAt'];
  const { records } = await readFromFixtures('applications', (method) =>
    method === 'application.list' ? fixture : undefined,
  );
  assert.equal(records[1]!.rejection_reason_name, 'Lacks experience');
  assert.equal(records[1]!.rejected_at, '2026-03-06T09:00:00.000Z');
  assert.equal(records[0]!.rejection_reason_name, null);
  assert.equal(records[0]!.rejected_at, null);
});

test('an unknown status leaves the outcome open and is reported', async () => {
  const fixture = readFixture('application.list');
  (fixture['results'] as Record<string, unknown>[])[2]!['status'] = 'Paused';
  const { records, issues } = await readFromFixtures('applications', (method) =>
    method === 'application.list' ? fixture : undefined,
  );
  assert.equal(records[2]!.outcome, null);
  assert.deepEqual(issues, [{ model: 'applications', field: 'status', sample: 'Paused' }]);
});

test('answers keep their type, and choices become the texts that the candidate saw', async () => {
  const { records } = await readFromFixtures('applications');
  const answers = records[0]!.screening_question_answers!;
  assert.deepEqual(
    answers.map(({ question, answer }) => [question.title, question.type, answer]),
    [
      ['Why do you want to work here?', 'TEXT', { content: 'I like queues.' }],
      ['Years with databases', 'NUMBER', { number: 7 }],
      ['When could you start?', 'DATE', { date: '2026-06-01T00:00:00.000Z' }],
      ['May we call you?', 'BOOLEAN', { checked: true }],
      ['Favourite language', 'SINGLE_SELECT', { choice: 'TypeScript' }],
      ['Languages', 'MULTI_SELECT', { choices: ['Polish', 'gone'] }],
      ['Schools', 'UNKNOWN', { raw: [{ schoolName: 'Example University' }] }],
      ['Essay', 'TEXT', { content: 'Once upon a time' }],
      ['Rate yourself', 'NUMBER', { number: 3 }],
    ],
  );
});

test('an answer that is not of its question’s type is kept raw and reported', async () => {
  const fixture = readFixture('application.info');
  const [first] = fixture['results'] as {
    applicationFormSubmissions: { submittedValues: Record<string, unknown> }[];
  }[];
  const [submission] = first!.applicationFormSubmissions;
  for (const [path, value] of Object.entries(submission!.submittedValues)) {
    if (value === 7) submission!.submittedValues[path] = 'seven';
  }
  const { records, issues } = await readFromFixtures('applications', (method) =>
    method === 'application.info' ? { ...fixture, results: first } : undefined,
  );
  const answer = records[0]!.screening_question_answers!.find(
    ({ question }) => question.title === 'Years with databases',
  );
  assert.equal(answer!.question.type, 'UNKNOWN');
  assert.deepEqual(answer!.answer, { raw: 'seven' });
  assert.equal(issues[0]!.sample, 'seven');
});

test('a full read asks for the answers of open applications that came through a posting', async () => {
  const { answers, asked } = await readAnswers({});
  assert.equal(asked, 1);
  assert.equal(answers[0]!.length, 9);
  assert.deepEqual(answers.slice(1), [undefined, undefined, undefined]);
});

test('a delta asks for the answers of all that has changed, and knows who gave none', async () => {
  const { answers, asked } = await readAnswers({ since });
  assert.equal(asked, 4);
  assert.deepEqual(answers.slice(1), [[], [], []]);
});

test('the setting decides whether all answers or none are read', async () => {
  const all = await readAnswers({}, { settings: { read_screening_answers: 'all' } });
  assert.equal(all.asked, 4);
  const none = await readAnswers({ since }, { settings: { read_screening_answers: 'none' } });
  assert.equal(none.asked, 0);
  assert.deepEqual(none.answers, [undefined, undefined, undefined, undefined]);
});

test('an application that was deleted meanwhile keeps the answers that are stored', async () => {
  const { answers } = await readAnswers(
    { since },
    {
      override: (method) =>
        method === 'application.info' ? failure('application_not_found') : undefined,
    },
  );
  assert.deepEqual(answers, [undefined, undefined, undefined, undefined]);
});

test('another failure of an answer’s call costs the answers, and is named', async () => {
  const override: Override = (method) =>
    method === 'application.info' ? failure('invalid_input') : undefined;
  const { records, issues } = await readFromFixtures('applications', override);
  const [open] = records;
  assert.deepEqual(open!.unread, ['screening_question_answers']);
  assert.equal(open!.screening_question_answers, undefined);
  assert.equal(issues[0]!.field, 'screening_question_answers');
  assert.match(String(issues[0]!.sample), /application\.info/);
});
