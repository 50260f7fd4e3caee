import assert from 'node:assert/strict';
import { it } from 'node:test';
import { listStaleRows } from '@hirewire/store/testing';
import fc from 'fast-check';
import type { InMemoryRemote } from '../testing/in-memory-ats.ts';
import { addCandidate, addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import { startTestEngine } from '../testing/start-engine.ts';

type Mutation = (remote: InMemoryRemote, pick: number) => void;

const stageIds = ['s0', 's1', 's2', 'unknown-stage'];

/** A random change of a random record of every kind, references into the void included. */
const mutations: readonly Mutation[] = [
  (remote, pick) => addCandidate(remote, pick % 20),
  (remote, pick) =>
    changeOne(remote, 'candidates', pick, { last_name: `L${pick}`, title: 'a "b" \\ 🎈\u0000' }),
  (remote, pick) =>
    changeOne(remote, 'candidates', pick, { tag_remote_ids: pick % 2 ? [] : ['t1', 't-none'] }),
  (remote, pick) =>
    changeOne(remote, 'applications', pick, {
      current_stage_remote_id: stageIds[pick % stageIds.length] ?? null,
      candidate_remote_id: pick % 7 === 0 ? null : `c${pick % 20}`,
    }),
  (remote, pick) =>
    changeOne(remote, 'interviews', pick, { application_remote_id: `a${pick % 20}` }),
  (remote, pick) => changeOne(remote, 'offers', pick, { application_remote_id: `a${pick % 20}` }),
  (remote, pick) => changeOne(remote, 'application_stages', pick, { name: `Stage ${pick}` }),
  (remote, pick) => changeOne(remote, 'users', pick, { first_name: `U${pick}` }),
  (remote, pick) => changeOne(remote, 'roles', pick, { remote_label: `R${pick}` }),
  (remote, pick) => changeOne(remote, 'tags', pick, { name: `T${pick}` }),
  (remote, pick) =>
    remote.put('jobs', {
      ...sampleJob(),
      name: `J${pick}`,
      stages: stageIds.slice(pick % 3).map((remote_id, index) => ({ remote_id, index })),
    }),
  (remote, pick) => deleteOne(remote, 'candidates', pick),
  (remote, pick) => deleteOne(remote, 'applications', pick),
  (remote, pick) => deleteOne(remote, 'interviews', pick),
  (remote, pick) => deleteOne(remote, 'users', pick),
];

function changeOne(
  remote: InMemoryRemote,
  model: keyof InMemoryRemote['records'],
  pick: number,
  patch: object,
): void {
  const all = [...remote.records[model].values()];
  const record = all[pick % Math.max(1, all.length)];
  if (record !== undefined) remote.put(model, { ...record, ...patch } as never);
}

function deleteOne(
  remote: InMemoryRemote,
  model: keyof InMemoryRemote['records'],
  pick: number,
): void {
  const ids = [...remote.records[model].keys()];
  const id = ids[pick % Math.max(1, ids.length)];
  if (id !== undefined) remote.delete(model, id);
}

const step = fc.record({
  changes: fc.array(
    fc.tuple(fc.integer({ min: 0, max: mutations.length - 1 }), fc.nat({ max: 1000 })),
    { minLength: 1, maxLength: 6 },
  ),
  type: fc.constantFrom('FULL' as const, 'DELTA' as const),
});

it('shows after any sequence of changes and syncs what rendering everything anew would show', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const test = await startTestEngine();
      try {
        addSampleRecords(test.ats.remote, 20);
        await test.sync();
        for (const { changes, type } of steps) {
          for (const [index, pick] of changes) mutations[index]?.(test.ats.remote, pick);
          await test.sync(type);
          assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
        }
        await test.everything(); // every record parses as JSON
      } finally {
        await test.close();
      }
    }),
    { numRuns: 12 },
  );
});
