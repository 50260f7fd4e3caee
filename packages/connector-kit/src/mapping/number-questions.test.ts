import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberQuestions } from './number-questions.ts';

test('questions get their positions, and one that must and cannot be answered is reported', () => {
  const reported: unknown[] = [];
  const format = { type: 'UNKNOWN', raw_question: {} } as const;
  const questions = numberQuestions(
    [
      { remote_id: '1', title: 'Why us?', format: { type: 'TEXT' }, required: true },
      { remote_id: '2', title: 'Sing', format, required: false },
      { remote_id: '3', title: 'Dance', format, required: true },
    ],
    { reportIssue: (issue) => reported.push(issue) },
  );
  assert.deepEqual(
    questions.map(({ remote_id: id, index }) => [id, index]),
    [
      ['1', 0],
      ['2', 1],
      ['3', 2],
    ],
  );
  assert.deepEqual(reported, [
    { model: 'jobs', field: 'screening_questions.format', sample: 'Dance' },
  ]);
});
