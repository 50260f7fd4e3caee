import type { Database } from '../database/database.ts';
import { bigint, int, nullable, oneOf, text, timestamptz, float } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { WebhookDelivery } from './claim-deliveries.ts';
import { waitingHeads } from './waiting-heads.ts';

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
        next_try_at = clock_timestamp() + make_interval(secs => $retrySeconds)
      where environment_id = $environmentId and endpoint_id = $endpointId and event_id = $eventId
    )
    update store.webhook_endpoints
    set paused_until = clock_timestamp() + make_interval(secs => $pauseSeconds),
      failures = failures + 1
    where environment_id = $environmentId and id = $endpointId and failures = $failures`,
  values: {
    ...deliveryKey,
    ...outcomeOfTry,
    failures: int,
    retrySeconds: float,
    pauseSeconds: float,
  },
});

/**
 * Postpones a delivery, and pauses its endpoint. Tries that were in flight together count as one
 * failure, and none counts against an endpoint that was changed, or has accepted one, meanwhile.
 */
export async function postponeDelivery(
  database: Database,
  delivery: DeliveryKey & Pick<WebhookDelivery, 'failures'>,
  outcome: TryOutcome & { retrySeconds: number; pauseSeconds: number },
): Promise<void> {
  await postpone.run(database.pool, { ...delivery, ...outcome });
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

const countPending = statement({
  text: `with recursive ${waitingHeads('heads', 'store.webhook_endpoints')},
    oldest as (
      select h.environment_id, min(v.created_at) as created_at from heads h
      join store.webhook_events v on (v.environment_id, v.id) = (h.environment_id, h.event_id)
      group by h.environment_id
    ), counts as (
      select environment_id, count(*)::int as count from store.webhook_deliveries
      where state = 'PENDING' group by environment_id
    )
    select e.name as environment, c.count,
      extract(epoch from clock_timestamp() - o.created_at)::float8 as "oldestSeconds"
    from counts c join oldest o using (environment_id)
    join store.environments e on e.id = c.environment_id`,
  values: {},
  rows: { environment: text, count: int, oldestSeconds: float },
});

export interface PendingDeliveries {
  /** The name of an environment that has any. */
  environment: string;
  /** Deliveries that wait or are in flight. */
  count: number;
  /** The age of the oldest event among them. */
  oldestSeconds: number;
}

export function countPendingDeliveries(database: Database): Promise<PendingDeliveries[]> {
  return countPending.all(database.pool);
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
