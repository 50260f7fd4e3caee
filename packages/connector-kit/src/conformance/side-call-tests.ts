import assert from 'node:assert/strict';
import { assertSameIds, assertSameRecords, changedFields } from './assert-same-records.ts';
import type { ModelName } from '../records.ts';
import type { ConformanceTest } from './bench.ts';
import { collect, openSession, withRemote } from './session.ts';
import type { ReadOutcome } from './session.ts';
import type { SideCallUnderTest } from './subject.ts';

/** More failures than any client may retry. */
const forever = 100_000;

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
];

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
