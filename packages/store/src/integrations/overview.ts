import type { Database } from '../database/database.ts';
import {
  bigint,
  float,
  json,
  nullable,
  oneOf,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { Issue } from '../issues/issues.ts';
import type { Schedule } from '../sync/due-runs.ts';
import { stretchStart } from '../sync/due-runs.ts';
import { runState } from '../sync/find-runs.ts';
import type { SyncRun } from '../sync/find-runs.ts';
import type { Integration } from './integrations.ts';
import { integrationColumns, integrationRow, toIntegration } from './integrations.ts';

type OpenIssue = Pick<Issue, 'type' | 'subject'>;

/** How an integration is doing, as operators ask for it. */
export type Health = 'HEALTHY' | 'FAILING' | 'PENDING' | 'DISABLED';

/** An integration with what operators want to know of it at a glance. */
export interface IntegrationOverview {
  integration: Integration;
  health: Health;
  /** The newest sync; null before the first one is queued. */
  lastSync: Pick<SyncRun, 'id' | 'type' | 'state' | 'queuedAt' | 'startedAt' | 'endedAt'> | null;
  /** When the last successful sync began: what changed later may be missing. Null without one. */
  succeededFrom: Date | null;
  /** Age of the data: since the last successful sync began, or else since the integration was made. */
  lagSeconds: number;
  /** When the next sync is due; null where none is scheduled, or one is queued or running. */
  nextSyncAt: Date | null;
  /** Those that are open and not muted, newest first. */
  openIssues: readonly OpenIssue[];
}

const select = statement({
  text: `with observed as (
      select i.*, (select coalesce(json_agg(
            json_build_object('type', s.type, 'subject', s.subject) order by s.first_observed_at desc), '[]')
          from store.issues s
          where s.environment_id = i.environment_id and s.integration_id = i.integration_id
            and s.resolved_at is null and coalesce(s.muted_until <= now(), true)) as open_issues
      from store.integrations i
      where i.deleted_at is null
        and ($environmentId::text is null or i.environment_id = $environmentId)
        and ($integrationId::text is null or i.integration_id = $integrationId)
        and ($status::text is null or i.status = $status)
        and ($tool::text is null or i.tool = $tool)
        and ($search::text is null or strpos(
          lower(concat_ws(' ', i.integration_id, i.organization_name, i.origin_id)),
          lower($search)) > 0)
        and ($after::text is null or (i.created_at, i.integration_id) > (
          select a.created_at, a.integration_id from store.integrations a
          where a.integration_id = $after))
    ), listed as (
      select *, case
          when status = 'INACTIVE' then 'DISABLED'
          when json_array_length(open_issues) > 0 then 'FAILING'
          when first_synced_at is null then 'PENDING'
          else 'HEALTHY' end as health
      from observed
    )
    select ${integrationColumns('i')}, i.open_issues, i.health,
      last.id as run_id, last.type as run_type, last.state as run_state,
      last.queued_at as run_queued_at, last.started_at as run_started_at,
      last.ended_at as run_ended_at, good.started_at as succeeded_from,
      extract(epoch from now() - coalesce(good.started_at, i.created_at))::float8 as lag_seconds,
      next.at as next_sync_at
    from listed i
    left join lateral (
      select * from store.sync_runs r where r.integration_id = i.integration_id
      order by r.queued_at desc limit 1
    ) last on true
    left join lateral (
      select r.started_at from store.sync_runs r
      where r.integration_id = i.integration_id and r.state = 'SUCCEEDED'
      order by r.queued_at desc limit 1
    ) good on true
    left join lateral (
      -- As in due-runs.ts: when a stretch of time begins that has had no run, but no sooner than
      -- half an interval after the last one ended.
      select min(greatest(
        case when coalesce(p.queued_at < p.began_at, true) then now()
          else p.began_at + make_interval(secs => p.every) end,
        p.ended_at + make_interval(secs => p.every / 2))) as at
      from (
        select e.every, l.queued_at, l.ended_at,
          ${stretchStart({ at: 'now()', every: 'e.every' })} as began_at
        from (values
          (false, least(coalesce((i.settings ->> 'full_sync_hours')::float8, $fullHours) * 3600,
            case when i.first_synced_at is null then 3600 end)),
          (true, case when i.tool = any ($deltaTools) and i.first_synced_at is not null then
            coalesce((i.settings ->> 'delta_sync_minutes')::float8, $deltaMinutes) * 60 end)
        ) e (is_delta, every)
        left join lateral (
          select r.queued_at, r.ended_at from store.sync_runs r
          where r.integration_id = i.integration_id and (e.is_delta or r.type = 'FULL')
          order by r.queued_at desc limit 1
        ) l on true
        where e.every > 0
      ) p
      where i.status = 'ACTIVE' and coalesce(last.ended_at is not null, last.id is null)
    ) next on true
    where $health::text is null or i.health = $health
    order by i.created_at, i.integration_id
    limit $limit`,
  values: {
    environmentId: nullable(text),
    integrationId: nullable(text),
    status: nullable(oneOf('ACTIVE', 'INVALID', 'INACTIVE')),
    tool: nullable(text),
    search: nullable(text),
    after: nullable(text),
    health: nullable(oneOf('HEALTHY', 'FAILING', 'PENDING', 'DISABLED')),
    limit: bigint,
    fullHours: float,
    deltaMinutes: float,
    deltaTools: texts,
  },
  rows: {
    ...integrationRow,
    open_issues: json<OpenIssue[]>(),
    health: oneOf('HEALTHY', 'FAILING', 'PENDING', 'DISABLED'),
    lag_seconds: float,
    run_id: nullable(text),
    run_type: nullable(oneOf('FULL', 'DELTA')),
    run_state: nullable(runState),
    run_queued_at: nullable(timestamptz),
    run_started_at: nullable(timestamptz),
    run_ended_at: nullable(timestamptz),
    succeeded_from: nullable(timestamptz),
    next_sync_at: nullable(timestamptz),
  },
});

export interface OverviewQuery {
  environmentId?: string | undefined;
  integrationId?: string | undefined;
  status?: Integration['status'] | undefined;
  tool?: string | undefined;
  /** Part of the id, the organization's name or the origin id, in any case. */
  search?: string | undefined;
  /** The id of the last integration of the previous page. */
  after?: string | undefined;
  health?: Health | undefined;
  limit: number;
  /** How often integrations are synced that have not chosen otherwise. */
  schedule: Schedule;
  /** Tools of which changes alone can be read. */
  deltaTools: readonly string[];
}

/** Integrations that are not deleted, oldest first. */
export async function listOverviews(
  database: Database,
  { schedule, ...query }: OverviewQuery,
): Promise<IntegrationOverview[]> {
  const rows = await select.all(database.pool, { ...query, ...schedule });
  return rows.map((row) => ({
    integration: toIntegration(row),
    health: row.health,
    lastSync:
      row.run_id === null || row.run_type === null || row.run_state === null
        ? null
        : {
            id: row.run_id,
            type: row.run_type,
            state: row.run_state,
            queuedAt: row.run_queued_at ?? row.created_at,
            startedAt: row.run_started_at,
            endedAt: row.run_ended_at,
          },
    succeededFrom: row.succeeded_from,
    lagSeconds: row.lag_seconds,
    nextSyncAt: row.next_sync_at,
    openIssues: row.open_issues,
  }));
}
