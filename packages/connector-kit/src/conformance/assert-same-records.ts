import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { ReadRecord } from './session.ts';

type Records = ReadonlyMap<string, ReadRecord>;

/** The same ids, whatever the order; the message names a few that differ. */
export function assertSameIds(actual: Records, expected: Records, what: string): void {
  const missing = [...expected.keys()].filter((id) => !actual.has(id));
  const extra = [...actual.keys()].filter((id) => !expected.has(id));
  const words = [
    missing.length > 0 ? `${missing.length} missing (${missing.slice(0, 3).join(', ')})` : '',
    extra.length > 0 ? `${extra.length} too many (${extra.slice(0, 3).join(', ')})` : '',
  ].filter((word) => word !== '');
  assert.equal(words.length, 0, `${what}: of ${expected.size} records, ${words.join(' and ')}.`);
}

/** The same ids with the same fields. Raw remote data may change at every read. */
export function assertSameRecords(actual: Records, expected: Records, what: string): void {
  assertSameIds(actual, expected, what);
  for (const [id, record] of expected) {
    const changed = changedFields(record, actual.get(id));
    assert.deepEqual(changed, [], `${what}: record ${id} differs.`);
  }
}

/** The same, but for fields of which a record says that they were not read. */
export function assertSameWhereRead(actual: Records, expected: Records, what: string): void {
  assertSameIds(actual, expected, what);
  for (const [id, record] of expected) {
    const unread = new Set(['unread', ...(actual.get(id)?.unread ?? [])]);
    const changed = changedFields(record, actual.get(id)).filter((field) => !unread.has(field));
    assert.deepEqual(changed, [], `${what}: record ${id} differs.`);
  }
}

/** Names of the fields that differ, without raw remote data. */
export function changedFields(before: ReadRecord, after: ReadRecord | undefined): string[] {
  const one: Record<string, unknown> = { ...before };
  const other: Record<string, unknown> = { ...after };
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  names.delete('remote_data');
  return [...names].filter((name) => !isDeepStrictEqual(one[name] ?? null, other[name] ?? null));
}
