import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';

/** Where events of an environment are sent. Secrets are sealed by the caller. */
export interface WebhookEndpoint {
  environmentId: string;
  id: string;
  url: string;
  description: string | null;
  eventTypes: readonly string[];
  isEnabled: boolean;
  /** Why Hirewire switched it off; null where it did not. */
  disabledReason: string | null;
  sealedSecret: Buffer;
  /** Null where none is replaced at the moment. */
  previousSealedSecret: Buffer | null;
  previousSecretUntil: Date | null;
  createdAt: Date;
}

const columns = [
  'environment_id as environmentId',
  'id',
  'url',
  'description',
  'event_types as eventTypes',
  'is_enabled as isEnabled',
  'disabled_reason as disabledReason',
  'secret as sealedSecret',
  'previous_secret as previousSealedSecret',
  'previous_secret_until as previousSecretUntil',
  'created_at as createdAt',
] as const;

/** Which endpoint, and whose. */
export interface EndpointPlace {
  environmentId: string;
  id: string;
}

export type NewWebhookEndpoint = Pick<
  WebhookEndpoint,
  'environmentId' | 'url' | 'description' | 'eventTypes'
>;

/** `seal` is given the new id, which the sealed secret belongs to. */
export async function insertWebhookEndpoint(
  database: Database,
  endpoint: NewWebhookEndpoint,
  seal: (id: string) => Buffer,
): Promise<WebhookEndpoint> {
  const id = randomId();
  return database.kysely
    .insertInto('store.webhook_endpoints')
    .values({
      environment_id: endpoint.environmentId,
      id,
      url: endpoint.url,
      description: endpoint.description,
      event_types: [...endpoint.eventTypes],
      secret: seal(id),
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function findWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointPlace,
): Promise<WebhookEndpoint | null> {
  const endpoint = await database.kysely
    .selectFrom('store.webhook_endpoints')
    .select(columns)
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  return endpoint ?? null;
}

/** Oldest first. */
export async function listWebhookEndpoints(
  database: Database,
  environmentId: string,
): Promise<WebhookEndpoint[]> {
  return database.kysely
    .selectFrom('store.webhook_endpoints')
    .select(columns)
    .where('environment_id', '=', environmentId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/**
 * Changes what is given. Switching an endpoint on forgets why it was off, and what waits for it is
 * sent at once. Null where there is no such endpoint.
 */
export async function updateWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointPlace,
  changes: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'isEnabled'>>,
): Promise<WebhookEndpoint | null> {
  const endpoint = await database.kysely
    .updateTable('store.webhook_endpoints')
    .set({
      id,
      ...(changes.url !== undefined && { url: changes.url, paused_until: null }),
      ...(changes.description !== undefined && { description: changes.description }),
      ...(changes.eventTypes !== undefined && { event_types: [...changes.eventTypes] }),
      ...(changes.isEnabled !== undefined && {
        is_enabled: changes.isEnabled,
        disabled_reason: null,
        paused_until: null,
      }),
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
  return endpoint ?? null;
}

/** The secret until now stays valid for some time. Null where there is no such endpoint. */
export async function replaceWebhookSecret(
  database: Database,
  { environmentId, id }: EndpointPlace,
  { sealedSecret, overlapSeconds }: { sealedSecret: Buffer; overlapSeconds: number },
): Promise<WebhookEndpoint | null> {
  await database.pool.query(
    `update store.webhook_endpoints
     set secret = $3, previous_secret = secret,
       previous_secret_until = clock_timestamp() + make_interval(secs => $4)
     where environment_id = $1 and id = $2`,
    [environmentId, id, sealedSecret, overlapSeconds],
  );
  return findWebhookEndpoint(database, { environmentId, id });
}

/** With all that waits for it. False where there is no such endpoint. */
export async function deleteWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointPlace,
): Promise<boolean> {
  const { numDeletedRows } = await database.kysely
    .deleteFrom('store.webhook_endpoints')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
