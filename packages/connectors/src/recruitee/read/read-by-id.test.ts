import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { Json, ModelName } from '@hirewire/connector-kit';
import { recruitee } from '../index.ts';
import { openRecruitee } from '../fixtures/open-recruitee.ts';
import type { Routes } from '../fixtures/open-recruitee.ts';
import {
  candidate,
  candidateRow,
  listCandidates,
  placement,
  smallAccount,
} from '../fixtures/records.ts';

/** What reading by id tells: each id, and whether it is gone. */
async function readBack(routes: Routes, model: ModelName, ids: readonly string[]) {
  const session = await openRecruitee(smallAccount(routes));
  const read = recruitee.readById?.[model];
  assert.ok(read, `${model} are not read by id.`);
  const records = await read(session.context, ids);
  const found = records.map((record) => [record.remote_id, 'deleted' in record]);
  return { found: Object.fromEntries(found) as Record<string, boolean>, calls: session.calls };
}

test('a hundred missing applications take the list and those that are found', async () => {
  const rows = [
    candidateRow({ id: 50, placements: [placement({ id: 1000 })] }),
    ...Array.from({ length: 20 }, (_, index) => candidateRow({ id: 60 + index, placements: [] })),
  ];
  const routes: Routes = {
    'GET /candidates': listCandidates(rows, 10),
    'GET /candidates/50': { candidate: candidate({ placements: [placement({ id: 1000 })] }) },
  };
  const gone = Array.from({ length: 99 }, (_, index) => `${2000 + index}`);
  const { found, calls } = await readBack(routes, 'applications', ['1000', ...gone]);
  assert.equal(found['1000'], false);
  for (const id of gone) assert.equal(found[id], true, id);
  const details = calls.filter(({ route }) => route.startsWith('GET /candidates/'));
  assert.deepEqual(
    details.map(({ route }) => route),
    ['GET /candidates/50'],
  );
  assert.ok(calls.length <= 6, `${calls.length} requests.`);
});

test('a placement in a talent pool, and one of a deleted candidate, are gone', async () => {
  const deleted = { id: 60, deleted_at: '2026-03-04', placements: [placement({ id: 1060 })] };
  const own = [placement({ id: 1000 }), placement({ id: 1001, offer_id: 19 })];
  const routes: Routes = {
    'GET /candidates': listCandidates([
      candidateRow({ placements: own }),
      candidateRow({ id: 60, placements: [placement({ id: 1060 })] }),
    ]),
    'GET /candidates/60': { candidate: candidate(deleted) },
  };
  const { found } = await readBack(routes, 'applications', ['1000', '1001', '1060']);
  assert.deepEqual(found, { 1000: false, 1001: true, 1060: true });
});

const event = (id: number): Json => ({
  id,
  candidate_id: 50,
  offer_id: 10,
  starts_at: '2026-03-06T08:00:00.000Z',
});

function events(past: Json[], count = past.length): Routes {
  return {
    'GET /interview/events': ({ query }) => {
      const isListed = query['status'] === 'past_due' && query['page'] === '1';
      const meta = { counters: { past_due: count, upcoming: 0 } };
      return { body: { interview_events: isListed ? past : [], meta } };
    },
  };
}

test('an interview that the list still has is kept, and others are gone', async () => {
  const { found, calls } = await readBack(events([event(1), event(2)]), 'interviews', ['2', '3']);
  assert.deepEqual(found, { 2: false, 3: true });
  assert.ok(calls.length <= 4, `${calls.length} requests.`);
});

test('nothing is known to be gone from a list that lacks what it counts', async () => {
  await assert.rejects(readBack(events([event(1)], 2), 'interviews', ['3']), (error) => {
    assert.ok(error instanceof RemoteError);
    assert.equal(error.kind, 'unavailable');
    return true;
  });
});

test('records of short lists are those that the list has', async () => {
  const routes: Routes = {
    'GET /admins': { admins: [{ id: 1, first_name: 'Rae', role_name: 'Yard' }] },
    'GET /disqualify_reasons': { disqualify_reasons: [{ id: 3, name: 'Too far' }] },
  };
  const known = [
    ['users', '1'],
    ['roles', 'Yard'],
    ['rejection_reasons', '3'],
    ['tags', '7'],
    ['application_stages', '101'],
  ] as const;
  for (const [model, id] of known) {
    const { found } = await readBack(routes, model, [id, '99']);
    assert.deepEqual(found, { [id]: false, 99: true }, model);
  }
});
