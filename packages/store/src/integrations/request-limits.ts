import type { Database } from '../database/database.ts';
import { float, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const reserve = statement({
  text: `
  insert into store.request_limits as l (integration_id, next_at)
  values ($integrationId, clock_timestamp() + $lengthMs * interval '1 millisecond')
  on conflict (integration_id) do update
    set next_at = greatest(l.next_at, clock_timestamp()) + $lengthMs * interval '1 millisecond'
  returning extract(epoch from next_at - clock_timestamp())::float8 * 1000 - $lengthMs as wait_ms`,
  values: { integrationId: text, lengthMs: float },
  rows: { wait_ms: float },
  isPrepared: true,
});

const reserveOfRoute = statement({
  text: `
  insert into store.route_limits as l (integration_id, route, next_at)
  values ($integrationId, $route, clock_timestamp() + $lengthMs * interval '1 millisecond')
  on conflict (integration_id, route) do update
    set next_at = greatest(l.next_at, clock_timestamp()) + $lengthMs * interval '1 millisecond'
  returning extract(epoch from next_at - clock_timestamp())::float8 * 1000 - $lengthMs as wait_ms`,
  values: { integrationId: text, route: text, lengthMs: float },
  rows: { wait_ms: float },
});

/**
 * Reserves a stretch of an integration's request budget, or of the further one of a route, first
 * come first served over all processes. Returns the milliseconds until it begins.
 */
export async function reserveRequests(
  database: Database,
  {
    route,
    ...reservation
  }: { integrationId: string; lengthMs: number; route?: string | undefined },
): Promise<number> {
  const { wait_ms: waitMs } =
    route === undefined
      ? await reserve.one(database.pool, reservation)
      : await reserveOfRoute.one(database.pool, { ...reservation, route });
  return Math.max(0, waitMs);
}
