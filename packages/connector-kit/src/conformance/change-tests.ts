import assert from 'node:assert/strict';
import { RemoteError } from '../http/remote.ts';
import type { Json, ModelName, Tombstone } from '../declaration/records.ts';
import { requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { changedFields } from './assert-same-records.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadOutcome } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

export const changeTests: readonly ConformanceTest[] = [
  {
    name: 'finds a change to an old record without reading everything again',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const changeOldRecord = requireScenario(subject, 'changeOldRecord');
        const before = await readIncremental(subject, remote);
        const { model, remoteId } = await changeOldRecord(remote);
        const full = before.get(model);
        assert.ok(full, `The scenario changed ${model}, which is not incremental.`);
        const since = full.since ?? null;
        const delta = await openSession(subject, remote).read(model, { since });
        const changed = delta.records.get(remoteId);
        assert.ok(changed, `The change of ${model} ${remoteId} was not found.`);
        const old = full.records.get(remoteId);
        assert.ok(old, `${model} ${remoteId} was not there before the change.`);
        assert.notDeepEqual(changedFields(old, changed), [], 'The scenario changed no field.');
        assertIsDelta(model, delta, full);
      }),
  },
  {
    name: 'yields little when nothing has changed',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const before = await readIncremental(subject, remote);
        for (const [model, full] of before) {
          const since = full.since ?? null;
          const first = await openSession(subject, remote).read(model, { since });
          assertIsDelta(model, first, full);
          const next = first.since ?? null;
          assertIsDelta(
            model,
            await openSession(subject, remote).read(model, { since: next }),
            full,
          );
        }
      }),
  },
  {
    name: 'shows a deletion in a full read',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const deleteRecord = requireScenario(subject, 'deleteRecord');
        const { model, remoteId } = await deleteRecord(remote);
        const before = await readFresh(subject, model);
        assert.ok(before.has(remoteId), `${model} ${remoteId} was not there before.`);
        const after = await openSession(subject, remote).read(model);
        assert.ok(!after.records.has(remoteId), `${model} ${remoteId} is still read.`);
        assert.ok(after.records.size > 0, `No record of ${model} is left.`);
      }),
  },
  {
    name: 'tells a deletion with the id that a full read has',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const deleteRecord = requireScenario(subject, 'deleteRecord');
        const { incrementalModels } = subject.connector;
        const before = new Map<ModelName, { since: Json; told: Set<string> }>();
        for (const model of incrementalModels) {
          const full = await openSession(subject, remote).read(model);
          const { since = null, tombstones } = await openSession(subject, remote).read(model, {
            since: full.since ?? null,
          });
          before.set(model, { since, told: idsOf(tombstones) });
        }
        const { model, remoteId } = await deleteRecord(remote);
        const known = before.get(model);
        // A model without deltas tells a deletion by a full read alone, and so do some deltas.
        if (known === undefined) return;
        const { since } = known;
        const { tombstones } = await openSession(subject, remote).read(model, { since });
        const told = [...idsOf(tombstones)].filter((id) => !known.told.has(id));
        const isRight = told.length === 0 || told.includes(remoteId);
        const shown = told.join(', ');
        assert.ok(isRight, `${model} ${remoteId} was deleted, but the delta reports ${shown}.`);
        const { records } = await openSession(subject, remote).read(model);
        for (const { remote_id: id, mergedInto = null } of tombstones) {
          const isThere = mergedInto === null || records.has(mergedInto);
          assert.ok(
            isThere,
            `${model} ${id} was merged into ${mergedInto}, which no full read has.`,
          );
        }
      }),
  },
  {
    name: 'asks for a full read when what it remembers has expired',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const expireSyncToken = requireScenario(subject, 'expireSyncToken');
        const before = await readIncremental(subject, remote);
        const { model } = await expireSyncToken(remote);
        const since = before.get(model)?.since ?? null;
        assert.notEqual(since, null, `${model} is not incremental.`);
        await assert.rejects(openSession(subject, remote).read(model, { since }), (error) => {
          assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
          assert.equal(error.kind, 'sync-token-expired', error.message);
          return true;
        });
        const again = await openSession(subject, remote).read(model);
        assert.ok(again.records.size > 0, `A full read of ${model} yields nothing afterwards.`);
      }),
  },
];

function idsOf(tombstones: readonly Tombstone[]): Set<string> {
  return new Set(tombstones.map(({ remote_id: id }) => id));
}

async function readIncremental(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
): Promise<Map<ModelName, ReadOutcome>> {
  const models = subject.connector.incrementalModels;
  assert.ok(models.length > 0, 'The connector has no incremental model.');
  const outcomes = new Map<ModelName, ReadOutcome>();
  for (const model of models) outcomes.set(model, await openSession(subject, remote).read(model));
  return outcomes;
}

/** The same model at a fresh remote, where nothing was deleted yet. */
async function readFresh(
  subject: ConformanceSubject,
  model: ModelName,
): Promise<ReadOutcome['records']> {
  const remote = await subject.start();
  try {
    return (await openSession(subject, remote).read(model)).records;
  } finally {
    await remote.close();
  }
}

function assertIsDelta(model: ModelName, delta: ReadOutcome, full: ReadOutcome): void {
  for (const page of delta.pages) {
    assert.equal(page.completeness, 'changes', `completeness of a read of ${model} with since`);
  }
  assert.ok(
    full.records.size < 2 || delta.records.size < full.records.size,
    `All ${full.records.size} records of ${model} were read again.`,
  );
  assert.notEqual(
    delta.since ?? null,
    null,
    `A delta of ${model} gives no since for the next one.`,
  );
}
