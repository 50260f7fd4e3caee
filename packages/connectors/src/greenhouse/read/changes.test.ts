import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import type { GreenhouseSession, Routes, Row } from '../fixtures/open-greenhouse.ts';
import { failure, openGreenhouse, readAll, readPages } from '../fixtures/open-greenhouse.ts';
import { application, candidate, job, references } from '../fixtures/records.ts';
import { greenhouse } from '../index.ts';

const yesterday = '2026-03-19T00:00:00Z';
const since = { changedFrom: Date.parse('2026-03-18T00:00:00Z'), fingerprint: '' };
const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => application({ id: 200 - at }));
const callsOf = ({ calls }: GreenhouseSession, route: string) =>
  calls.filter((call) => call.route === route);

test('pages are read at the address that Greenhouse names, with the cursor alone', async () => {
  const session = await openGreenhouse({ ...references, '/applications': many(7) });
  const pages = await readPages(session, 'applications');
  assert.deepEqual(
    pages.map(({ records, completeness }) => [records.length, completeness]),
    [
      [3, 'full'],
      [3, 'full'],
      [1, 'full'],
    ],
  );
  const queries = callsOf(session, 'GET /applications').map(({ query }) => Object.keys(query));
  assert.deepEqual(queries, [['per_page'], ['cursor'], ['cursor']]);
});

test('a cursor that has expired leads to a new read, and deletes nothing', async () => {
  let isExpired = true;
  const session = await openGreenhouse({
    ...references,
    '/applications': many(7),
    'GET /applications': ({ query }) =>
      isExpired && query['cursor'] !== undefined ? failure(422, 'Invalid cursor') : undefined,
  });
  const expired = { kind: 'sync-token-expired' };
  await assert.rejects(readPages(session, 'applications'), expired);
  isExpired = false;
  const [first] = await readPages(session, 'applications');
  isExpired = true;
  const { resumeFrom = null } = first ?? {};
  await assert.rejects(readPages(session, 'applications', { resumeFrom }), expired);
});

test('an interrupted read goes on at its page', async () => {
  const session = await openGreenhouse({ ...references, '/applications': many(7) });
  const pages = await readPages(session, 'applications');
  const rest = await readPages(session, 'applications', {
    resumeFrom: pages[0]?.resumeFrom ?? null,
  });
  assert.deepEqual(rest, pages.slice(1));
});

test('a delta asks for what has changed, and begins where the read began by the clock of Greenhouse', async () => {
  const rows = [application({ id: 101, updated_at: yesterday }), application()];
  const session = await openGreenhouse({ ...references, '/applications': rows });
  const pages = await readPages(session, 'applications', { since });
  assert.deepEqual(
    pages.flatMap(({ records }) => records.map(({ remote_id: id }) => id)),
    ['101'],
  );
  const [asked] = callsOf(session, 'GET /applications');
  assert.equal(asked?.query['updated_at'], 'gte|2026-03-18T00:00:00.000Z');
  const last = pages.at(-1);
  assert.equal(last?.completeness, 'changes');
  const changedFrom = Date.parse('2026-03-19T23:50:00Z');
  assert.deepEqual(last?.since, { changedFrom, fingerprint: '' });
});

test('a change that only another list tells is found by the date of that list', async () => {
  const session = await openGreenhouse({
    ...references,
    '/applications': [application(), application({ id: 101 })],
    '/application_stages': [{ id: 1, application_id: 100, updated_at: yesterday }],
    '/candidates': [candidate(), candidate({ id: 11 })],
    '/applied_candidate_tags': [{ id: 1, candidate_id: 11, updated_at: yesterday }],
    '/jobs': [job(), job({ id: 2 })],
    '/job_posts': [{ id: 20, job_id: 2, updated_at: '2026-01-01T00:00:00Z' }],
    '/pay_input_ranges': [{ id: 1, job_post_id: 20, updated_at: yesterday }],
  });
  const idsOf = async (model: 'applications' | 'candidates' | 'jobs', from: Json) => {
    const all = await readAll(session, model, { since: from });
    return all.map(({ remote_id: id }) => id);
  };
  assert.deepEqual(await idsOf('applications', since), ['100']);
  assert.deepEqual(await idsOf('candidates', since), ['11']);
  const [full] = await readPages(session, 'jobs');
  const { fingerprint } = Object(full?.since);
  assert.deepEqual(await idsOf('jobs', { ...since, fingerprint }), ['2']);
});

test('a renamed department leads to all jobs', async () => {
  const before = await openGreenhouse({ ...references, '/jobs': [job()] });
  const [full] = await readPages(before, 'jobs');
  const departments = [{ id: 4, name: 'Shipyard' }];
  const after = await openGreenhouse({
    ...references,
    '/departments': departments,
    '/jobs': [job()],
  });
  const pages = await readPages(after, 'jobs', { since: full?.since ?? null });
  assert.deepEqual(
    pages.map(({ completeness, records }) => [completeness, records.length]),
    [['full', 1]],
  );
});

test('a full read takes each list beside it once, and a delta fifty ids at a time', async () => {
  const rows = Array.from({ length: 120 }, (_, at) =>
    candidate({ id: 1000 + at, updated_at: yesterday }),
  );
  const full = await openGreenhouse({ ...references, '/candidates': rows.slice(0, 9) });
  await readPages(full, 'candidates');
  assert.equal(callsOf(full, 'GET /applications').length, 1);
  const delta = await openGreenhouse({
    ...references,
    'GET /candidates': () => ({ body: rows }),
  });
  await readPages(delta, 'candidates', { since });
  const asked = callsOf(delta, 'GET /applications').map(
    ({ query }) => query['candidate_ids']?.split(',').length,
  );
  assert.deepEqual(asked, [50, 50, 20]);
});

test('a list that is refused costs its fields, until it may be read again', async () => {
  let isRefused = true;
  const routes: Routes = {
    ...references,
    '/candidates': [candidate()],
    '/applications': [application()],
    'GET /applications': () => (isRefused ? { status: 403, body: null } : undefined),
  };
  const session = await openGreenhouse(routes);
  const [hurt] = await readPages(session, 'candidates');
  assert.deepEqual(
    hurt?.records.map((one) => ('unread' in one ? one.unread : null)),
    [['source']],
  );
  assert.equal(hurt?.completeness, 'full');
  assert.equal(hurt?.unlistedRecords, undefined);
  isRefused = false;
  const [next] = await readPages(session, 'candidates', { since: hurt?.since ?? null });
  assert.equal(next?.completeness, 'full');
  assert.equal(next?.records.length, 1);
});

test('merged people: the one who is gone is gone, and the applications are with the other', async () => {
  const session = await openGreenhouse({
    ...references,
    '/candidates': [candidate({ id: 11 })],
    '/applications': [application({ candidate_id: 11 })],
  });
  const people = await greenhouse.readById?.candidates?.(session.context, ['10', '11']);
  assert.deepEqual(
    people?.map((one) => [one.remote_id, 'deleted' in one]),
    [
      ['11', false],
      ['10', true],
    ],
  );
  const applications = await greenhouse.readById?.applications?.(session.context, ['100']);
  const [moved] = applications ?? [];
  assert.equal(moved && 'candidate_remote_id' in moved && moved.candidate_remote_id, '11');
});

test('an id that is no number is not sent, as it would refuse all others', async () => {
  const session = await openGreenhouse({ ...references, '/candidates': [candidate()] });
  const found = await greenhouse.readById?.candidates?.(session.context, ['10', 'ten']);
  assert.deepEqual(
    found?.map(({ remote_id: id }) => id),
    ['10', 'ten'],
  );
  assert.equal(callsOf(session, 'GET /candidates')[0]?.query['ids'], '10');
});

test('a sweep lists the ids of what a full read has', async () => {
  const session = await openGreenhouse({
    '/applications': [...many(4), application({ id: 1, status: 'converted' })],
    '/jobs': [job(), job({ id: 2, is_template: true })],
  });
  const list = async (model: 'applications' | 'jobs') => {
    const pages = greenhouse.listIds?.[model]?.(session.context, { resumeFrom: null });
    return (await Array.fromAsync(pages ?? [])).flatMap(({ remoteIds }) => remoteIds);
  };
  assert.deepEqual(await list('applications'), ['200', '199', '198', '197']);
  assert.deepEqual(await list('jobs'), ['1']);
  assert.equal(callsOf(session, 'GET /applications')[0]?.query['fields'], 'id,status');
});
