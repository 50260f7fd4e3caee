import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { globalLock } from '../database/locks.ts';
import { bool, float, nullable, oneOf, text, texts, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { queueSyncRun } from '../queue/work-items.ts';
import type { SyncRun } from './find-runs.ts';

/** How often integrations sync that have not chosen otherwise; 0 is never. */
export interface Schedule {
  deltaMinutes: number;
  fullHours: number;
}

export interface DueRun {
  integrationId: string;
  runId: string;
  type: SyncRun['type'];
}

/** SQL: where in its stretches of time an integration `i` begins, from 0 to 1. */
const scheduleOffset = '((hashtextextended(i.integration_id, 0) & 1048575) / 1048576::float8)';

/** SQL: when the stretch of so many seconds began that a time is in; null for no seconds. */
export const stretchStart = ({
  at,
  every,
  offset = scheduleOffset,
}: {
  at: string;
  every: string;
  offset?: string;
}): string =>
  `to_timestamp((floor(extract(epoch from ${at})::float8 / nullif(${every}, 0) + ${offset})
    - ${offset}) * ${every})`;

// Time is cut into stretches as long as an interval, from an offset that comes from the
// integration's id: however many integrations there are, and whenever they were made, they begin
// one after the other. A run is due when none of its type was queued in the present stretch, and
// the last one ended at least half an interval ago. A full run is as good as a delta.
const selectDue = statement({
  text: `
  with present as (
    select coalesce($at::timestamptz, clock_timestamp()) as at
  ), wanted as (
    select i.integration_id, i.tool, i.first_synced_at, i.data_expired_at,
      coalesce((i.settings ->> 'full_sync_hours')::float8, $fullHours) * 3600 as full_seconds,
      coalesce((i.settings ->> 'delta_sync_minutes')::float8, $deltaMinutes) * 60 as delta_seconds,
      ${scheduleOffset} as place
    from store.integrations i
    where i.status = 'ACTIVE' and i.deleted_at is null and i.tool = any ($tools)
      and not exists (
        select from store.sync_runs r
        where r.integration_id = i.integration_id and r.state in ('QUEUED', 'RUNNING'))
  ), paced as (
    -- Reads are refused until it has succeeded: the first sync is tried again within the hour.
    select *, case when first_synced_at is null then least(full_seconds, 3600)
      else full_seconds end as full_every
    from wanted
  ), judged as (
    select w.integration_id,
      w.full_every > 0 and (f.queued_at is null or (
        f.queued_at < ${stretchStart({ at: 'at', every: 'w.full_every', offset: 'w.place' })}
        and f.ended_at <= at - make_interval(secs => w.full_every / 2))) as is_full_due,
      -- Only a full one brings the records up to date with what the integration is to show.
      (w.full_every > 0 or w.delta_seconds > 0)
        and coalesce(w.data_expired_at >= coalesce(f.started_at, f.queued_at), false) as is_expired,
      w.delta_seconds > 0 and w.first_synced_at is not null and w.tool = any ($deltaTools)
        and (l.queued_at is null or (
          l.queued_at < ${stretchStart({ at: 'at', every: 'w.delta_seconds', offset: 'w.place' })}
          and l.ended_at <= at - make_interval(secs => w.delta_seconds / 2))) as is_delta_due
    from paced w
    cross join present
    left join lateral (
      select queued_at, started_at, ended_at from store.sync_runs r
      where r.integration_id = w.integration_id and r.type = 'FULL'
      order by r.queued_at desc limit 1) f on true
    left join lateral (
      select queued_at, ended_at from store.sync_runs r
      where r.integration_id = w.integration_id
      order by r.queued_at desc limit 1) l on true
  )
  select integration_id as "integrationId",
    case when is_full_due or is_expired then 'FULL' else 'DELTA' end as type
  from judged where is_full_due or is_expired or is_delta_due`,
  values: {
    deltaMinutes: float,
    fullHours: float,
    tools: texts,
    deltaTools: texts,
    at: nullable(timestamptz),
  },
  rows: { integrationId: text, type: oneOf('FULL', 'DELTA') },
});

const insertRuns = statement({
  text: `
  insert into store.sync_runs (integration_id, id, type, trigger, queued_at)
  select integration_id, id, type, 'SCHEDULE', coalesce($at::timestamptz, clock_timestamp())
  from unnest($integrationIds::text[], $ids::text[], $types::text[]) as due (integration_id, id, type)
  -- A client may have asked for one just now.
  on conflict (integration_id, type) where state in ('QUEUED', 'RUNNING') do nothing
  returning integration_id as "integrationId", id as "runId", type`,
  values: { integrationIds: texts, ids: texts, types: texts, at: nullable(timestamptz) },
  rows: { integrationId: text, runId: text, type: oneOf('FULL', 'DELTA') },
});

const tryLock = statement({
  text: `select pg_try_advisory_xact_lock(${globalLock.schedule}) as taken`,
  rows: { taken: bool },
});

/**
 * Queues the runs that are due. Any number of processes may call it: one at a time looks, the others
 * leave it to that one.
 */
export async function createDueRuns(
  database: Database,
  options: {
    schedule: Schedule;
    /** Tools that there are connectors for. */
    tools: readonly string[];
    /** Those of them that can read changes only. */
    deltaTools: readonly string[];
    /** What counts as the present; by default that of PostgreSQL. */
    at?: Date;
  },
): Promise<DueRun[]> {
  const { schedule, tools, deltaTools, at = null } = options;
  return inTransaction(database, async (client) => {
    // Before the statement's snapshot: it then sees all that an earlier look has queued.
    if (!(await tryLock.one(client)).taken) return [];
    const due = await selectDue.all(client, { ...schedule, tools, deltaTools, at });
    const created = await insertRuns.all(client, {
      integrationIds: due.map(({ integrationId }) => integrationId),
      ids: due.map(() => randomId()),
      types: due.map(({ type }) => type),
      at,
    });
    for (const { integrationId, runId } of created) {
      await queueSyncRun(client, { integrationId, runId });
    }
    return created;
  });
}
