import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import {
  bigint,
  bool,
  bytea,
  float,
  int,
  nullable,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** Where events of an environment are sent. Secrets are sealed by the caller. */
export interface WebhookEndpoint {
  environmentId: string;
  id: string;
  url: string;
  description: string | null;
  eventTypes: readonly string[];
  isEnabled: boolean;
  /** Why Hirewire disabled it; null where it did not. */
  disabledReason: string | null;
  sealedSecret: Buffer;
  /** Null unless the secret is being rotated. */
  previousSealedSecret: Buffer | null;
  previousSecretUntil: Date | null;
  createdAt: Date;
  /** Failed tries since the last event that it accepted. */
  failures: number;
  /** To the minute; null where it has accepted none yet. */
  lastAcceptedAt: Date | null;
}

const columns = `environment_id as "environmentId", id, url, description,
  event_types as "eventTypes", is_enabled as "isEnabled", disabled_reason as "disabledReason",
  secret as "sealedSecret", previous_secret as "previousSealedSecret",
  previous_secret_until as "previousSecretUntil", created_at as "createdAt", failures,
  last_accepted_at as "lastAcceptedAt"`;

const rows = {
  environmentId: text,
  id: text,
  url: text,
  description: nullable(text),
  eventTypes: texts,
  isEnabled: bool,
  disabledReason: nullable(text),
  sealedSecret: bytea,
  previousSealedSecret: nullable(bytea),
  previousSecretUntil: nullable(timestamptz),
  createdAt: timestamptz,
  failures: int,
  lastAcceptedAt: nullable(timestamptz),
};

const key = { environmentId: text, id: text };

/** The primary key of an endpoint. */
export interface EndpointKey {
  environmentId: string;
  id: string;
}

export type NewWebhookEndpoint = Pick<
  WebhookEndpoint,
  'environmentId' | 'url' | 'description' | 'eventTypes'
>;

const insert = statement({
  text: `insert into store.webhook_endpoints
      (environment_id, id, url, description, event_types, secret)
    select $environmentId, $id, $url, $description, $eventTypes, $sealedSecret
    where (
      select count(*) from store.webhook_endpoints where environment_id = $environmentId
    ) < $maxEndpoints
    returning ${columns}`,
  values: {
    ...key,
    url: text,
    description: nullable(text),
    eventTypes: texts,
    sealedSecret: bytea,
    maxEndpoints: bigint,
  },
  rows,
});

/** Of an environment. Each gets a row for each event. */
export const maxWebhookEndpoints = 50;

/** Endpoints are counted one request after the other, so that none slips through. */
const lockEnvironment = statement({
  text: 'select from store.environments where id = $environmentId for no key update',
  values: { environmentId: text },
});

/**
 * `seal` is given the new id, which the sealed secret belongs to. Null where the environment has as many
 * as it may have.
 */
export function insertWebhookEndpoint(
  database: Database,
  endpoint: NewWebhookEndpoint,
  seal: (id: string) => Buffer,
): Promise<WebhookEndpoint | null> {
  const { environmentId } = endpoint;
  const id = randomId();
  const values = { ...endpoint, id, sealedSecret: seal(id), maxEndpoints: maxWebhookEndpoints };
  return inTransaction(database, async (client) => {
    await lockEnvironment.run(client, { environmentId });
    return insert.first(client, values);
  });
}

const selectOne = statement({
  text: `select ${columns} from store.webhook_endpoints
    where environment_id = $environmentId and id = $id`,
  values: key,
  rows,
});

export function findWebhookEndpoint(
  database: Database,
  endpoint: EndpointKey,
): Promise<WebhookEndpoint | null> {
  return selectOne.first(database.pool, endpoint);
}

const selectAll = statement({
  text: `select ${columns} from store.webhook_endpoints
    where environment_id = $environmentId order by created_at, id`,
  values: { environmentId: text },
  rows,
});

/** Oldest first. */
export function listWebhookEndpoints(
  database: Database,
  environmentId: string,
): Promise<WebhookEndpoint[]> {
  return selectAll.all(database.pool, { environmentId });
}

const update = statement({
  text: `update store.webhook_endpoints
    set url = coalesce($url, url),
      description = case when $hasDescription then $description else description end,
      event_types = coalesce($eventTypes, event_types),
      is_enabled = coalesce($isEnabled::boolean, is_enabled),
      disabled_reason = case when $isEnabled is null then disabled_reason end,
      paused_until = case when $url is null and $isEnabled is null then paused_until end,
      failures = case when $url is null and $isEnabled is null then failures else 0 end,
      last_accepted_at = case when $url is null then last_accepted_at end
    where environment_id = $environmentId and id = $id
    returning ${columns}`,
  values: {
    ...key,
    url: nullable(text),
    hasDescription: bool,
    description: nullable(text),
    eventTypes: nullable(texts),
    isEnabled: nullable(bool),
  },
  rows,
});

const restartTries = statement({
  text: `update store.webhook_deliveries
    set tries = 0, first_tried_at = null, next_try_at = clock_timestamp()
    where environment_id = $environmentId and endpoint_id = $id and state = 'PENDING' and tries > 0
      and (leased_until is null or leased_until <= clock_timestamp())`,
  values: key,
});

/**
 * Changes the given fields. Another URL, and enabling or disabling, are a new start: what waits is
 * due at once, with all its tries, and an earlier pause ends. Enabling or disabling also clears the
 * reason why Hirewire disabled it. Null where there is no such endpoint.
 */
export function updateWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointKey,
  changes: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'isEnabled'>>,
): Promise<WebhookEndpoint | null> {
  const hasDescription = changes.description !== undefined;
  // Only the key of the endpoint: its other members would replace the changes.
  const endpoint = { environmentId, id };
  return inTransaction(database, async (client) => {
    const updated = await update.first(client, { ...changes, ...endpoint, hasDescription });
    const isNewStart = changes.url !== undefined || changes.isEnabled !== undefined;
    if (updated !== null && isNewStart) await restartTries.run(client, endpoint);
    return updated;
  });
}

const updateSecret = statement({
  text: `update store.webhook_endpoints
    set secret = $sealedSecret, previous_secret = nullif(secret, ''),
      older_secret = case when $overlapSeconds > 0::float8 then previous_secret end,
      older_secret_until = previous_secret_until,
      previous_secret_until = clock_timestamp() + make_interval(secs => $overlapSeconds)
    where environment_id = $environmentId and id = $id
    returning ${columns}`,
  values: { ...key, sealedSecret: bytea, overlapSeconds: float },
  rows,
});

/**
 * The previous secret stays valid for some seconds, and the one before it as long as it was to be;
 * without an overlap both end at once. Null where there is no such endpoint.
 */
export function replaceWebhookSecret(
  database: Database,
  endpoint: EndpointKey,
  secret: { sealedSecret: Buffer; overlapSeconds: number },
): Promise<WebhookEndpoint | null> {
  return updateSecret.first(database.pool, { ...endpoint, ...secret });
}

const deleteOne = statement({
  text: 'delete from store.webhook_endpoints where environment_id = $environmentId and id = $id',
  values: key,
});

/** Deletes its deliveries, too. False where there is no such endpoint. */
export async function deleteWebhookEndpoint(
  database: Database,
  endpoint: EndpointKey,
): Promise<boolean> {
  return (await deleteOne.run(database.pool, endpoint)) === 1;
}
