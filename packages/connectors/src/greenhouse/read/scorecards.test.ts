import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGreenhouse, readRecords } from '../fixtures/open-greenhouse.ts';
import { application } from '../fixtures/records.ts';

const question = (id: number, text: string, type: string, order: number) => ({
  id,
  interview_kit_id: 40,
  question: text,
  answer_type: type,
  required: false,
  sort_order: order,
});

test('a scorecard is put together from the lists that hold its parts', async () => {
  const session = await openGreenhouse({
    '/scorecards': [
      {
        id: 1,
        application_id: 100,
        interview_kit_id: 40,
        interviewer_id: 7,
        submitter_id: 8,
        candidate_rating: 'strong_yes',
        notes: 'Steady hands.',
        private_notes: '',
        status: 'complete',
      },
    ],
    '/applications': [application()],
    '/interviewers': [{ id: 1, interview_id: 60, user_id: 7, scorecard_id: 1 }],
    '/scorecard_questions': [
      question(2, 'Which tools?', 'multi_select', 2),
      question(1, 'Would you sail with them?', 'yes_no', 1),
      question(3, 'Anything else?', 'text', 3),
      question(4, 'How often?', 'single_select', 4),
    ],
    '/scorecard_question_options': [
      { id: 11, scorecard_question_id: 2, name: 'Saw', sort_order: 1 },
      { id: 12, scorecard_question_id: 2, name: 'Plane', sort_order: 2 },
      { id: 13, scorecard_question_id: 4, name: 'Daily', sort_order: 1 },
    ],
    '/scorecard_question_answers': [
      { id: 21, scorecard_id: 1, scorecard_question_id: 1, answer: null, boolean_value: true },
      { id: 22, scorecard_id: 1, scorecard_question_id: 2, answer: null, boolean_value: null },
    ],
    '/scorecard_question_answer_options': [
      { id: 1, scorecard_question_answer_id: 22, scorecard_question_option_id: 12 },
    ],
    '/scorecard_candidate_attributes': [
      {
        id: 1,
        scorecard_id: 1,
        job_candidate_attribute_id: 80,
        candidate_attribute_rating: 'no_decision',
        note: 'Not seen',
      },
    ],
    '/job_candidate_attributes': [{ id: 80, name: 'Patience' }],
  });
  const [record] = await readRecords(session, 'scorecards');
  assert.equal(record?.candidate_remote_id, '10');
  assert.equal(record?.application_remote_id, '100');
  assert.equal(record?.interview_remote_id, '60');
  assert.equal(record?.author_remote_id, '7');
  assert.deepEqual(
    record?.responses?.map(({ label, type, answer }) => [label, type, answer]),
    [
      ['Overall recommendation', 'SINGLE_SELECT', { remote_id: 'strong_yes', label: 'Strong yes' }],
      ['Patience', 'SINGLE_SELECT', null],
      ['Patience: note', 'TEXT', 'Not seen'],
      ['Would you sail with them?', 'BOOLEAN', true],
      ['Which tools?', 'MULTI_SELECT', [{ remote_id: '12', label: 'Plane' }]],
      ['Anything else?', 'TEXT', null],
      ['How often?', 'SINGLE_SELECT', null],
      ['Notes', 'TEXT', 'Steady hands.'],
    ],
  );
  const asked = session.calls.find(({ route }) => route === 'GET /scorecards');
  assert.equal(asked?.query['status'], 'complete');
});

test('a rating that we do not know is shown as it is', async () => {
  const session = await openGreenhouse({
    '/scorecards': [{ id: 1, application_id: 100, candidate_rating: 'legendary' }],
  });
  const [record] = await readRecords(session, 'scorecards');
  const [overall] = record?.responses ?? [];
  assert.deepEqual(overall?.answer, { remote_id: 'legendary', label: 'legendary' });
});
