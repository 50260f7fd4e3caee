import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import {
  failure,
  openSmartRecruiters,
  readPages,
  readRecords,
} from '../fixtures/open-smartrecruiters.ts';
import { listed, onePerson, page } from '../fixtures/records.ts';
import { smartrecruiters } from '../index.ts';

const { readById = {} } = smartrecruiters;

const interview = {
  id: 'i1',
  candidate: { id: 'c1', status: 'accepted' },
  jobId: 'j1',
  location: 'Dock 1',
  organizerId: 'u9',
  timezone: 'Europe/Warsaw',
  createdOn: '2026-02-01T09:00:00.000Z',
  timeslots: [
    {
      id: 't1',
      interviewType: 'Phone screen',
      title: '',
      ref: 'https://meet.example.com/1',
      startsOn: '2026-02-10T09:00:00.000Z',
      endsOn: '2026-02-10T09:30:00.000Z',
      interviewers: [
        { id: 'u1', status: 'accepted' },
        { id: 'u1', status: 'accepted' },
      ],
    },
    { id: 't2', title: 'Tour', startsOn: '2026-02-10T10:00:00.000Z', interviewers: null },
  ],
};
const interviewsPath = '/interviews-api/v201904/interviews';

const interviews = (more = {}) =>
  openSmartRecruiters(
    onePerson({
      [`GET ${interviewsPath}`]: ({ query }) => ({
        body: { content: query['applicationId'] === 'a-j1' ? [interview] : [] },
      }),
      [`GET ${interviewsPath}/i1`]: interview,
      ...more,
    }),
  );

test('each time of an interview is one, of the application that was asked for', async () => {
  const records = await readRecords(await interviews(), 'interviews');
  const [first, second] = records.map(({ remote_data: _raw, ...rest }) => rest);
  assert.deepEqual(first, {
    remote_id: 'i1:t1',
    title: 'Phone screen',
    starting_at: '2026-02-10T09:00:00.000Z',
    ending_at: '2026-02-10T09:30:00.000Z',
    location: { raw: 'https://meet.example.com/1' },
    application_remote_id: 'c1:j1',
    user_remote_ids: ['u1'],
    remote_created_at: '2026-02-01T09:00:00.000Z',
  });
  assert.deepEqual(
    [second?.remote_id, second?.title, second?.location?.raw, second?.user_remote_ids],
    ['i1:t2', 'Tour', 'Dock 1', []],
  );
  assert.equal(records.length, 2);
});

test('an interview keeps interviewers who are no longer users', async () => {
  const interviewers = [{ id: 'u1' }, { id: 'deleted-user' }];
  const own = { ...interview, timeslots: [{ id: 't1', title: 'Tour', interviewers }] };
  const session = await interviews({ [`GET ${interviewsPath}`]: { content: [own] } });
  const [record] = await readRecords(session, 'interviews');
  assert.deepEqual(record?.user_remote_ids, ['u1', 'deleted-user']);
});

test('a single interview names its application itself; one without its time is gone', async () => {
  const { context } = await interviews();
  const found = (await readById.interviews?.(context, ['i1:t1', 'i1:t9', 'i9:t1'])) ?? [];
  const [first, ...others] = found;
  assert.ok(first !== undefined && 'title' in first && first.application_remote_id === 'c1:j1');
  assert.deepEqual(others, [
    { remote_id: 'i1:t9', deleted: true },
    { remote_id: 'i9:t1', deleted: true },
  ]);
});

test('without the own id of an application, its interviews are unread, and none is deleted', async () => {
  const session = await interviews({ 'GET /candidates/c1/jobs/j1': { status: 'NEW' } });
  const pages = await readPages(session, 'interviews');
  assert.equal(pages.at(-1)?.unlistedRecords, 1);
  assert.match(String(session.issues[0]?.sample), /applicationId/);
});

const message = (fields = {}): { [name: string]: Json } => ({
  content: '#[CANDIDATE:c1] Called <b>back</b>',
  createdOn: '2026-02-02T09:00:00.000Z',
  visibility: 'OPEN',
  authorId: 'u1',
  context: { applications: [{ applicationId: 'a1', candidateId: 'c1', jobId: 'j1' }] },
  ...fields,
});

test('messages are notes: of their application, as text, without the tag of the candidate', async () => {
  const session = await openSmartRecruiters(
    onePerson({
      'GET /messages': ({ query, base }) => {
        const isSecond = query['pageId'] === 'p2';
        const link = `<${base}/messages?candidateId=c1&pageId=p2>; rel="next"`;
        return {
          body: [isSecond ? message({ visibility: 'DIRECT', context: null }) : message()],
          ...(!isSecond && { headers: { link } }),
        };
      },
    }),
  );
  const all = await readPages(session, 'notes');
  const [first, second] = all.flatMap(({ records }) => records);
  assert.ok(first !== undefined && 'content_html' in first);
  const { remote_id: id, remote_data: _raw, ...rest } = first;
  assert.match(id, /^c1:[\w-]{22}$/);
  assert.deepEqual(rest, {
    candidate_remote_id: 'c1',
    application_remote_id: 'c1:j1',
    author_remote_id: 'u1',
    content_html: 'Called &lt;b&gt;back&lt;/b&gt;',
    is_private: false,
    remote_created_at: '2026-02-02T09:00:00.000Z',
  });
  assert.ok(second !== undefined && 'is_private' in second && second.is_private === true);
  assert.equal(second.application_remote_id, null);
  const [again, gone] = (await readById.notes?.(session.context, [id, 'c1:x'])) ?? [];
  assert.equal(again?.remote_id, id);
  assert.deepEqual(gone, { remote_id: 'c1:x', deleted: true });
});

test('a user is read by the id, and an answer without one does not delete them', async () => {
  const users = '/user-api/v201804/users';
  const user = { id: 'u1', firstName: 'Ada', active: true };
  const session = await openSmartRecruiters({
    [`GET ${users}/u1`]: user,
    [`GET ${users}/u3`]: { firstName: 'Ada' },
  });
  const [found, gone] = (await readById.users?.(session.context, ['u1', 'u2'])) ?? [];
  assert.ok(found !== undefined && 'first_name' in found && found.first_name === 'Ada');
  assert.deepEqual(gone, { remote_id: 'u2', deleted: true });
  const broken = readById.users?.(session.context, ['u3']) ?? Promise.resolve();
  await assert.rejects(broken, { kind: 'unavailable' });
});

test('equal messages are notes of their own, and a new one changes no id of those before', async () => {
  const days = ['2026-02-03', '2026-02-02', '2026-02-01'];
  const messages = days.map((day) => message({ createdOn: `${day}T09:00:00.000Z` }));
  const idsOf = async (rows: Json[]) => {
    const session = await openSmartRecruiters(onePerson({ 'GET /messages': rows }));
    const pages = await readPages(session, 'notes');
    return pages.flatMap(({ records }) => records).map(({ remote_id: id }) => id);
  };
  const [newest, ...former] = await idsOf(messages);
  assert.equal(new Set([newest, ...former]).size, 3);
  assert.deepEqual(await idsOf(messages.slice(1)), former);
});

test('who may read a message is one of four words; another one is reported', async () => {
  const words = ['PRIVATE', 'DIRECT', 'OPEN', 'EVERYONE', 'TEAM'];
  const rows = words.map((visibility) => message({ visibility }));
  const session = await openSmartRecruiters(onePerson({ 'GET /messages': rows }));
  const notes = await readRecords(session, 'notes');
  const told = notes.map(({ is_private: isPrivate }) => isPrivate);
  assert.deepEqual(told, [true, true, false, false, null]);
  assert.deepEqual(
    session.issues.map(({ sample }) => sample),
    ['TEAM'],
  );
});

test('a key that may not read messages fails the notes; one candidate who is closed does not', async () => {
  const refused = await openSmartRecruiters(
    onePerson({ 'GET /messages': () => failure(403, 'NO_PERMISSION') }),
  );
  await assert.rejects(readPages(refused, 'notes'), { kind: 'permission' });
  // Five candidates are asked for at a time.
  const people = Array.from({ length: 6 }, (_, index) => listed({ id: `c${index}` }));
  const partly = await openSmartRecruiters({
    'GET /candidates': page(people),
    'GET /messages': ({ query }) =>
      query['candidateId'] === 'c5' ? failure(403, 'NO_ACCESS') : { body: [message()] },
  });
  const pages = await readPages(partly, 'notes');
  assert.equal(pages.flatMap(({ records }) => records).length, 5);
  assert.equal(pages.at(-1)?.unlistedRecords, 1);
});

test('who is gone meanwhile has no messages', async () => {
  const session = await openSmartRecruiters(
    onePerson({ 'GET /messages': () => failure(400, 'CANDIDATE_NOT_FOUND') }),
  );
  assert.deepEqual(await readRecords(session, 'notes'), []);
  assert.deepEqual(session.issues, []);
});

test('reviews are scorecards with a rating and a comment', async () => {
  const review = {
    id: 'r1',
    candidateId: 'c1',
    jobId: 'j1',
    reviewerId: 'u1',
    overallRating: 4,
    comment: 'Great',
    createdOn: '2026-02-03T09:00:00.000Z',
    updatedOn: '2026-02-04T09:00:00.000Z',
  };
  const session = await openSmartRecruiters(
    onePerson({
      'GET /reviews': ({ query }) =>
        query['jobId'] === 'j1' && query['candidateId'] === 'c1'
          ? { body: [review] }
          : failure(404, 'APPLICATION_NOT_FOUND'),
      'GET /reviews/r1': review,
      'GET /reviews/old': () => failure(400, 'INVALID_REVIEW_ID'),
    }),
  );
  const question = { remote_id: null, required: null };
  const [record, ...others] = await readRecords(session, 'scorecards');
  const { remote_data: _raw, ...rest } = record ?? {};
  assert.deepEqual(rest, {
    remote_id: 'r1',
    candidate_remote_id: 'c1',
    application_remote_id: 'c1:j1',
    author_remote_id: 'u1',
    responses: [
      {
        ...question,
        label: 'Overall rating',
        description: 'From 1 to 5.',
        type: 'NUMBER',
        answer: 4,
      },
      { ...question, label: 'Comment', description: null, type: 'TEXT', answer: 'Great' },
    ],
    remote_created_at: '2026-02-03T09:00:00.000Z',
    remote_updated_at: '2026-02-04T09:00:00.000Z',
  });
  assert.deepEqual(others, []);
  const found = await readById.scorecards?.(session.context, ['r1', 'old', 'r9']);
  assert.deepEqual(
    found?.map((one) => 'deleted' in one),
    [false, true, true],
  );
});

const offer = (fields = {}): { [name: string]: Json } => ({
  id: 'o1',
  status: 'PENDING_ACCEPTANCE',
  createdOn: '2026-02-05T09:00:00.000Z',
  updatedOn: '2026-02-06T09:00:00.000Z',
  properties: { startDate: '2026-04-01', salary: '50000' },
  actions: {
    candidate: { url: 'https://api.smartrecruiters.com/candidates/c1', method: 'GET' },
    job: { url: 'https://api.smartrecruiters.com/jobs/j1', method: 'GET' },
    details: { url: 'https://api.smartrecruiters.com/candidates/c1/jobs/j1/offers/o1' },
  },
  ...fields,
});

test('an offer names its application by addresses, also where one is missing', async () => {
  const { actions } = offer();
  const withoutJob = { ...(actions as object), job: null };
  const session = await openSmartRecruiters({
    'GET /offers': page([offer(), offer({ id: 'o2', actions: withoutJob, properties: null })]),
  });
  const [first, second] = await readRecords(session, 'offers');
  const { remote_data: _raw, ...rest } = first ?? {};
  assert.deepEqual(rest, {
    remote_id: 'o1',
    status: 'SENT',
    employment_start_date: '2026-04-01T00:00:00.000Z',
    application_remote_id: 'c1:j1',
    custom_fields: { startDate: '2026-04-01', salary: '50000' },
    remote_created_at: '2026-02-05T09:00:00.000Z',
    remote_updated_at: '2026-02-06T09:00:00.000Z',
  });
  assert.equal(second?.application_remote_id, 'c1:j1');
  assert.equal(second.employment_start_date, null);
  assert.equal(session.calls.length, 1);
});

test('offers are read by offset until all that were counted are there', async () => {
  const all = [offer(), offer({ id: 'o2', status: 'NOT_ACCEPTED' })];
  const session = await openSmartRecruiters({
    'GET /offers': ({ query }) => ({
      body: { totalFound: 2, content: [all[Number(query['offset'] ?? 0)] ?? null].filter(Boolean) },
    }),
  });
  const offers = await readRecords(session, 'offers');
  assert.deepEqual(
    offers.map(({ status }) => status),
    ['SENT', 'DECLINED'],
  );
  assert.equal(session.calls.length, 2);
  const found = await readById.offers?.(session.context, ['o2', 'o9']);
  assert.deepEqual(
    found?.map((one) => 'deleted' in one),
    [false, true],
  );
});

test('users: whether they are active, and their role', async () => {
  const user = { firstName: 'Ben', lastName: 'Example', systemRole: { id: 'STANDARD' } };
  const session = await openSmartRecruiters({
    'GET /user-api/v201804/users': {
      limit: 100,
      nextPageId: '',
      content: [
        { ...user, id: 'u1', email: 'ben@example.com', active: true },
        { ...user, id: 'u2', email: 'no address', active: false, systemRole: null },
      ],
    },
  });
  const users = await readRecords(session, 'users');
  assert.deepEqual(
    users.map(({ remote_id: id, email, status, system_role_remote_ids: roles }) => [
      id,
      email,
      status,
      roles,
    ]),
    [
      ['u1', 'ben@example.com', 'ACTIVE', ['STANDARD']],
      ['u2', null, 'INACTIVE', []],
    ],
  );
  assert.deepEqual(
    session.issues.map(({ field }) => field),
    ['email'],
  );
});

test('reasons of the candidate are told from those of the company', async () => {
  const session = await openSmartRecruiters({
    'GET /configuration/rejection-reasons': { content: [{ id: 'r1', label: 'Another candidate' }] },
    'GET /configuration/withdrawal-reasons': { content: [{ id: 'r1', label: 'Another job' }] },
  });
  const reasons = await readRecords(session, 'rejection_reasons');
  assert.deepEqual(
    reasons.map(({ remote_id: id, name }) => [id, name]),
    [
      ['r1', 'Another candidate'],
      ['withdrawal:r1', 'Another job'],
    ],
  );
});
