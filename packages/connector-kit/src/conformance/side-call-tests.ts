import assert from 'node:assert/strict';
import { assertSameIds, assertSameRecords, changedFields } from './assert-same-records.ts';
import type { ModelName } from '../declaration/records.ts';
import { readModelsOf } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { collect, openSession, withRemote } from './session.ts';
import type { ReadOutcome } from './session.ts';
import type { SideCallUnderTest } from './subject.ts';

/** More failures than any client may retry. */
const forever = 100_000;
/** Records of each model that are read alone. */
const singleReads = 8;

/** Calls beside the list of a model: for details of a record, or for what all its records name. */
export const sideCallTests: readonly ConformanceTest[] = [
  {
    name: 'loses one detail to a side call that fails, and reads it at the next run',
    async run({ subject: { sideCalls = [], ...subject } }) {
      if (sideCalls.length === 0) return;
      await withRemote(subject, async (remote) => {
        const undisturbed = new Map<ModelName, ReadOutcome>();
        for (const call of sideCalls) {
          const { model, matching } = call;
          const whole = undisturbed.get(model) ?? (await openSession(subject, remote).read(model));
          undisturbed.set(model, whole);
          remote.faults.add({ kind: '500', afterRequests: 0, times: forever, matching });
          const session = openSession(subject, remote);
          const hurt = await session.read(model);
          const failures = session.journal.attempts.filter(({ status }) => status === 500);
          assert.ok(failures.length > 0, `Reading ${model} sends nothing to ${matching}.`);
          checkLoss(hurt, whole, call);
          const issues = session.journal.issues.filter((issue) => issue.model === model);
          assert.ok(issues.length > 0, `Nothing was reported when ${matching} failed.`);
          remote.faults.clear();
          const since = hurt.since ?? null;
          const next = await openSession(subject, remote).read(model, { since });
          const { records } = collect([...hurt.pages, ...next.pages]);
          assertSameRecords(records, whole.records, `The run after ${matching} failed`);
        }
      });
    },
  },
  {
    // A field that no read brings keeps its first value, or none, for ever.
    name: 'leaves nothing unread where every call is answered',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const session = openSession(subject, remote);
        for (const model of readModelsOf(subject)) {
          const full = await session.read(model);
          assertAllRead(full, `A full read of ${model}`);
          const { since } = full;
          if (since !== undefined) {
            assertAllRead(await session.read(model, { since }), `A delta of ${model}`);
          }
          const ids = [...full.records.keys()].slice(0, singleReads);
          const single = await session.readById(model, ids);
          const pages = [{ records: single, resumeFrom: null, completeness: 'changes' as const }];
          assertAllRead(collect(pages), `Reading ${model} by id`);
        }
      }),
  },
  {
    name: 'declares every call beside the list of a model',
    async run(bench) {
      const { sideCalls = [], otherCalls = [] } = bench.subject;
      const declared = [...sideCalls, ...otherCalls];
      const { paths } = await bench.baseline();
      const undeclared = [...paths].flatMap(([model, ofModel]) => {
        const own = declared.filter((call) => (call.model ?? model) === model);
        const others = [...ofModel].filter(
          (path) => !own.some(({ matching }) => path.includes(matching)),
        );
        return others.length > 1 ? [`${model}: ${others.join(', ')}`] : [];
      });
      assert.deepEqual(
        undeclared,
        [],
        'Declare in `sideCalls` or `otherCalls` all but the list itself.',
      );
    },
  },
];

function assertAllRead({ pages, records }: ReadOutcome, what: string): void {
  const unread = new Set([...records.values()].flatMap((record) => record.unread ?? []));
  assert.deepEqual([...unread], [], `${what} leaves fields unread, and no call has failed.`);
  const unlisted = pages.at(-1)?.unlistedRecords ?? 0;
  assert.equal(unlisted, 0, `${what} says that it lacks records, and no call has failed.`);
}

/** Nothing but the fields, or records, of the call may be lost, and it has to be said. */
function checkLoss(hurt: ReadOutcome, whole: ReadOutcome, call: SideCallUnderTest): void {
  const { fields, matching } = call;
  if (fields.length === 0) {
    const last = hurt.pages.at(-1);
    const isTold = last?.completeness === 'full' && (last.unlistedRecords ?? 0) > 0;
    assert.ok(isTold, `The read does not say that it lacks records by ${matching}.`);
  } else {
    assertSameIds(hurt.records, whole.records, `A read while ${matching} fails`);
    const unread = new Set([...hurt.records.values()].flatMap((record) => record.unread ?? []));
    assert.ok(
      fields.every((field) => unread.has(field)),
      `Of ${fields.join(', ')}, only ${[...unread].join(', ') || 'nothing'} is said to be unread.`,
    );
  }
  for (const [id, record] of hurt.records) {
    const before = whole.records.get(id);
    assert.ok(before, `The record ${id} is new.`);
    const allowed = new Set<string>([...fields, 'unread']);
    const lost = changedFields(before, record).filter((field) => !allowed.has(field));
    assert.deepEqual(lost, [], `The record ${id} has lost more than ${matching} tells.`);
  }
}
