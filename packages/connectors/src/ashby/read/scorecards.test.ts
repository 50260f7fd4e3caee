import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScorecardResponse } from '@hirewire/connector-kit';
import { failure, readFixture } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures, readPages, withFixtures } from '../fixtures/read-from-fixtures.ts';

type Raw = Record<string, unknown>;
const resultsOf = (method: string): Raw[] => readFixture(method)['results'] as Raw[];

const answersOf = (responses: readonly ScorecardResponse[] | null | undefined) =>
  (responses ?? []).map(({ label, type, answer }) => [label, type, answer]);

test('a scorecard is submitted feedback, with the candidate of its application', async () => {
  const { records } = await readFromFixtures('scorecards');
  const [raw] = resultsOf('applicationFeedback.list');
  const application = resultsOf('application.list').find(({ id }) => id === raw!['applicationId']);
  const { remote_data: remoteData, responses, ...scorecard } = records[0]!;
  assert.deepEqual(scorecard, {
    remote_id: raw!['id'],
    candidate_remote_id: (application!['candidate'] as Raw)['id'],
    application_remote_id: raw!['applicationId'],
    interview_remote_id: raw!['interviewEventId'],
    author_remote_id: resultsOf('user.list')[0]!['id'],
    remote_created_at: '2026-03-10T16:00:00.000Z',
  });
  assert.deepEqual(remoteData, { 'applicationFeedback.list': raw });
  assert.ok(responses);
});

test('each field of the form is a response of a listed type, answered or not', async () => {
  const { records, issues } = await readFromFixtures('scorecards');
  const hire = { remote_id: 'hire', label: 'Hire' };
  assert.deepEqual(answersOf(records[0]!.responses), [
    ['Recommendation', 'SINGLE_SELECT', hire],
    ['Craft', 'NUMBER', 3],
    ['Impression', 'TEXT', 'Calm and exact.'],
    ['Skills', 'MULTI_SELECT', [{ remote_id: 'stone', label: 'Stone' }]],
    ['Would you work with them?', 'BOOLEAN', true],
    ['Free from', 'DATE', '2026-05-01'],
    ['Years', 'NUMBER', 12],
    // The wire has no type for it, and none for files.
    ['Asks for', 'TEXT', '{"value":60000,"currencyCode":"EUR"}'],
    ['Open questions', 'TEXT', null],
  ]);
  const [recommendation, craft] = records[0]!.responses ?? [];
  assert.ok(recommendation?.type === 'SINGLE_SELECT');
  assert.deepEqual(recommendation.options[1], hire);
  assert.equal(recommendation.required, true);
  assert.deepEqual([craft?.description, craft?.required], ['1 is the lowest', false]);
  // Scores and rich text also come as plain texts, and what does not fit is kept and reported.
  assert.deepEqual(answersOf(records[1]!.responses).slice(0, 3), [
    ['Recommendation', 'SINGLE_SELECT', { remote_id: 'maybe', label: 'maybe' }],
    ['Craft', 'NUMBER', 4],
    ['Impression', 'TEXT', 'As an example of the reference.'],
  ]);
  assert.deepEqual(answersOf(records[1]!.responses)[6], ['Years', 'TEXT', 'many']);
  assert.deepEqual(
    issues.map(({ model, field }) => `${model} ${field}`),
    ['scorecards responses.Number'],
  );
});

test('the day of an answer is the one that was written, wherever that was', async () => {
  const fixture = readFixture('applicationFeedback.list');
  const text = JSON.stringify(fixture).replaceAll('"2026-05-01"', '"2026-05-01T23:30:00-08:00"');
  const { records } = await readFromFixtures('scorecards', (method) =>
    method === 'applicationFeedback.list' ? (JSON.parse(text) as Raw) : undefined,
  );
  assert.deepEqual(answersOf(records[0]!.responses)[5], ['Free from', 'DATE', '2026-05-01']);
});

test('the candidate of an application is asked for once, however much feedback it has', async () => {
  await withFixtures(async (session) => {
    const pages = await readPages(session, 'scorecards');
    assert.equal(pages.flatMap((page) => page.records).length, 2);
    const asked = session.server.calls.filter(({ method }) => method === 'application.info');
    assert.equal(asked.length, 1);
  });
});

test('feedback on an application that is deleted meanwhile has no candidate', async () => {
  const { records } = await readFromFixtures('scorecards', (method) =>
    method === 'application.info' ? failure('application_not_found') : undefined,
  );
  assert.deepEqual(
    records.map((record) => record.candidate_remote_id),
    [null, null],
  );
});
