import assert from 'node:assert/strict';
import { readModelsOf } from './bench.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { assertSameRecords, changedFields } from './assert-same-records.ts';
import { recordSchemas } from './record-schemas.ts';
import { findDanglingReferences } from './find-dangling-references.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadRecord } from './session.ts';

/** Records of each model that are read alone. */
const singleReads = 8;

export const recordTests: readonly ConformanceTest[] = [
  {
    name: 'reads at least one record of every supported model',
    async run({ subject, baseline }) {
      const { outcomes } = await baseline();
      const empty = readModelsOf(subject).filter(
        (model) => outcomes.get(model)?.records.size === 0,
      );
      assert.ok(outcomes.size > 0, 'The connector reads no model.');
      assert.deepEqual(empty, [], 'Models without a record.');
    },
  },
  {
    name: 'yields records that fit the record types',
    async run({ baseline }) {
      const { outcomes } = await baseline();
      for (const [model, { records }] of outcomes) {
        for (const [id, record] of records) {
          const { error } = recordSchemas[model].safeParse(record);
          const words = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
          assert.equal(words, undefined, `${model} ${id} does not fit: ${words?.join('; ')}`);
        }
      }
    },
  },
  {
    name: 'gives every record of a model its own remote id',
    async run({ baseline }) {
      const { outcomes } = await baseline();
      for (const [model, { pages }] of outcomes) {
        const ids = pages.flatMap((page) => page.records.map((record) => record.remote_id));
        const seen = new Set<string>();
        const repeated = ids.filter((id) => seen.size === seen.add(id).size);
        assert.deepEqual(repeated, [], `Remote ids of ${model} that occur more than once.`);
        assert.ok(!ids.includes(''), `A record of ${model} has an empty remote id.`);
      }
    },
  },
  {
    name: 'yields the same records when they are read twice',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        for (const model of readModelsOf(subject)) {
          const first = await openSession(subject, remote).read(model);
          const second = await openSession(subject, remote).read(model);
          assertSameRecords(second.records, first.records, `The second read of ${model}`);
        }
      }),
  },
  {
    // Or the sync after an action would show something else than the action has stored.
    name: 'reads single records as its lists do',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        for (const model of readModelsOf(subject)) {
          if (subject.connector.readById?.[model] === undefined) continue;
          const listed = [...(await openSession(subject, remote).read(model)).records.values()];
          const expected = spread(listed, singleReads);
          const ids = expected.map(({ remote_id: id }) => id);
          const found = await openSession(subject, remote).readById(model, ids);
          const byId = new Map(found.map((record) => [record.remote_id, record]));
          for (const record of expected) {
            const single = byId.get(record.remote_id);
            assert.ok(single && !('deleted' in single), `${model} ${record.remote_id} is missing.`);
            // What a read leaves undefined stays as it is stored.
            const differing = changedFields(record, { ...record, ...definedOf(single) });
            const told = differing.filter((name) => Reflect.get(record, name) !== undefined);
            assert.deepEqual(told, [], `${model} ${record.remote_id} differs when read alone.`);
          }
        }
      }),
  },
  {
    name: 'refers only to records that exist',
    run: ({ baseline }) => assertNoDangling(baseline, (target) => target !== 'users'),
  },
  {
    // Apart, as many tools name people who have left and whom they no longer list.
    name: 'refers only to users whom the list of users has',
    run: ({ baseline }) => assertNoDangling(baseline, (target) => target === 'users'),
  },
];

async function assertNoDangling(
  baseline: Bench['baseline'],
  counts: (target: string) => boolean,
): Promise<void> {
  const { dangling, checked } = findDanglingReferences((await baseline()).outcomes, counts);
  assert.deepEqual(dangling.slice(0, 10), [], `${dangling.length} of ${checked} references.`);
}

/** So many of a list, from all over it. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return items.filter((_item, index) => Math.floor(index / step) > Math.floor((index - 1) / step));
}

function definedOf(record: ReadRecord): Partial<ReadRecord> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
