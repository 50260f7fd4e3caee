import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import {
  failure,
  openSmartRecruiters,
  readPages,
  readRecords,
} from '../fixtures/open-smartrecruiters.ts';
import { withHugeIds } from '../../testing/vendor-session.ts';
import type { Call } from '../../testing/vendor-session.ts';
import { details, listed, onePerson, page } from '../fixtures/records.ts';
import { smartrecruiters } from '../index.ts';

test('a candidate comes with work, links, place and the source of the main application', async () => {
  const session = await openSmartRecruiters(onePerson());
  const [record] = await readRecords(session, 'candidates');
  const { remote_data: raw, ...rest } = record ?? {};
  assert.deepEqual(rest, {
    remote_id: 'c1',
    first_name: 'Ada',
    last_name: 'Example',
    company: 'Yard',
    title: 'Boat builder',
    source: 'Boat show',
    email_addresses: [{ email_address: 'ada@example.com', type: null }],
    phone_numbers: [{ phone_number: '+48 12 345 67 89', type: null }],
    social_media: [
      { link: 'https://www.linkedin.com/in/ada-example', type: 'LINKEDIN', username: null },
      { link: null, type: 'SKYPE', username: 'ada.example' },
      { link: 'https://ada.example.com', type: 'WEBSITE', username: null },
    ],
    location: { city: 'Krakow', country: 'PL', state: null, street_1: null, zip_code: null },
    remote_created_at: '2026-01-05T09:00:00.000Z',
    remote_updated_at: '2026-03-01T09:00:00.000Z',
    tag_remote_ids: ['boats', 'Sails'],
  });
  assert.deepEqual(Object.keys(raw ?? {}), ['/candidates/{id}']);
  assert.deepEqual(session.issues, []);
});

test('without details, names, address and tags are those of the list', async () => {
  const session = await openSmartRecruiters(
    onePerson({ 'GET /candidates/c1': () => failure(500, 'OOPS') }),
  );
  const [record] = await readRecords(session, 'candidates');
  assert.equal(record?.first_name, 'Ada');
  assert.deepEqual(record.tag_remote_ids, ['boats', 'Sails']);
  assert.ok(record.unread?.includes('phone_numbers'));
});

test('null where a list was promised, and a number as e-mail address, lose nothing else', async () => {
  const odd = { tags: null, experience: null, web: null, location: null, email: 7 };
  const session = await openSmartRecruiters(onePerson({ 'GET /candidates/c1': details(odd) }));
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.email_addresses, []);
  assert.deepEqual(record.tag_remote_ids, []);
  assert.equal(record.last_name, 'Example');
  assert.equal(session.issues[0]?.field, 'email');
});

test('a telephone number is what people wrote', async () => {
  const phoneNumber = '+48 12 345 67 89 (evenings)';
  const session = await openSmartRecruiters(
    onePerson({ 'GET /candidates/c1': details({ phoneNumber }) }),
  );
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.phone_numbers, [{ phone_number: phoneNumber, type: null }]);
});

test('an id that is larger than the numbers of JavaScript keeps all its digits', async () => {
  const huge = '9007199254740993';
  const session = await openSmartRecruiters({
    'GET /candidates': () => ({ body: withHugeIds(page([listed({ id: huge })])) }),
    [`GET /candidates/${huge}`]: () => ({ body: withHugeIds(details({ id: huge })) }),
  });
  const [record] = await readRecords(session, 'candidates');
  assert.equal(record?.remote_id, huge);
});

const pagesOf =
  (end: Json) =>
  ({ query }: Call) => {
    const isSecond = query['pageId'] === 'p2';
    const id = isSecond ? 'c2' : 'c1';
    const nextPageId = isSecond ? end : 'p2';
    return { body: page([listed({ id })], { totalFound: 2, nextPageId }) };
  };

test('by id, somebody without an application is gone, as in lists; a broken one is not', async () => {
  const without = { primaryAssignment: null, secondaryAssignments: [] };
  const session = await openSmartRecruiters({
    'GET /candidates/c1': details(),
    'GET /candidates/c2': details({ id: 'c2', ...without }),
    'GET /candidates/c3': details({ id: 'c3', ...without, primaryAssignment: { job: 'j1' } }),
  });
  const read = smartrecruiters.readById?.candidates;
  const found = (await read?.(session.context, ['c1', 'c2', 'c3'])) ?? [];
  assert.deepEqual(
    found.map((record) => 'deleted' in record),
    [false, true, false],
  );
});

test('a list ends with an empty page id, with null, and without one', async () => {
  for (const end of ['', null]) {
    const session = await openSmartRecruiters({ 'GET /candidates': pagesOf(end) });
    const tags = await readPages(session, 'tags');
    assert.equal(tags.at(-1)?.unlistedRecords, 0);
    assert.equal(session.calls.length, 2);
  }
  const session = await openSmartRecruiters({ 'GET /candidates': page([listed()]) });
  await readPages(session, 'tags');
  assert.equal(session.calls.length, 1);
});

test('an empty page ends a list, and what was counted and not listed keeps all', async () => {
  const session = await openSmartRecruiters({
    'GET /candidates': ({ query }) => ({
      body: page(query['pageId'] === undefined ? [listed()] : [], {
        totalFound: 5,
        nextPageId: 'again',
      }),
    }),
  });
  const pages = await readPages(session, 'tags');
  assert.equal(pages.at(-1)?.resumeFrom, null);
  assert.equal(pages.at(-1)?.unlistedRecords, 4);
});

test('a page id that is no longer good means to read anew', async () => {
  const session = await openSmartRecruiters({
    'GET /candidates': ({ query }) =>
      query['pageId'] === undefined
        ? { body: page([listed()], { nextPageId: 'p2' }) }
        : failure(400, 'SOMETHING'),
  });
  await assert.rejects(readPages(session, 'tags'), { kind: 'sync-token-expired' });
});

test('the list of candidates is asked for one page at a time', () => {
  const routes = smartrecruiters.remote.limit.routes ?? [];
  const own = routes.filter(({ route }) => route.test('GET /candidates'));
  assert.deepEqual(
    own.map(({ name, concurrency, requests }) => [name, concurrency, requests]),
    [['candidates', 1, 10]],
  );
});

test('each endpoint has one budget of ten a second', () => {
  const routes = smartrecruiters.remote.limit.routes ?? [];
  for (const request of [
    'GET /candidates/c1',
    'GET /candidates/c1/jobs/j1',
    'GET /candidates/c1/jobs/j1/screening-answers',
    'GET /jobs',
    'PUT /candidates/c1/jobs/j1/status',
    'POST /candidates',
  ]) {
    const own = routes.filter(({ route }) => route.test(request));
    assert.equal(own.length, 1, request);
    assert.deepEqual([own[0]?.requests, own[0]?.windowMs], [10, 1000]);
  }
});

test('tags are those of all candidates, each once', async () => {
  const session = await openSmartRecruiters({
    'GET /candidates': page([listed(), listed({ id: 'c2', tags: ['boats', 'Oars'] })]),
  });
  const tags = await readRecords(session, 'tags');
  assert.deepEqual(
    tags.map(({ remote_id: id }) => id),
    ['boats', 'Sails', 'Oars'],
  );
  assert.equal(session.calls.length, 1);
});

test('sweeps list what full reads have, a hundred at a time', async () => {
  const session = await openSmartRecruiters({ 'GET /candidates': page([listed()]) });
  const { listIds = {} } = smartrecruiters;
  const idsOf = async (model: 'applications' | 'candidates') => {
    const list = listIds[model];
    assert.ok(list);
    const pages = await Array.fromAsync(list(session.context, { resumeFrom: null }));
    return pages.flatMap(({ remoteIds }) => remoteIds);
  };
  assert.deepEqual(await idsOf('candidates'), ['c1']);
  assert.deepEqual(await idsOf('applications'), ['c1:j1', 'c1:j2']);
  assert.equal(session.calls[0]?.query['limit'], '100');
});
