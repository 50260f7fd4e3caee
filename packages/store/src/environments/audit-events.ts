import type { Database } from '../database/database.ts';
import {
  bigint,
  bool,
  int,
  json,
  nullable,
  oneOf,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { Requester } from '../erasure/erasures.ts';

export type AuditOutcome = 'SUCCEEDED' | 'REFUSED' | 'FAILED';

/** Ids by what they are ids of, such as `candidate_id`. Nothing else: no input of a client. */
export type TargetIds = Readonly<Record<string, string>>;

/** Who called for which change of what. */
export interface AuditEvent {
  id: string;
  occurredAt: Date;
  /** Null where it concerns the whole installation. */
  environmentId: string | null;
  actor: Requester;
  /** The id of an operation, or the words of a command. */
  operation: string;
  integrationId: string | null;
  targetIds: TargetIds;
  isDryRun: boolean;
  /** Null while it is under way, and for good if its process ended first. */
  outcome: AuditOutcome | null;
}

const outcomes = oneOf('SUCCEEDED', 'REFUSED', 'FAILED');
const actors = oneOf('API_KEY', 'COMMAND_LINE');

const insert = statement({
  text: `insert into store.audit_events (environment_id, actor_type, actor_id, actor_name, operation,
      integration_id, target_ids, is_dry_run, outcome)
    values ($environmentId, $type, $actorId, $name, $operation, $integrationId, $targetIds,
      $isDryRun, $outcome)
    returning id`,
  values: {
    environmentId: nullable(text),
    type: actors,
    actorId: nullable(text),
    name: nullable(text),
    operation: text,
    integrationId: nullable(text),
    targetIds: json(),
    isDryRun: bool,
    outcome: nullable(outcomes),
  },
  rows: { id: text },
  isPrepared: true,
});

/** To be called before anything is changed: what cannot be noted is not done. @returns its id */
export async function insertAuditEvent(
  database: Database,
  event: Omit<AuditEvent, 'id' | 'occurredAt'>,
): Promise<string> {
  const { actor, targetIds, ...rest } = event;
  const values = { ...actor, ...rest, actorId: actor.id, targetIds: JSON.stringify(targetIds) };
  return (await insert.one(database.pool, values)).id;
}

const update = statement({
  text: `update store.audit_events
    set outcome = $outcome, target_ids = target_ids || $targetIds,
      environment_id = coalesce(environment_id, $environmentId),
      integration_id = coalesce(integration_id, $integrationId)
    where id = $id`,
  values: {
    id: text,
    outcome: outcomes,
    targetIds: json(),
    environmentId: nullable(text),
    integrationId: nullable(text),
  },
  isPrepared: true,
});

export async function endAuditEvent(
  database: Database,
  ending: {
    id: string;
    outcome: AuditOutcome;
    targetIds?: TargetIds;
    environmentId?: string | null;
    integrationId?: string | null;
  },
): Promise<void> {
  const targetIds = JSON.stringify(ending.targetIds ?? {});
  await update.run(database.pool, { ...ending, targetIds });
}

const select = statement({
  text: `select id, occurred_at as "occurredAt", environment_id as "environmentId",
      actor_type as "actorType", actor_id as "actorId", actor_name as "actorName", operation,
      integration_id as "integrationId", target_ids as "targetIds", is_dry_run as "isDryRun", outcome
    from store.audit_events
    where ($environmentId::text is null or environment_id = $environmentId)
      and ($integrationId::text is null or integration_id = $integrationId)
      and ($actorId::text is null or actor_id = $actorId)
      and ($operation::text is null or operation = $operation)
      and ($from::timestamptz is null or occurred_at >= $from)
      and ($to::timestamptz is null or occurred_at < $to)
      and ($after::text is null or (occurred_at, id) < (
        select a.occurred_at, a.id from store.audit_events a
        where a.id = $after
          and ($environmentId::text is null or a.environment_id = $environmentId)))
    order by occurred_at desc, id desc
    limit $limit`,
  values: {
    environmentId: nullable(text),
    integrationId: nullable(text),
    actorId: nullable(text),
    operation: nullable(text),
    from: nullable(timestamptz),
    to: nullable(timestamptz),
    after: nullable(text),
    limit: bigint,
  },
  rows: {
    id: text,
    occurredAt: timestamptz,
    environmentId: nullable(text),
    actorType: actors,
    actorId: nullable(text),
    actorName: nullable(text),
    operation: text,
    integrationId: nullable(text),
    targetIds: json<TargetIds>(),
    isDryRun: bool,
    outcome: nullable(outcomes),
  },
});

export interface AuditQuery {
  /** Null for all, also those of the whole installation. */
  environmentId: string | null;
  integrationId?: string | undefined;
  actorId?: string | undefined;
  operation?: string | undefined;
  /** Inclusive. */
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** The id of the last one of a page. */
  after?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listAuditEvents(
  database: Database,
  query: AuditQuery,
): Promise<AuditEvent[]> {
  const found = await select.all(database.pool, query);
  return found.map(({ actorType: type, actorId: id, actorName: name, ...event }) => ({
    ...event,
    actor: { type, id, name },
  }));
}

const purge = statement({
  text: `delete from store.audit_events where occurred_at < now() - make_interval(days => $days)`,
  values: { days: int },
});

export async function purgeAuditEvents(database: Database, days: number): Promise<void> {
  await purge.run(database.pool, { days });
}

const selectPlace = statement({
  text: `select i.integration_id as "integrationId", coalesce(
      i.environment_id,
      (select environment_id from store.api_keys where id = any ($ids)),
      (select id from store.environments where name = $environmentName)) as "environmentId"
    from (select) as always
    left join store.integrations i on i.integration_id = any ($names)
    limit 1`,
  values: { names: texts, ids: texts, environmentName: nullable(text) },
  rows: { integrationId: nullable(text), environmentId: nullable(text) },
});

/** The integration and the environment that a command is about, by what it names. */
export function findPlace(
  database: Database,
  named: { names: readonly string[]; ids: readonly string[]; environmentName: string | null },
): Promise<Pick<AuditEvent, 'integrationId' | 'environmentId'>> {
  return selectPlace.one(database.pool, named);
}
