import assert from 'node:assert/strict';
import { requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { assertSameIds, changedFields } from './assert-same-records.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadRecord } from './session.ts';
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
  {
    // Or a customer's dates are gone, and the report of the run says that all is well.
    name: 'reports every date and address that it cannot use',
    async run({ subject, baseline }) {
      const { outcomes } = await baseline();
      let lostInAll = 0;
      await withRemote(subject, async (remote) => {
        for (const [model, { records }] of outcomes) {
          const session = openSession(subject, remote, { spoil: spoilDatesAndAddresses });
          const spoilt = (await session.read(model)).records;
          assertSameIds(spoilt, records, `${model} with spoilt dates and addresses`);
          let lost = 0;
          for (const [id, record] of records) {
            lost += countLost(record, spoilt.get(id));
          }
          const reported = session.journal.issues.filter(
            (issue) => issue.model === model && String(issue.sample).startsWith(spoilMark),
          );
          assert.ok(
            reported.length >= lost,
            `${model} lost ${lost} dates and addresses, and ${reported.length} were reported.`,
          );
          lostInAll += lost;
        }
      });
      assert.ok(lostInAll > 0, 'No date and no address was lost, so that none was read.');
    },
  },
];

const spoilMark = 'not ';
const dateOrAddress = /^(?:\d{4}-\d{2}-\d{2}(?:[T ].*)?|[^\s@]+@[^\s@]+\.\w+)$/;

/** Puts a word before every text that is a date or an e-mail address, so that it is none. */
function spoilDatesAndAddresses(value: unknown): unknown {
  if (typeof value === 'string') return dateOrAddress.test(value) ? spoilMark + value : value;
  if (Array.isArray(value)) return value.map(spoilDatesAndAddresses);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, spoilDatesAndAddresses(inner)]),
  );
}

/** Of the record's own fields, and of its list of addresses. */
function countLost(record: ReadRecord, spoilt: ReadRecord = record): number {
  const after = new Map<string, unknown>(Object.entries(spoilt));
  const fields = Object.entries(record).filter(
    ([name, value]) =>
      typeof value === 'string' && dateOrAddress.test(value) && (after.get(name) ?? null) === null,
  );
  return fields.length + addressesOf(record).length - addressesOf(spoilt).length;
}

function addressesOf(record: ReadRecord): readonly unknown[] {
  return ('email_addresses' in record && record.email_addresses) || [];
}

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
