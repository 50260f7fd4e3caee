import { toIsoDate } from '@hirewire/connector-kit';

/**
 * Whether one of these dates is not before a time. Lists of Recruitee have no filter for it. A record
 * that has none of them, or one that cannot be read, counts as changed.
 */
export function isChangedSince(from: Date | null, dates: readonly unknown[]): boolean {
  if (from === null) return true;
  const given = dates.filter((date) => date !== null && date !== undefined && date !== '');
  const earliest = from.toISOString();
  return (
    given.length === 0 ||
    given.some((date) => {
      const time = toIsoDate(date, null);
      return time === null || time >= earliest;
    })
  );
}
