import type { Database } from '../database/database.ts';
import {
  bigint,
  bool,
  bytea,
  float,
  int,
  json,
  nullable,
  oneOf,
  text,
  timestamptz,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { WebhookEvent } from './webhook-events.ts';
import { eventRow } from './webhook-events.ts';

/** An event on its way to an endpoint. */
export interface WebhookDelivery extends Omit<WebhookEvent, 'id'> {
  environmentId: string;
  endpointId: string;
  eventId: string;
  url: string;
  sealedSecret: Buffer;
  /** Null once it has expired. */
  previousSealedSecret: Buffer | null;
  /** The one before it, where it is valid, too. */
  olderSealedSecret: Buffer | null;
  /** Including this one. */
  tries: number;
  /** Time since the first try. */
  triedForSeconds: number;
  /** Failed tries of its endpoint, of all events, since it accepted one. */
  failures: number;
  /** Whether the endpoint accepted the last event that it was sent. */
  isProven: boolean;
}

/** An environment of which this process has deliveries in flight. */
interface Busy {
  environmentId: string;
  /** All of them, and those to endpoints that have not proven themselves. */
  deliveries: number;
  unproven: number;
}

/** It accepted the last event that it was sent. */
const isProven = 'e.failures = 0 and e.last_accepted_at is not null';

// Shares of what this process can have in flight: each environment with due deliveries may have as many as
// the others, and as many stay free for one that has none yet. Of its share, endpoints that have not proven
// themselves get half, and one delivery each.
const claimDue = statement({
  text: `with busy as materialized (
       select b ->> 'environmentId' as environment_id, (b ->> 'deliveries')::bigint as deliveries,
         (b ->> 'unproven')::bigint as unproven
       from json_array_elements($busy::json) b
     ), endpoints as materialized (
       select e.environment_id, e.id, ${isProven} as is_proven,
         case when ${isProven} then $maxConcurrent else 1 end - (
           select count(*) from store.webhook_deliveries d
           where d.environment_id = e.environment_id and d.endpoint_id = e.id
             and d.state = 'PENDING' and d.leased_until > clock_timestamp()) as room
       from store.webhook_endpoints e
       where e.is_enabled and (e.paused_until is null or e.paused_until <= clock_timestamp())
     ), heads as (
       select h.*, e.is_proven, e.room, row_number() over (
         partition by h.environment_id, h.endpoint_id order by h.position) as turn
       from endpoints e, lateral (
         select distinct on (d.integration_id)
           d.environment_id, d.endpoint_id, d.event_id, d.position, d.next_try_at, d.leased_until
         from store.webhook_deliveries d
         where d.environment_id = e.environment_id and d.endpoint_id = e.id and d.state = 'PENDING'
         order by d.integration_id, d.position
       ) h
       where e.room > 0 and h.next_try_at <= clock_timestamp()
         and (h.leased_until is null or h.leased_until <= clock_timestamp())
     ), turns as materialized (
       select environment_id, endpoint_id, event_id, is_proven,
         row_number() over (
           partition by environment_id order by not is_proven, turn, position) as turn,
         row_number() over (partition by environment_id, is_proven order by turn, position) as of_kind
       from heads where turn <= room
     ), due_environments as (
       select t.environment_id, coalesce(b.deliveries, 0) as deliveries,
         coalesce(b.unproven, 0) as unproven
       from (select distinct environment_id from turns) t left join busy b using (environment_id)
     ), shares as (
       select environment_id, deliveries, unproven, greatest(1,
         ($limit + sum(deliveries) over ()) / (count(*) over () + 1))::bigint as share
       from due_environments
     ), due as (
       select d.environment_id, d.endpoint_id, d.event_id, t.is_proven
       from turns t
       join shares s using (environment_id)
       join store.webhook_deliveries d using (environment_id, endpoint_id, event_id)
       where d.state = 'PENDING' and d.next_try_at <= clock_timestamp()
         and (d.leased_until is null or d.leased_until <= clock_timestamp())
         and s.deliveries + t.turn <= s.share
         and (t.is_proven or s.unproven + t.of_kind <= greatest(1, s.share / 2))
       order by s.deliveries + t.turn
       limit $limit
       for update of d skip locked
     )
     update store.webhook_deliveries d
     set tries = d.tries + 1, first_tried_at = coalesce(d.first_tried_at, clock_timestamp()),
       leased_until = clock_timestamp() + make_interval(secs => $leaseSeconds)
     from due
     join store.webhook_events v on v.environment_id = due.environment_id and v.id = due.event_id
     join store.webhook_endpoints e
       on e.environment_id = due.environment_id and e.id = due.endpoint_id
     where d.environment_id = due.environment_id and d.endpoint_id = due.endpoint_id
       and d.event_id = due.event_id
     returning d.environment_id as "environmentId", d.endpoint_id as "endpointId",
       d.event_id as "eventId", d.integration_id as "integrationId", v.type, v.facts, v.data,
       v.created_at as "createdAt", e.url, e.secret as "sealedSecret",
       case when e.previous_secret_until > clock_timestamp() then e.previous_secret end
         as "previousSealedSecret",
       case when e.older_secret_until > clock_timestamp() then e.older_secret end
         as "olderSealedSecret",
       d.tries, extract(epoch from clock_timestamp() - d.first_tried_at)::float8
         as "triedForSeconds", e.failures, due.is_proven as "isProven"`,
  values: { limit: bigint, maxConcurrent: bigint, leaseSeconds: float, busy: json<Busy[]>() },
  rows: {
    environmentId: text,
    endpointId: text,
    eventId: text,
    ...eventRow,
    url: text,
    sealedSecret: bytea,
    previousSealedSecret: nullable(bytea),
    olderSealedSecret: nullable(bytea),
    tries: int,
    triedForSeconds: float,
    failures: int,
    isProven: bool,
  },
  isPrepared: true,
});

/**
 * Claims deliveries that are due, and leases them. The deliveries of one integration are due one
 * after the other: the next one once the one before was delivered or abandoned. An endpoint that is
 * paused, or has `maxConcurrent` deliveries in flight, gets no more; one that failed last has one at a
 * time. `limit` is how many more this process can have in flight beside the `busy` ones: no environment
 * gets so much of it that another one would have to wait.
 */
export function claimDueDeliveries(
  database: Database,
  {
    busy = [],
    ...limits
  }: { limit: number; maxConcurrent: number; leaseSeconds: number; busy?: readonly Busy[] },
): Promise<WebhookDelivery[]> {
  return claimDue.all(database.pool, { ...limits, busy: JSON.stringify(busy) });
}

export type DeliveryKey = Pick<WebhookDelivery, 'environmentId' | 'endpointId' | 'eventId'>;

/** The result of a try. */
export interface TryOutcome {
  /** Null without a response. */
  status: number | null;
  /** Null once delivered. */
  error: string | null;
}

const deliveryKey = { environmentId: text, endpointId: text, eventId: text };
const outcomeOfTry = { status: nullable(int), error: nullable(text) };

const setEnded = statement({
  text: `with ended as (
      update store.webhook_deliveries
      set state = $state, leased_until = null, last_status = $status, last_error = $error,
        delivered_at = case when $state = 'DELIVERED' then clock_timestamp() end
      where environment_id = $environmentId and endpoint_id = $endpointId and event_id = $eventId
      returning delivered_at
    )
    update store.webhook_endpoints
    set failures = 0, last_accepted_at = (select delivered_at from ended)
    where environment_id = $environmentId and id = $endpointId
      and (select delivered_at from ended) is not null
      and (failures > 0 or last_accepted_at is null
        or last_accepted_at < clock_timestamp() - interval '1 minute')`,
  values: { ...deliveryKey, state: text, ...outcomeOfTry },
});

export async function endDelivery(
  database: Database,
  key: DeliveryKey,
  outcome: TryOutcome & { state: 'DELIVERED' | 'FAILED' },
): Promise<void> {
  await setEnded.run(database.pool, { ...key, ...outcome });
}

const postpone = statement({
  text: `with postponed as (
      update store.webhook_deliveries
      set leased_until = null, last_status = $status, last_error = $error,
        next_try_at = clock_timestamp() + make_interval(secs => $seconds)
      where environment_id = $environmentId and endpoint_id = $endpointId and event_id = $eventId
      returning next_try_at
    )
    update store.webhook_endpoints
    set paused_until = (select next_try_at from postponed), failures = failures + 1
    where environment_id = $environmentId and id = $endpointId`,
  values: { ...deliveryKey, ...outcomeOfTry, seconds: float },
});

/** Postpones a delivery for some seconds, and pauses its endpoint until then. */
export async function postponeDelivery(
  database: Database,
  key: DeliveryKey,
  outcome: TryOutcome & { seconds: number },
): Promise<void> {
  await postpone.run(database.pool, { ...key, ...outcome });
}

const disable = statement({
  text: `update store.webhook_endpoints set is_enabled = false, disabled_reason = $reason
    where environment_id = $environmentId and id = $endpointId and is_enabled`,
  values: { environmentId: text, endpointId: text, reason: text },
});

/** Disables an endpoint; its pending deliveries stay pending. False where it was disabled already. */
export async function disableWebhookEndpoint(
  database: Database,
  endpoint: Pick<WebhookDelivery, 'environmentId' | 'endpointId'>,
  reason: string,
): Promise<boolean> {
  return (await disable.run(database.pool, { ...endpoint, reason })) === 1;
}

export interface DeliverySummary {
  eventId: string;
  type: string;
  integrationId: string;
  createdAt: Date;
  state: 'PENDING' | 'DELIVERED' | 'FAILED';
  tries: number;
  nextTryAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
}

const selectSummaries = statement({
  text: `select d.event_id as "eventId", v.type, d.integration_id as "integrationId",
      v.created_at as "createdAt", d.state, d.tries, d.next_try_at as "nextTryAt",
      d.last_status as "lastStatus", d.last_error as "lastError", d.delivered_at as "deliveredAt"
    from store.webhook_deliveries d
    join store.webhook_events v on v.environment_id = d.environment_id and v.id = d.event_id
    where d.environment_id = $environmentId and d.endpoint_id = $endpointId
    order by d.position desc limit $limit`,
  values: { environmentId: text, endpointId: text, limit: bigint },
  rows: {
    eventId: text,
    type: text,
    integrationId: text,
    createdAt: timestamptz,
    state: oneOf('PENDING', 'DELIVERED', 'FAILED'),
    tries: int,
    nextTryAt: timestamptz,
    lastStatus: nullable(int),
    lastError: nullable(text),
    deliveredAt: nullable(timestamptz),
  },
});

/** Newest first. */
export function listDeliveries(
  database: Database,
  request: { environmentId: string; endpointId: string; limit: number },
): Promise<DeliverySummary[]> {
  return selectSummaries.all(database.pool, request);
}

const replay = (condition: string): string =>
  `insert into store.webhook_deliveries as d
     (environment_id, endpoint_id, event_id, integration_id, position)
   select v.environment_id, e.id, v.id, v.integration_id, v.position
   from store.webhook_events v
   join store.webhook_endpoints e on e.environment_id = v.environment_id
   where v.environment_id = $environmentId and e.id = $id and ${condition}
   on conflict (environment_id, endpoint_id, event_id) do update
   set state = 'PENDING', tries = 0, first_tried_at = null, next_try_at = clock_timestamp(),
     delivered_at = null
   where d.leased_until is null or d.leased_until <= clock_timestamp()`;

const replayOne = statement({
  text: replay('v.id = $eventId'),
  values: { environmentId: text, id: text, eventId: text },
});

const replayRange = statement({
  text: replay('v.created_at >= $from and v.created_at < $to and v.type = any (e.event_types)'),
  values: { environmentId: text, id: text, from: timestamptz, to: timestamptz },
});

/**
 * Makes deliveries due again, in the order of their events: one event by its id, or all events of a
 * time range that the endpoint subscribes to, delivered before or not. Returns how many.
 */
export function replayEvents(
  { pool }: Database,
  endpoint: { environmentId: string; id: string },
  wanted: { eventId: string } | { from: Date; to: Date },
): Promise<number> {
  return 'eventId' in wanted
    ? replayOne.run(pool, { ...endpoint, ...wanted })
    : replayRange.run(pool, { ...endpoint, ...wanted });
}
