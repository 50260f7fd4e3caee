import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  failure,
  openSmartRecruiters,
  readAll,
  readPages,
  readRecords,
  routesOf,
} from '../fixtures/open-smartrecruiters.ts';
import { details, listed, onePerson, page } from '../fixtures/records.ts';
import { smartrecruiters } from '../index.ts';

const { readById = {} } = smartrecruiters;

test('an application is an assignment of a candidate, with dates of its own', async () => {
  const session = await openSmartRecruiters(onePerson());
  const [first, second] = await readRecords(session, 'applications');
  const { remote_data: _raw, ...rest } = first ?? {};
  assert.deepEqual(rest, {
    remote_id: 'c1:j1',
    outcome: 'PENDING',
    rejection_reason_name: null,
    current_stage_remote_id: 'INTERVIEW/On site',
    current_stage_index: 6,
    job_remote_id: 'j1',
    candidate_remote_id: 'c1',
    remote_created_at: '2026-01-06T08:00:00.000Z',
    rejected_at: null,
    remote_updated_at: '2026-03-01T09:00:00.000Z',
    screening_question_answers: [],
    custom_fields: { Licence: 'Sea', Years: 7, p3: 8 },
  });
  assert.equal(second?.remote_id, 'c1:j2');
  assert.equal(second.outcome, 'DECLINED');
  assert.equal(second.rejection_reason_name, 'Another candidate');
  assert.equal(second.rejected_at, '2026-02-20T10:00:00.000Z');
  assert.equal(second.current_stage_remote_id, 'REJECTED');
  assert.equal(second.current_stage_index, null);
  assert.deepEqual(session.issues, []);
});

test('properties without a list are none; a list that is null is unread', async () => {
  const read = async (body: { content?: null }) => {
    const session = await openSmartRecruiters(
      onePerson({ 'GET /candidates/c1/jobs/j1/properties': () => ({ body }) }),
    );
    const [record] = await readRecords(session, 'applications');
    return [record?.custom_fields, record?.unread, session.issues.length];
  };
  assert.deepEqual(await read({}), [{}, undefined, 0]);
  assert.deepEqual(await read({ content: null }), [{}, ['custom_fields'], 1]);
});

test('outcomes by status; a transferred application has none, an unknown word is reported', async () => {
  const outcomeOf = async (status: string) => {
    const primaryAssignment = { job: { id: 'j1' }, status };
    const person = details({ primaryAssignment, secondaryAssignments: [] });
    const session = await openSmartRecruiters(onePerson({ 'GET /candidates/c1': person }));
    const [record] = await readRecords(session, 'applications');
    return [record?.outcome, record?.current_stage_remote_id, session.issues.length];
  };
  for (const status of ['LEAD', 'NEW', 'IN_REVIEW', 'INTERVIEW', 'OFFERED']) {
    assert.deepEqual(await outcomeOf(status), ['PENDING', status, 0]);
  }
  assert.deepEqual(await outcomeOf('HIRED'), ['HIRED', 'HIRED', 0]);
  assert.deepEqual(await outcomeOf('REJECTED'), ['DECLINED', 'REJECTED', 0]);
  assert.deepEqual(await outcomeOf('WITHDRAWN'), ['DECLINED', 'WITHDRAWN', 0]);
  assert.deepEqual(await outcomeOf('TRANSFERRED'), [null, 'TRANSFERRED', 0]);
  assert.deepEqual(await outcomeOf('DAYDREAMING'), [null, undefined, 1]);
});

test('a step that no process has any longer leaves its status, and is reported', async () => {
  const primaryAssignment = { job: { id: 'j1' }, status: 'INTERVIEW', subStatus: 'Gone' };
  const person = details({ primaryAssignment, secondaryAssignments: [] });
  const session = await openSmartRecruiters(onePerson({ 'GET /candidates/c1': person }));
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.current_stage_remote_id, 'INTERVIEW');
  assert.equal(record.current_stage_index, 4);
  assert.equal(session.issues[0]?.field, 'subStatus');
});

test('without details, the list tells of the main application, and the rest stays as it is', async () => {
  const session = await openSmartRecruiters(
    onePerson({ 'GET /candidates/c1': () => failure(403, 'PERMISSION_DENIED') }),
  );
  const [first, second] = await readRecords(session, 'applications');
  assert.ok(first && second);
  assert.equal(first.outcome, 'PENDING');
  assert.equal(second.outcome, null);
  for (const { unread } of [first, second]) {
    assert.ok(unread?.includes('outcome') && unread.includes('rejection_reason_name'));
  }
});

test('every part that fails costs its fields alone', async () => {
  const lost: [string, string][] = [
    ['GET /configuration/hiring-processes', 'current_stage_index'],
    ['GET /candidates/c1/jobs/j1/status/history', 'rejected_at'],
    ['GET /candidates/c1/jobs/j1/screening-answers', 'screening_question_answers'],
    ['GET /candidates/c1/jobs/j1/properties', 'custom_fields'],
  ];
  for (const [route, field] of lost) {
    const session = await openSmartRecruiters(onePerson({ [route]: () => failure(403, 'X') }));
    const [record] = await readRecords(session, 'applications');
    assert.equal(record?.job_remote_id, 'j1');
    assert.ok(record.unread?.includes(field), `${route} costs ${field}`);
  }
});

test('answers: texts, choices and boxes; of a question with parts, each part is one', async () => {
  const field = (label: string, ...values: [string, string][]) => ({
    id: label,
    label,
    values: values.map(([id, text]) => ({ id, label: text })),
  });
  const answer = (type: string, label: string, fields: ReturnType<typeof field>[]) => ({
    id: `q-${type}`,
    type,
    category: 'c',
    name: label,
    label,
    records: [{ fields }],
  });
  const session = await openSmartRecruiters(
    onePerson({
      'GET /candidates': page([listed({ secondaryAssignments: null })]),
      'GET /candidates/c1': details({ secondaryAssignments: null }),
      'GET /candidates/c1/jobs/j1/screening-answers': {
        totalFound: 7,
        content: [
          answer('textarea', 'Why?', [field('', ['Boats', 'Boats'])]),
          answer('select', 'Tools?', [field('', ['v1', 'Saw'], ['v2', 'Plane'])]),
          answer('radio', 'Where?', [field('', ['v3', 'Sea'])]),
          answer('checkbox', 'Terms', [field('', ['1', 'Confirmed'])]),
          answer('acknowledgement', 'News', [field('')]),
          answer('eeo', 'About you', [field('Gender', ['0', 'Female']), field('Origin')]),
          answer('files', 'A file', [field('', ['f', 'cv.pdf'])]),
        ],
      },
    }),
  );
  const [record] = await readRecords(session, 'applications');
  const answers = record?.screening_question_answers ?? [];
  assert.deepEqual(
    answers.map(({ question, answer: given }) => [question.title, question.type, given]),
    [
      ['Why?', 'TEXT', { content: 'Boats' }],
      ['Tools?', 'MULTI_SELECT', { choices: ['Saw', 'Plane'] }],
      ['Where?', 'SINGLE_SELECT', { choice: 'Sea' }],
      ['Terms', 'BOOLEAN', { checked: true }],
      ['News', 'BOOLEAN', { checked: null }],
      ['About you: Gender', 'SINGLE_SELECT', { choice: 'Female' }],
      ['About you: Origin', 'SINGLE_SELECT', { choice: null }],
    ],
  );
});

test('a run asks once for the details that candidates and applications are made from', async () => {
  const session = await openSmartRecruiters(onePerson());
  await readRecords(session, 'candidates');
  await readRecords(session, 'applications');
  assert.equal(routesOf(session).filter((route) => route === 'GET /candidates/c1').length, 1);
});

test('a delta asks for what has changed since shortly before the last read began', async () => {
  const session = await openSmartRecruiters(onePerson());
  const since = (await readPages(session, 'applications')).at(-1)?.since ?? null;
  await readPages(session.reopen(), 'applications', { since });
  const queries = session.calls.filter(({ route }) => route === 'GET /candidates');
  assert.equal(queries[0]?.query['updatedAfter'], undefined);
  assert.equal(queries[1]?.query['updatedAfter'], '2026-03-19T23:50:00.000Z');
});

test('in a delta, who is gone takes their applications along', async () => {
  const session = await openSmartRecruiters(onePerson());
  const since = (await readPages(session, 'applications')).at(-1)?.since ?? null;
  const gone = await openSmartRecruiters({
    'GET /configuration/hiring-processes': { content: [] },
    'GET /candidates': page([listed()]),
  });
  assert.deepEqual(await readAll(gone, 'applications', { since }), [
    { remote_id: 'c1:j1', deleted: true },
    { remote_id: 'c1:j2', deleted: true },
  ]);
});

test('single applications are read with their candidate, once; others are gone', async () => {
  const session = await openSmartRecruiters(onePerson());
  const ids = ['c1:j2', 'c1:j9', 'c9:j1', 'nonsense'];
  const records = (await readById.applications?.(session.context, ids)) ?? [];
  const states = records.map((record) => [record.remote_id, 'deleted' in record]);
  assert.deepEqual(Object.fromEntries(states), {
    'c1:j2': false,
    'c1:j9': true,
    'c9:j1': true,
    nonsense: true,
  });
  assert.equal(routesOf(session).filter((route) => route === 'GET /candidates/c1').length, 1);
});
