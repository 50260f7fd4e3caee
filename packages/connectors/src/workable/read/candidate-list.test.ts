import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { failure, openWorkable, page, readPages, readRecords } from '../fixtures/open-workable.ts';
import { now } from '../../testing/vendor-session.ts';
import type { Routes } from '../fixtures/open-workable.ts';
import type { Call } from '../../testing/vendor-session.ts';
import { details, openCandidates } from '../fixtures/records.ts';
import { readCandidates } from './candidates.ts';

const idsOf = (pages: readonly { records: readonly { remote_id: string }[] }[]): string[] =>
  pages.flatMap(({ records }) => records.map(({ remote_id: id }) => id));

test('people who came lately are read first, each once, and the run knows how many there are', async () => {
  const people = [
    details({ id: '1', created_at: '2024-01-10T00:00:00Z' }),
    details({ id: '2', created_at: '2025-12-24T00:00:00Z' }),
    details({ id: '3', created_at: '2026-03-10T00:00:00Z' }),
  ];
  const session = await openWorkable(
    openCandidates(people, {
      'GET /candidates': (call) => {
        const after = call.query['created_after'] ?? '';
        return page(
          call,
          'candidates',
          people.filter(({ created_at: madeAt }) => typeof madeAt === 'string' && madeAt > after),
        );
      },
    }),
  );
  const pages = await readPages(session, 'candidates');
  assert.deepEqual(idsOf(pages), ['3', '2', '1']);
  assert.equal(pages[0]?.expectedRecords, 3);
  const asked = session.calls.filter(({ route }) => route === 'GET /candidates/2');
  assert.equal(asked.length, 1);
});

test('the address of the next page is followed as it is, to another path too', async () => {
  const [one, two] = [details({ id: '1' }), details({ id: '2' })];
  const session = await openWorkable(
    openCandidates([one, two], {
      'GET /candidates': (call) =>
        page(call, 'candidates', [one], '/jobs/AB12CD34EF/candidates?limit=50&since_id=2'),
      'GET /jobs/AB12CD34EF/candidates': (call) =>
        page(call, 'candidates', call.query['since_id'] === '2' ? [two] : []),
    }),
  );
  const records = await readRecords(session, 'candidates');
  assert.deepEqual(records.map(({ remote_id: id }) => id).toSorted(), ['1', '2']);
});

test('an address at another host gets no token', async () => {
  const session = await openWorkable(
    openCandidates([details()], {
      'GET /candidates': () => ({
        body: {
          candidates: [details()],
          paging: { next: 'https://workable.example.org/spi/v3/candidates?since_id=2' },
        },
      }),
    }),
  );
  await assert.rejects(readPages(session, 'candidates'), { name: 'RemoteError' });
});

/** Five pages with one candidate each; the fifth fails. */
function openFivePages(): Routes {
  const people = ['1', '2', '3', '4'].map((id) => details({ id }));
  return openCandidates(people, {
    'GET /candidates': (call: Call) => {
      const at = Number(call.query['since_id'] ?? 1);
      if (at === 5) return failure(500, 'Internal server error');
      return page(call, 'candidates', people.slice(at - 1, at), `/candidates?since_id=${at + 1}`);
    },
  });
}

test('a page that fails for good ends the read after what came before, as no whole read', async () => {
  const session = await openWorkable(openFivePages());
  const read: string[] = [];
  const readAll = async (): Promise<void> => {
    const request = { since: null, resumeFrom: null };
    for await (const { records, resumeFrom } of readCandidates(session.context, request)) {
      read.push(...records.map(({ remote_id: id }) => id));
      assert.notEqual(resumeFrom, null, 'the read ended as if it were whole');
    }
  };
  await assert.rejects(readAll(), { kind: 'unavailable' });
  assert.deepEqual(read, ['1', '2', '3', '4']);
});

test('a read resumes inside a page, and asks for nobody twice', async () => {
  const people = Array.from({ length: 45 }, (_, index) => details({ id: `id-${index}` }));
  const session = await openWorkable(openCandidates(people));
  const pages = await readPages(session, 'applications');
  assert.deepEqual(
    pages.map(({ records }) => records.length).filter((length) => length > 0),
    [20, 20, 5],
  );
  session.calls.length = 0;
  const resumeFrom = pages[0]?.resumeFrom ?? null;
  // As after a crash: nothing in memory is needed.
  const rest = await readPages(session.reopen(), 'applications', { resumeFrom });
  assert.equal(idsOf(rest).length, 25);
  const asked = session.calls.filter(({ route }) => route.startsWith('GET /candidates/id-'));
  assert.equal(asked.length, 25);
});

test('a delta asks for what has changed since the last read began, by the clock of Workable', async () => {
  const session = await openWorkable(openCandidates());
  const since = (await readPages(session, 'candidates')).at(-1)?.since ?? null;
  const delta = await readPages(session, 'candidates', { since });
  const from = session.calls.findLast(({ route }) => route === 'GET /candidates')?.query;
  assert.equal(from?.['updated_after'], new Date(now - 600_000).toISOString());
  assert.equal(delta.at(-1)?.completeness, 'changes');
  assert.ok(delta.at(-1)?.since);
});

test('models of one run ask once for the details of a person, and for what happened to them', async () => {
  const activities: Json[] = [
    { id: 'a1', action: 'comment', body: 'Good', created_at: '2026-03-02T09:00:00.000Z' },
  ];
  const session = await openWorkable(
    openCandidates([details()], { 'GET /candidates/2727030b/activities': { activities } }),
  );
  const models = ['tags', 'candidates', 'applications', 'notes', 'scorecards'] as const;
  for (const model of models) await readPages(session, model);
  const countOf = (route: string) => session.calls.filter((call) => call.route === route).length;
  assert.equal(countOf('GET /candidates/2727030b'), 1);
  assert.equal(countOf('GET /candidates/2727030b/activities'), 1);
});

test('a row of 2017, which says little, is a candidate', async () => {
  const person = { id: 'ce4da98', name: 'Lea Example', job: null };
  const session = await openWorkable(openCandidates([person]));
  for (const model of ['candidates', 'applications'] as const) {
    const records = await readRecords(session, model);
    assert.deepEqual(
      records.map(({ remote_id: id }) => id),
      ['ce4da98'],
    );
  }
  assert.deepEqual(session.issues, []);
});
