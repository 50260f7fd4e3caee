import type { Database } from '../database/database.ts';
import { prepared } from '../database/database.ts';

const statement = `
  insert into store.request_limits as l (integration_id, next_at)
  values ($1, clock_timestamp() + $2 * interval '1 millisecond')
  on conflict (integration_id) do update
    set next_at = greatest(l.next_at, clock_timestamp()) + $2 * interval '1 millisecond'
  returning extract(epoch from next_at - clock_timestamp())::float8 * 1000 - $2 as wait_ms`;

/**
 * Reserves a stretch of an integration's request budget, first come first served over all
 * processes. Returns the milliseconds until it begins.
 */
export async function reserveRequests(
  database: Database,
  reservation: { integrationId: string; lengthMs: number },
): Promise<number> {
  const { rows } = await database.pool.query<{ wait_ms: number }>(
    prepared(statement, [reservation.integrationId, reservation.lengthMs]),
  );
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}
