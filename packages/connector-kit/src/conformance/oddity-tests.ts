import assert from 'node:assert/strict';
import { requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { assertSameIds, changedFields } from './assert-same-records.ts';
import { openSession, withRemote } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

export const oddityTests: readonly ConformanceTest[] = [
  {
    name: 'turns a word that it does not know into null and one issue',
    async run({ subject }) {
      const newIssues = await readSpoilt(subject, 'addUnknownEnumValue');
      assert.equal(newIssues, 1, 'The number of issues that were reported for the unknown word.');
    },
  },
  {
    name: 'loses one field to a malformed value, and not the record',
    async run({ subject }) {
      const newIssues = await readSpoilt(subject, 'addMalformedRecord');
      assert.ok(newIssues > 0, 'No issue was reported for the malformed value.');
    },
  },
];

/** Spoils a record, checks that only the spoilt field is lost, and counts the new issues. */
async function readSpoilt(
  subject: ConformanceSubject,
  scenario: 'addUnknownEnumValue' | 'addMalformedRecord',
): Promise<number> {
  let newIssues = 0;
  await withRemote(subject, async (remote) => {
    const spoil = requireScenario(subject, scenario);
    const { model, remoteId, field } = await spoil(remote);
    const spoilt = openSession(subject, remote);
    const after = await spoilt.read(model);
    await withRemote(subject, async (fresh) => {
      const untouched = openSession(subject, fresh);
      const before = await untouched.read(model);
      assertSameIds(after.records, before.records, `${model} with a spoilt record`);
      const [old, found] = [before.records.get(remoteId), after.records.get(remoteId)];
      assert.ok(old !== undefined && found !== undefined, `There is no ${model} ${remoteId}.`);
      const value: unknown = Object.entries(found).find(([name]) => name === field)?.[1];
      assert.equal(value ?? null, null, `${field} of ${model} ${remoteId} was spoilt.`);
      // The change itself may move the record's own time of change.
      const lost = changedFields(old, found).filter((name) => name !== 'remote_updated_at');
      assert.deepEqual(lost, [field], `The fields that ${model} ${remoteId} lost.`);
      newIssues = spoilt.journal.issues.length - untouched.journal.issues.length;
    });
  });
  return newIssues;
}
