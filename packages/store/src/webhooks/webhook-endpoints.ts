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
  /** Why Hirewire disabled it; null where it did not. */
  disabledReason: string | null;
  sealedSecret: Buffer;
  /** Null unless the secret is being rotated. */
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

/** The primary key of an endpoint. */
export interface EndpointKey {
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
  { environmentId, id }: EndpointKey,
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
 * Changes the given fields. Enabling or disabling an endpoint clears the reason why Hirewire disabled
 * it, and ends its pause. Null where there is no such endpoint.
 */
export async function updateWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointKey,
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

/** The previous secret stays valid for some seconds. Null where there is no such endpoint. */
export async function replaceWebhookSecret(
  database: Database,
  { environmentId, id }: EndpointKey,
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

/** Deletes its deliveries, too. False where there is no such endpoint. */
export async function deleteWebhookEndpoint(
  database: Database,
  { environmentId, id }: EndpointKey,
): Promise<boolean> {
  const { numDeletedRows } = await database.kysely
    .deleteFrom('store.webhook_endpoints')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
