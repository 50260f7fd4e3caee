import type { Database } from '../database/database.ts';
import { float, nullable, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** The pace that the vendor wants now, in milliseconds between requests; null where it wants none. */
const slowInterval = 'case when l.slow_until > clock_timestamp() then l.slow_interval_ms end';

const reserve = statement({
  text: `
  insert into store.request_limits as l (integration_id, next_at)
  values ($integrationId, clock_timestamp() + $lengthMs * interval '1 millisecond')
  on conflict (integration_id) do update
    set next_at = greatest(l.next_at, l.paused_until, clock_timestamp())
      + greatest($lengthMs, ${slowInterval}) * interval '1 millisecond'
  returning extract(epoch from next_at - clock_timestamp())::float8 * 1000
      - greatest($lengthMs, ${slowInterval}) as wait_ms,
    ${slowInterval} as interval_ms,
    extract(epoch from paused_until - clock_timestamp())::float8 * 1000 as paused_ms`,
  values: { integrationId: text, lengthMs: float },
  rows: { wait_ms: float, interval_ms: nullable(float), paused_ms: nullable(float) },
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

export interface Reservation {
  /** Until it begins. */
  waitMs: number;
  /** Between requests, where the vendor says so; else 0. The reservation is at least as long. */
  intervalMs: number;
  /** For how long the vendor wants no request at all. */
  pausedMs: number;
}

/**
 * Reserves a stretch of an integration's request budget, or of the further one of a route, first
 * come first served over all processes.
 */
export async function reserveRequests(
  database: Database,
  {
    route,
    ...reservation
  }: { integrationId: string; lengthMs: number; route?: string | undefined },
): Promise<Reservation> {
  if (route !== undefined) {
    const { wait_ms } = await reserveOfRoute.one(database.pool, { ...reservation, route });
    return { waitMs: Math.max(0, wait_ms), intervalMs: 0, pausedMs: 0 };
  }
  const row = await reserve.one(database.pool, reservation);
  const [waitMs, pausedMs] = [Math.max(0, row.wait_ms), Math.max(0, row.paused_ms ?? 0)];
  return { waitMs, intervalMs: row.interval_ms ?? 0, pausedMs };
}

const pause = statement({
  text: `update store.request_limits
    set paused_until = clock_timestamp() + $pauseMs * interval '1 millisecond'
    where integration_id = $integrationId`,
  values: { integrationId: text, pauseMs: float },
});

/** Lets no process reserve a request before a time. */
export async function pauseRequests(
  database: Database,
  paused: { integrationId: string; pauseMs: number },
): Promise<void> {
  await pause.run(database.pool, paused);
}

const slowDown = statement({
  text: `update store.request_limits
    set slow_interval_ms = $intervalMs,
      slow_until = clock_timestamp() + $forMs * interval '1 millisecond'
    where integration_id = $integrationId`,
  values: { integrationId: text, intervalMs: float, forMs: float },
});

/** Puts at least so many milliseconds between the requests of all processes, for a while. */
export async function slowRequests(
  database: Database,
  slow: { integrationId: string; intervalMs: number; forMs: number },
): Promise<void> {
  await slowDown.run(database.pool, slow);
}
