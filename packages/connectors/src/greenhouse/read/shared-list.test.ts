import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGreenhouse, readPages } from '../fixtures/open-greenhouse.ts';
import type { GreenhouseSession, Routes, Row } from '../fixtures/open-greenhouse.ts';
import type { Answer } from '../../testing/vendor-session.ts';
import { application, candidate, references } from '../fixtures/records.ts';

const lists: Routes = {
  ...references,
  '/candidates': [candidate()],
  '/applications': [application()],
  '/interviews': [{ id: 60, application_id: 100 }],
  '/interviewers': [{ id: 61, interview_id: 60, user_id: 7, scorecard_id: 70 }],
  '/scorecards': [{ id: 70, application_id: 100, status: 'complete' }],
};
const timesAsked = ({ calls }: GreenhouseSession, route: string): number =>
  calls.filter((call) => call.route === route).length;

test('the models of a run read a list once that several of them need', async () => {
  const session = await openGreenhouse(lists);
  const [[people], [interviews], [scorecards]] = await Promise.all([
    readPages(session, 'candidates'),
    readPages(session, 'interviews'),
    readPages(session, 'scorecards'),
  ]);
  const [person] = people?.records ?? [];
  assert.ok(person && 'source' in person && person.source);
  const [interview] = interviews?.records ?? [];
  assert.deepEqual(interview && 'user_remote_ids' in interview && interview.user_remote_ids, ['7']);
  const [scorecard] = scorecards?.records ?? [];
  assert.ok(scorecard && 'responses' in scorecard);
  assert.deepEqual([scorecard.candidate_remote_id, scorecard.interview_remote_id], ['10', '60']);
  const asked = ['GET /applications', 'GET /interviewers'].map((one) => timesAsked(session, one));
  assert.deepEqual(asked, [1, 1]);
  await readPages(session, 'candidates');
  assert.equal(timesAsked(session, 'GET /applications'), 2, 'The next read is a fresh one.');
});

test('a delta begins when the oldest list was read that the records show', async () => {
  let day = 18;
  const answer = (...body: Row[]): Answer => ({
    body,
    headers: { date: new Date(`2026-03-${day}T12:00:00Z`).toUTCString() },
  });
  const session = await openGreenhouse({
    ...lists,
    'GET /candidates': () => answer(candidate()),
    'GET /applications': () => answer(application()),
    'GET /scorecards': () => answer({ id: 70, application_id: 100 }),
    'GET /interviewers': () => answer(),
  });
  await readPages(session, 'candidates');
  day = 19;
  const [last] = await readPages(session, 'scorecards');
  const changedFrom = Date.parse('2026-03-18T11:50:00Z');
  assert.deepEqual(last?.since, { changedFrom, fingerprint: '' });
});
