import assert from 'node:assert/strict';
import { readModelsOf } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { assertSameRecords } from './assert-same-records.ts';
import { recordSchemas } from './record-schemas.ts';
import { findDanglingReferences } from './find-dangling-references.ts';
import { openSession, withRemote } from './session.ts';

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
    name: 'refers only to records that exist',
    async run({ baseline }) {
      const { outcomes } = await baseline();
      const { dangling, checked } = findDanglingReferences(outcomes);
      assert.deepEqual(dangling.slice(0, 10), [], `${dangling.length} of ${checked} references.`);
    },
  },
];
