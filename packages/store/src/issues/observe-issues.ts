import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { globalLock } from '../database/locks.ts';
import { bool, float, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { Schedule } from '../sync/due-runs.ts';

/** An issue that was raised or resolved just now. */
export interface IssueChange {
  change: 'raised' | 'resolved';
  id: string;
  integrationId: string;
  type: string;
  subject: string;
}

export interface ObserveIssuesOptions {
  /** How often integrations are synced that have not chosen otherwise; 0 is never. */
  schedule: Schedule;
  /** Tools of which changes alone can be read. */
  deltaTools: readonly string[];
  /** Error codes of actions that count as failures; the others are the caller's. */
  failureCodes: readonly string[];
}

// Each condition is a query for the integrations that have it now. Disabled integrations have none:
// nothing is asked of their tools. The shares, counts and periods of `action_failing` are those of
// the compatible API (semantics of its issue types).
const conditions = [
  `select i.environment_id, i.integration_id, 'integration.authentication_failed', '',
     json_build_object('since', i.authentication_failing_since)
   from present i where i.authentication_failing_since is not null`,

  `select i.environment_id, i.integration_id, 'integration.permission_missing',
     left(p ->> 'permission', 500), p
   from present i, json_array_elements(i.missing_permissions) p`,

  `select i.environment_id, i.integration_id, 'integration.credentials_expiring', '',
     json_build_object('expires_at', i.credentials_expire_at)
   from present i where i.credentials_expire_at < clock_timestamp() + interval '30 days'`,

  // A run whose models all failed for want of a permission is the issue above.
  `select i.environment_id, i.integration_id, 'integration.sync_failing', '',
     json_build_object('run_id', r.id, 'state', r.state, 'models', f.models)
   from present i
   join lateral (
     select id, state from store.sync_runs
     where integration_id = i.integration_id and ended_at is not null and state <> 'CANCELLED'
     order by queued_at desc limit 1
   ) r on r.state in ('FAILED', 'TIMED_OUT', 'PARTIALLY_FAILED')
   left join lateral (
     select array_agg(model order by model) as models from store.sync_models
     where integration_id = i.integration_id and run_id = r.id and state = 'FAILED'
       and not is_refused
   ) f on true
   where r.state <> 'PARTIALLY_FAILED' or f.models is not null`,

  // The first sync of a large customer may take long, so that it is late only when it is not running.
  `select l.environment_id, l.integration_id, 'integration.sync_late', '',
     json_build_object('since', l.since, 'expected_minutes', round(l.every / 60))
   from (
     select i.*, coalesce(good.started_at, i.created_at) as since,
       case when i.delta_seconds > 0 then i.delta_seconds else i.full_seconds end as every
     from present i
     left join lateral (
       select started_at from store.sync_runs
       where integration_id = i.integration_id and state = 'SUCCEEDED'
       order by queued_at desc limit 1
     ) good on true
     where i.status = 'ACTIVE' and i.authentication_failing_since is null
       and not (i.first_synced_at is null and exists (
         select from store.sync_runs
         where integration_id = i.integration_id and state = 'RUNNING'))
   ) l
   where l.every > 0
     and l.since < clock_timestamp() - make_interval(secs => 3 * l.every + 1800)
     and not exists (
       select from store.sync_runs r
       where r.integration_id = l.integration_id and r.ended_at > l.since
         and r.state in ('FAILED', 'TIMED_OUT', 'PARTIALLY_FAILED'))`,

  `select i.environment_id, i.integration_id, 'integration.deletions_withheld', m.model,
     json_build_object('run_id', m.run_id, 'count', m.withheld)
   from present i
   join lateral (
     select distinct on (m.model) m.model, m.run_id, m.withheld
     from store.sync_models m
     join store.sync_runs r on r.integration_id = m.integration_id and r.id = m.run_id
     where m.integration_id = i.integration_id and m.state = 'DONE' and m.completeness in ('full', 'ids')
     order by m.model, r.queued_at desc
   ) m on m.withheld > 0`,

  `select i.environment_id, i.integration_id, 'integration.incoming_webhook_failing', '',
     json_build_object('count', v.lost, 'total', v.total, 'events', v.events)
   from present i
   join lateral (
     select count(*) as total, count(*) filter (where state <> 'enabled') as lost,
       array_agg(distinct event) filter (where state <> 'enabled' and event is not null) as events
     from store.vendor_webhooks where integration_id = i.integration_id
   ) v on v.lost > 0`,

  `select i.environment_id, i.integration_id, 'integration.action_failing', a.operation,
     json_build_object('failed', a.failed, 'finished', a.finished, 'interaction_id', a.last_id)
   from present i
   join lateral (
     select operation, count(*) as finished,
       count(*) filter (where error_code = any ($failureCodes)) as failed,
       max(array[to_char(started_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), id])
         filter (where error_code = any ($failureCodes)) as last
     from store.interactions
     where integration_id = i.integration_id and ended_at is not null and not is_dry_run
       and started_at > clock_timestamp() - interval '24 hours'
     group by operation
   ) a0 on a0.finished >= 5 and a0.failed * 2 >= a0.finished,
   lateral (select a0.operation, a0.finished, a0.failed, a0.last[2] as last_id) a`,

  // Its own events wait; those of other endpoints tell of it.
  `select e.environment_id, '', 'environment.webhook_endpoint_failing', e.id,
     json_build_object('disabled_reason', e.disabled_reason, 'since', d.since)
   from store.webhook_endpoints e
   left join lateral (
     select min(first_tried_at) as since from store.webhook_deliveries
     where environment_id = e.environment_id and endpoint_id = e.id and state = 'PENDING'
       and first_tried_at is not null
   ) d on true
   where (e.is_enabled and d.since < clock_timestamp() - interval '1 hour')
     or (not e.is_enabled and e.disabled_reason is not null)`,

  // A key that was made for a short time is no surprise.
  `select k.environment_id, '', 'environment.api_key_expiring', k.id,
     json_build_object('name', k.name, 'expires_at', k.expires_at)
   from store.api_keys k
   where k.revoked_at is null and k.expires_at > clock_timestamp() - interval '7 days'
     and k.expires_at < clock_timestamp()
       + least(interval '30 days', (k.expires_at - k.created_at) / 3)`,
];

const observe = statement({
  text: `with present as materialized (
      select i.*,
        coalesce((i.settings ->> 'full_sync_hours')::float8, $fullHours) * 3600 as full_seconds,
        case when i.tool = any ($deltaTools) then
          coalesce((i.settings ->> 'delta_sync_minutes')::float8, $deltaMinutes) * 60
        else 0 end as delta_seconds
      from store.integrations i where i.deleted_at is null and i.status <> 'INACTIVE'
    ), observed (environment_id, integration_id, type, subject, facts) as materialized (
      ${conditions.join('\nunion all\n')}
    ), raised as (
      insert into store.issues as known (environment_id, integration_id, type, subject, facts,
        first_observed_at, last_observed_at)
      select o.*, now(), now() from observed o
      on conflict (environment_id, integration_id, type, subject) do update set
        facts = excluded.facts,
        last_observed_at = excluded.last_observed_at,
        first_observed_at = case when known.resolved_at is null then known.first_observed_at
          else excluded.first_observed_at end,
        muted_until = case when known.resolved_at is null then known.muted_until end,
        resolved_at = null
      returning known.*
    ), resolved as (
      update store.issues known set resolved_at = now()
      where resolved_at is null and not exists (
        select from observed o
        where (o.environment_id, o.integration_id, o.type, o.subject)
          = (known.environment_id, known.integration_id, known.type, known.subject))
      returning known.*
    )
    select 'raised' as change, id, integration_id as "integrationId", type, subject from raised
    where first_observed_at = last_observed_at
    union all
    select 'resolved', id, integration_id, type, subject from resolved`,
  values: { fullHours: float, deltaMinutes: float, deltaTools: texts, failureCodes: texts },
  rows: { change: text, id: text, integrationId: text, type: text, subject: text },
});

const tryLock = statement({
  text: `select pg_try_advisory_xact_lock(${globalLock.issues}) as taken`,
  rows: { taken: bool },
});

/**
 * Compares what is wrong now with the issues that are open: raises, and resolves, which a trigger
 * tells webhooks. Any number of processes may call it: one at a time looks, the others leave it to
 * that one.
 */
export async function observeIssues(
  database: Database,
  { schedule, deltaTools, failureCodes }: ObserveIssuesOptions,
): Promise<IssueChange[]> {
  return inTransaction(database, async (client) => {
    if (!(await tryLock.one(client)).taken) return [];
    const rows = await observe.all(client, { ...schedule, deltaTools, failureCodes });
    return rows as IssueChange[];
  });
}
