import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, readFixture } from '../fixtures/ashby-fixture-server.ts';
import type { Override } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures, readPages, withFixtures } from '../fixtures/read-from-fixtures.ts';

type Raw = Record<string, unknown>;
const resultsOf = (method: string): Raw[] => readFixture(method)['results'] as Raw[];
const [first, second] = resultsOf('candidate.list').map(({ id }) => String(id));

/** The first candidate alone has notes. */
const ofFirst: Override = (method, { candidateId }) =>
  method === 'candidate.listNotes' && candidateId !== first
    ? { success: true, results: [] }
    : undefined;

test('notes are those of each candidate, with their authors, also private ones', async () => {
  const { records, issues } = await readFromFixtures('notes', ofFirst);
  const [raw] = resultsOf('candidate.listNotes');
  const { remote_data: remoteData, ...note } = records[0]!;
  assert.deepEqual(note, {
    remote_id: raw!['id'],
    candidate_remote_id: first,
    author_remote_id: resultsOf('user.list')[0]!['id'],
    content_html: 'Knows <b>steel</b> well.',
    is_private: false,
    remote_created_at: '2026-03-05T09:30:00.000Z',
  });
  assert.deepEqual(remoteData, { 'candidate.listNotes': raw });
  assert.deepEqual(
    records.map((record) => record.is_private),
    [false, true],
  );
  assert.deepEqual(issues, []);
});

test('a delta asks for the notes of candidates that have changed, and of no others', async () => {
  const override: Override = (method, body) => {
    if (method !== 'candidate.list') return undefined;
    const changed = resultsOf(method).filter(({ id }) => id === second);
    assert.equal(body['syncToken'], 'before');
    return { success: true, results: changed, syncToken: 'after' };
  };
  await withFixtures(
    async (session) => {
      const pages = await readPages(session, 'notes', { since: { syncToken: 'before' } });
      assert.deepEqual(pages.at(-1)!.since, { syncToken: 'after' });
      assert.equal(pages.at(-1)!.completeness, 'changes');
      const asked = session.server.calls.filter(({ method }) => method === 'candidate.listNotes');
      assert.deepEqual(
        asked.map(({ body }) => body['candidateId']),
        [second],
      );
    },
    { override },
  );
});

test('a candidate who is deleted meanwhile has no notes', async () => {
  const failing =
    (code: string): Override =>
    (method) =>
      method === 'candidate.listNotes' ? failure(code) : undefined;
  const { records } = await readFromFixtures('notes', failing('candidate_not_found'));
  assert.deepEqual(records, []);
});

test('notes that cannot be read are not taken for deleted, and are read by the next delta', async () => {
  const override: Override = (method) =>
    method === 'candidate.listNotes' ? failure('missing_endpoint_permission') : undefined;
  const all = await readFromFixtures('notes');
  const pages = await withFixtures((session) => readPages(session, 'notes'), { override });
  assert.deepEqual(
    pages.flatMap(({ records }) => records),
    [],
  );
  assert.ok((pages.at(-1)!.unlistedRecords ?? 0) > 0);
  const since = pages.at(-1)!.since!;
  // The delta itself names no candidate.
  const unchanged: Override = (method) =>
    method === 'candidate.list' ? { ...readFixture(method), results: [] } : undefined;
  const next = await withFixtures((session) => readPages(session, 'notes', { since }), {
    override: unchanged,
  });
  assert.ok(next.every(({ completeness }) => completeness === 'changes'));
  assert.deepEqual(
    next.flatMap(({ records }) => records),
    all.records,
  );
});
