import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { failure, list, openLever, readPages, readRecords } from '../fixtures/open-lever.ts';
import { now } from '../../testing/vendor-session.ts';
import { madeAt, opportunity, references } from '../fixtures/records.ts';

const tenMinutes = 600_000;

test('a delta asks from where the last read began by the clock of Lever, and for what was deleted', async () => {
  const session = await openLever({
    ...references,
    'GET /opportunities': ({ query }) =>
      list(
        query['updated_at_start'] ? [opportunity()] : [opportunity(), opportunity({ id: 'o-2' })],
      ),
    'GET /opportunities/deleted': [{ id: 'o-2', deletedAt: madeAt }, 'o-3'],
  });
  const full = await readPages(session, 'applications');
  const since = full.at(-1)?.since ?? null;
  const delta = await readPages(session, 'applications', { since });
  const from = String(now - tenMinutes);
  const asked = (route: string) => session.calls.findLast((call) => call.route === route)?.query;
  assert.equal(asked('GET /opportunities')?.['updated_at_start'], from);
  assert.equal(asked('GET /opportunities/deleted')?.['deleted_at_start'], from);
  assert.deepEqual(
    delta.flatMap(({ records }) => records.map((one) => [one.remote_id, 'deleted' in one])),
    [
      ['o-1', false],
      ['o-2', true],
      ['o-3', true],
    ],
  );
  assert.deepEqual(
    delta.map(({ completeness }) => completeness),
    ['changes', 'changes'],
  );
  assert.ok(delta.at(-1)?.since);
});

test('a refused list of deleted records is an issue, and no end of the delta', async () => {
  const session = await openLever({ ...references, 'GET /opportunities': [opportunity()] });
  const full = await readPages(session, 'applications');
  const delta = await readPages(session, 'applications', { since: full.at(-1)?.since ?? null });
  assert.equal(delta.at(-1)?.resumeFrom, null);
  assert.ok(delta.at(-1)?.since);
  assert.equal(session.issues[0]?.field, 'deleted');
});

test('pages follow their tokens to the end, and a short page is not the last', async () => {
  const session = await openLever({
    ...references,
    'GET /opportunities': ({ query }) =>
      query['offset'] === '%5B1%5D'
        ? list([opportunity({ id: 'o-2' })])
        : list([opportunity()], '%5B1%5D'),
  });
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map(({ remote_id: id }) => id),
    ['o-1', 'o-2'],
  );
});

test('a refused page token asks for a full read', async () => {
  const session = await openLever({
    ...references,
    'GET /opportunities': ({ query }) =>
      query['offset'] ? failure(400, 'BadRequestError', 'No') : list([opportunity()], 't'),
  });
  await assert.rejects(readPages(session, 'applications'), { kind: 'sync-token-expired' });
});

test('children resume inside a page, and ask for nothing twice', async () => {
  const ids = Array.from({ length: 45 }, (_, index) => `o-${index}`);
  const rows = ids.map((id) => opportunity({ id }));
  const notes = ids.map((id): [string, Json[]] => [
    `GET /opportunities/${id}/notes`,
    [{ id: `n-${id}`, fields: [{ value: 'Hi' }], createdAt: madeAt }],
  ]);
  const session = await openLever({ 'GET /opportunities': rows, ...Object.fromEntries(notes) });
  const pages = await readPages(session, 'notes');
  assert.deepEqual(
    pages.map(({ records }) => records.length),
    [20, 20, 5],
  );
  session.calls.length = 0;
  const rest = await readPages(session, 'notes', { resumeFrom: pages[0]?.resumeFrom ?? null });
  assert.equal(rest.flatMap(({ records }) => records).length, 25);
  assert.equal(session.calls.filter(({ route }) => route.endsWith('/notes')).length, 25);
});

test('a candidate of two pages is given once and whole, also after an interruption', async () => {
  const first = opportunity({ tags: ['one'] });
  const second = opportunity({ id: 'o-0', tags: ['two'], createdAt: madeAt - 1 });
  const other = opportunity({ id: 'o-2', contact: 'c-2', tags: ['other'] });
  const session = await openLever({
    'GET /opportunities': ({ query }) => {
      if (query['contact_id'] === 'c-1') return list([first, second]);
      return query['offset'] ? list([second, other]) : list([first], 't');
    },
  });
  const pages = await readPages(session, 'candidates');
  const tagsOf = (page: (typeof pages)[number] | undefined) =>
    page?.records.map((one) => ('deleted' in one ? null : one.tag_remote_ids));
  assert.deepEqual(pages.map(tagsOf), [[['one', 'two']], [['other']]]);
  const [resumed] = await readPages(session, 'candidates', {
    resumeFrom: pages[0]?.resumeFrom ?? null,
  });
  assert.deepEqual(tagsOf(resumed), [['other'], ['one', 'two']]);
});

test('somebody who gets an opportunity while pages are read is read whole', async () => {
  const known = opportunity({ tags: ['one'] });
  const added = opportunity({ id: 'o-new', tags: ['new'], createdAt: madeAt + 1 });
  let lists = 0;
  const session = await openLever({
    'GET /opportunities': ({ query }) => {
      if (query['contact_id'] === 'c-1') return list([added, known]);
      if (query['offset']) return list([known]);
      lists += 1;
      // The list that is read for whoever is on several pages does not show it.
      return list(lists === 1 ? [added] : [], 't');
    },
  });
  const records = await readRecords(session, 'candidates');
  assert.deepEqual(
    records.map(({ tag_remote_ids: tags }) => tags?.toSorted()),
    [['new', 'one']],
  );
});

test('new stages make the next delta of jobs a full read', async () => {
  let stages: Json[] = references['GET /stages'];
  const session = await openLever({
    'GET /stages': () => list(stages),
    'GET /postings': [],
    'GET /postings/deleted': [],
  });
  const since = (await readPages(session, 'jobs')).at(-1)?.since ?? null;
  const [same] = await readPages(session, 'jobs', { since });
  assert.equal(same?.completeness, 'changes');
  stages = [...stages, { id: 'new', text: 'New' }];
  const [other] = await readPages(session, 'jobs', { since });
  assert.equal(other?.completeness, 'full');
});
