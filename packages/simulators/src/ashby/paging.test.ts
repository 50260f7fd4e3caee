import assert from 'node:assert/strict';
import { after, beforeEach, afterEach, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, readAll, results } from './testing/ashby-client.ts';

const synced = [
  'application.list',
  'applicationFeedback.list',
  'candidate.list',
  'candidateTag.list',
  'customField.list',
  'department.list',
  'interview.list',
  'interviewPlan.list',
  'interviewSchedule.list',
  'job.list',
  'location.list',
  'offer.list',
  'user.list',
];
const everything: Record<string, Record<string, unknown>> = {
  'candidateTag.list': { includeArchived: true },
  'department.list': { includeArchived: true },
  'interview.list': { includeArchived: true, includeNonSharedInterviews: true },
  'interviewPlan.list': { includeArchived: true },
  'job.list': { status: ['Draft', 'Open', 'Closed', 'Archived'] },
  'location.list': { includeArchived: true, includeLocationHierarchy: true },
  'user.list': { includeDeactivated: true },
};

describe('paging in the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 120 });
  });
  afterEach(() => simulator.close());
  after(() => assert.ok(synced.length > 0));

  async function failureCode(method: string, body: unknown): Promise<string> {
    const { status, envelope } = await call(simulator, method, body);
    assert.equal(status, 200);
    return envelope.errorInfo?.code ?? 'no failure';
  }

  for (const method of synced) {
    it(`shows every record of ${method} once, in pages, with a sync token at the end only`, async () => {
      const filters = everything[method] ?? {};
      const whole = await readAll(simulator, method, { ...filters, limit: 100 });
      const limit = Math.max(1, Math.ceil(whole.records.length / 4));
      const { records, pages } = await readAll(simulator, method, { ...filters, limit });
      assert.deepEqual(records, whole.records);
      assert.ok(pages.length >= 3, `${pages.length} pages`);
      assert.equal(new Set(records.map(({ id }) => id)).size, records.length);
      for (const [index, page] of pages.entries()) {
        const isLast = index === pages.length - 1;
        assert.equal(page.moreDataAvailable, !isLast);
        assert.equal(page.nextCursor === undefined, isLast);
        assert.equal(page.syncToken === undefined, !isLast);
        if (!isLast) assert.equal(page.results.length, limit);
      }
    });

    it(`shows nothing of ${method} with a fresh sync token`, async () => {
      const { syncToken } = await readAll(simulator, method);
      const next = await readAll(simulator, method, { syncToken });
      assert.deepEqual(next.records, []);
      assert.notEqual(next.syncToken, '');
    });
  }

  it('holds every seeded record in the lists', async () => {
    const { records } = simulator.state;
    const counts: Record<string, number> = {
      'application.list': records.applications.count,
      'candidate.list': records.candidates.count,
      'interviewSchedule.list': records.interviewSchedules.count,
      'job.list': records.jobs.count,
      'offer.list': records.offers.count,
      'user.list': records.users.count,
      'interview.list': records.interviews.count,
      'location.list': records.locations.count,
    };
    for (const [method, count] of Object.entries(counts)) {
      assert.ok(count > 0, method);
      const { records: shown } = await readAll(simulator, method, everything[method]);
      assert.equal(shown.length, count, method);
    }
  });

  it('gives 100 records where no limit is asked for', async () => {
    assert.equal((await results(simulator, 'candidate.list')).length, 100);
  });

  it('shows only what changed after a sync token, and hands out the next token', async () => {
    const [one, two] = [...simulator.state.records.candidates.values()];
    const { syncToken } = await readAll(simulator, 'candidate.list');
    simulator.state.updateCandidate(one?.id ?? '', { company: 'Other' });
    const added = simulator.state.addCandidate({ name: 'Neu Angekommen' });
    const first = await readAll(simulator, 'candidate.list', { syncToken, limit: 1 });
    assert.deepEqual(
      first.records.map(({ id }) => id),
      [one?.id, added.id],
    );
    simulator.state.updateCandidate(two?.id ?? '', { company: 'Third' });
    const second = await readAll(simulator, 'candidate.list', { syncToken: first.syncToken });
    assert.deepEqual(
      second.records.map(({ id }) => id),
      [two?.id],
    );
  });

  it('does not tell of deletions after a sync token', async () => {
    const [gone] = [...simulator.state.records.candidates.values()];
    const { syncToken } = await readAll(simulator, 'candidate.list');
    simulator.state.deleteCandidate(gone?.id ?? '');
    assert.deepEqual((await readAll(simulator, 'candidate.list', { syncToken })).records, []);
  });

  it('loses nothing that changes, comes or goes between two pages', async () => {
    const ids = [...simulator.state.records.candidates.values()].map(({ id }) => id);
    const expected = new Set(ids);
    let step = 0;
    const run = await readAll(simulator, 'candidate.list', { limit: 10 }, () => {
      const changed = ids[step] ?? '';
      const deleted = ids[ids.length - 1 - step] ?? '';
      simulator.state.updateCandidate(changed, { company: `Company ${step}` });
      simulator.state.deleteCandidate(deleted);
      expected.delete(deleted);
      expected.add(simulator.state.addCandidate({ name: `Newcomer ${step}` }).id);
      step += 1;
    });
    const seen = new Map(run.records.map((record) => [record.id, record]));
    for (const id of expected) {
      assert.deepEqual(
        seen.get(id)?.updatedAt,
        simulator.state.records.candidates.get(id).updatedAt,
      );
    }
    assert.ok(step >= 8);
  });

  it('refuses a cursor of another method or other filters, or a made-up one', async () => {
    const body = { limit: 5, createdAfter: 1 };
    const cursor = (await call(simulator, 'candidate.list', body)).envelope.nextCursor;
    assert.equal(await failureCode('candidate.list', { ...body, cursor }), 'no failure');
    assert.equal(
      await failureCode('candidate.list', { limit: 7, createdAfter: 1, cursor }),
      'no failure',
    );
    const wrong: [string, unknown][] = [
      ['application.list', { ...body, cursor }],
      ['candidate.list', { limit: 5, cursor }],
      ['candidate.list', { ...body, createdAfter: 2, cursor }],
      ['candidate.list', { ...body, cursor: `${cursor}x` }],
      ['candidate.list', { ...body, cursor: '50' }],
      ['candidate.list', { ...body, cursor: '' }],
    ];
    for (const [method, input] of wrong) {
      assert.equal(await failureCode(method, input), 'invalid_next_cursor', JSON.stringify(input));
    }
  });

  it('refuses a sync token of another method or other filters, or a made-up one', async () => {
    const { syncToken } = await readAll(simulator, 'candidate.list');
    const cursor = (await call(simulator, 'candidate.list', { limit: 5 })).envelope.nextCursor;
    for (const body of [
      { syncToken, createdAfter: 2 },
      { syncToken: 'abc' },
      { syncToken: cursor },
    ]) {
      assert.equal(await failureCode('candidate.list', body), 'sync_token_invalid');
    }
    assert.equal(await failureCode('user.list', { syncToken }), 'sync_token_invalid');
  });

  it('accepts later pages of changes with the sync token beside the cursor and without it', async () => {
    const { syncToken } = await readAll(simulator, 'candidate.list');
    const changed = [...simulator.state.records.candidates.values()].slice(0, 6);
    for (const { id } of changed) simulator.state.updateCandidate(id, { school: 'New' });
    const first = await call(simulator, 'candidate.list', { syncToken, limit: 4 });
    const cursor = first.envelope.nextCursor;
    for (const body of [
      { syncToken, cursor, limit: 4 },
      { cursor, limit: 4 },
    ]) {
      const rest = await results(simulator, 'candidate.list', body);
      assert.deepEqual(
        rest.map(({ id }: { id: string }) => id),
        changed.slice(4).map(({ id }) => id),
      );
    }
  });

  it('expires sync tokens and cursors on request, but not those given out later', async () => {
    const { syncToken } = await readAll(simulator, 'candidate.list');
    const cursor = (await call(simulator, 'candidate.list', { limit: 5 })).envelope.nextCursor;
    simulator.state.expireSyncTokens();
    assert.equal(await failureCode('candidate.list', { syncToken }), 'sync_token_expired');
    assert.equal(await failureCode('candidate.list', { cursor, limit: 5 }), 'no failure');
    simulator.state.expireCursors();
    assert.equal(await failureCode('candidate.list', { cursor, limit: 5 }), 'next_cursor_expired');
    const fresh = await readAll(simulator, 'candidate.list', { limit: 50 });
    const { syncToken: token } = fresh;
    assert.equal(await failureCode('candidate.list', { syncToken: token }), 'no failure');
  });

  it('refuses too many pages of changes when a limit is set', async () => {
    const small = await startAshbySimulator({ candidates: 30, limits: { incrementalPages: 2 } });
    const { syncToken, pages } = await readAll(small, 'candidate.list', { limit: 5 });
    assert.equal(pages.length, 6);
    for (const { id } of [...small.state.records.candidates.values()].slice(0, 11)) {
      small.state.updateCandidate(id, { school: 'New' });
    }
    await assert.rejects(
      readAll(small, 'candidate.list', { syncToken, limit: 5 }),
      /incremental_sync_too_large/,
    );
    const wider = await readAll(small, 'candidate.list', { syncToken, limit: 6 });
    assert.equal(wider.records.length, 11);
    await small.close();
  });
});
