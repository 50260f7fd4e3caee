import type { Database } from '../database/database.ts';
import { bigint, bool, bytea, float, int, json, nullable, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { waitingHeads } from './waiting-heads.ts';
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
  /** Since its endpoint accepted an event, to the minute; null where it never has. */
  secondsSinceAccepted: number | null;
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
  text: `with recursive busy as materialized (
       select b ->> 'environmentId' as environment_id, (b ->> 'deliveries')::bigint as deliveries,
         (b ->> 'unproven')::bigint as unproven
       from json_array_elements($busy::json) b
     ), endpoints as materialized (
       select e.environment_id, e.id, ${isProven} as is_proven
       from store.webhook_endpoints e
       where e.is_enabled and (e.paused_until is null or e.paused_until <= clock_timestamp())
     ), ${waitingHeads('waiting', 'endpoints')},
     with_room as (
       select w.*, e.is_proven,
         w.next_try_at <= clock_timestamp()
           and (w.leased_until is null or w.leased_until <= clock_timestamp()) as is_due,
         case when e.is_proven then $maxConcurrent else 1 end
           - count(*) filter (where w.leased_until > clock_timestamp())
             over (partition by w.environment_id, w.endpoint_id) as room
       from waiting w join endpoints e on (e.environment_id, e.id) = (w.environment_id, w.endpoint_id)
     ), heads as (
       select w.*, row_number() over (
         partition by w.environment_id, w.endpoint_id order by w.position) as turn
       from with_room w where w.is_due
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
         ($limit::bigint + sum(deliveries) over ()) / (count(*) over () + 1))::bigint as share
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
         as "triedForSeconds", e.failures, due.is_proven as "isProven",
       extract(epoch from clock_timestamp() - e.last_accepted_at)::float8
         as "secondsSinceAccepted"`,
  values: { limit: bigint, maxConcurrent: int, leaseSeconds: float, busy: json<Busy[]>() },
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
    secondsSinceAccepted: nullable(float),
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
