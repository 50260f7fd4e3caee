import type { RemoteResponse } from '../http/remote.ts';

/**
 * When the vendor answered, by its own clock: the `Date` header. Null where it does not tell.
 *
 * @example answeredAt({ headers: { date: 'Thu, 15 Jan 2026 12:00:00 GMT' } })
 */
export function answeredAt({ headers }: Pick<RemoteResponse, 'headers'>): Date | null {
  const milliseconds = Date.parse(headers['date'] ?? '');
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}
