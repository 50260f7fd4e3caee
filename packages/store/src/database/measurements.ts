import type { Database } from './database.ts';
import { bigint, float, int, oneOf, text } from './sql-types.ts';
import { statement } from './statement.ts';

/** The queue of all processes. */
export interface QueueMeasurement {
  /** Work items that are due, and that no worker has taken yet. */
  ready: number;
  /** Items that wait for a later time. */
  delayed: number;
  /** Items that a worker has taken. */
  running: number;
  /** Items that were given up. */
  failed: number;
  /** Since when the oldest ready item could have been begun; 0 without one. */
  oldestReadySeconds: number;
}

const selectQueue = statement({
  text: `with items as (
       select locked_at is not null as is_running, attempts >= max_attempts as is_failed,
         run_at > now() as is_delayed, extract(epoch from now() - run_at)::float8 as age
       from graphile_worker.jobs
     )
     select count(*) filter (where is_running)::int as running,
       count(*) filter (where not is_running and is_failed)::int as failed,
       count(*) filter (where not is_running and not is_failed and is_delayed)::int as delayed,
       count(*) filter (where not is_running and not is_failed and not is_delayed)::int as ready,
       coalesce(max(age) filter (where not is_running and not is_failed and not is_delayed), 0)
         as "oldestReadySeconds"
     from items`,
  rows: { ready: int, delayed: int, running: int, failed: int, oldestReadySeconds: float },
});

export function measureQueue(database: Database): Promise<QueueMeasurement> {
  return selectQueue.one(database.pool);
}

/** The integrations of a tool. */
export interface ToolMeasurement {
  tool: string;
  status: 'ACTIVE' | 'INVALID' | 'INACTIVE';
  integrations: number;
  /** Seconds of lag that half, 90 % and all of them are below. */
  lag50: number;
  lag90: number;
  lagMost: number;
}

// How old the data is: since the start of the last sync that succeeded, and without one since the
// integration was made.
const lags = `
  select i.integration_id, i.tool, i.status,
    extract(epoch from now() - coalesce(last.started_at, i.created_at))::float8 as lag
  from store.integrations i
  left join lateral (
    select r.started_at from store.sync_runs r
    where r.integration_id = i.integration_id and r.state = 'SUCCEEDED'
    order by r.queued_at desc limit 1
  ) last on true
  where i.deleted_at is null`;

const selectTools = statement({
  text: `select tool, status, count(*)::int as integrations,
      percentile_cont(0.5) within group (order by lag) as lag50,
      percentile_cont(0.9) within group (order by lag) as lag90, max(lag) as "lagMost"
    from (${lags}) l group by tool, status`,
  rows: {
    tool: text,
    status: oneOf('ACTIVE', 'INVALID', 'INACTIVE'),
    integrations: int,
    lag50: float,
    lag90: float,
    lagMost: float,
  },
});

export function measureTools(database: Database): Promise<ToolMeasurement[]> {
  return selectTools.all(database.pool);
}

const selectIntegrations = statement({
  text: `select integration_id as "integrationId", tool, lag
    from (${lags} and i.status <> 'INACTIVE' limit $limit) l`,
  values: { limit: bigint },
  rows: { integrationId: text, tool: text, lag: float },
});

/** How old the data of each integration is that is to be synced; null for more than `max`. */
export async function measureIntegrations(
  database: Database,
  max: number,
): Promise<{ integrationId: string; tool: string; lag: number }[] | null> {
  const rows = await selectIntegrations.all(database.pool, { limit: max + 1 });
  return rows.length > max ? null : rows;
}
