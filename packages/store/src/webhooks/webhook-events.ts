import type { Database } from '../database/database.ts';
import { toPostgresText } from '../database/sql-types.ts';

/** An event of the outbox. */
export interface WebhookEvent {
  id: string;
  /** Empty where the event concerns no integration. */
  integrationId: string;
  type: string;
  createdAt: Date;
  /** What migrations/000016-webhook-facts.sql notes of it; null in an event from before. */
  facts: unknown;
  /** The finished payload of an event from before that migration; null since. */
  data: Readonly<Record<string, unknown>> | null;
}

/** The event, if it belongs to the environment, and what else is known of it, for people. */
export async function findWebhookEvent(
  database: Database,
  { environmentId, id }: { environmentId: string; id: string },
): Promise<(WebhookEvent & { message: string | null }) | null> {
  const { rows } = await database.pool.query<WebhookEvent & { message: string | null }>(
    `select id, integration_id as "integrationId", type, created_at as "createdAt", facts, data,
       message
     from store.webhook_events
     where environment_id = $1 and id = $2`,
    [environmentId, id],
  );
  return rows[0] ?? null;
}

/** Notes that the tool refused a customer's credentials. There is no integration yet. */
export async function noteConnectionFailed(
  database: Database,
  failure: {
    environmentId: string;
    tool: string;
    endUser: { organizationName: string; creatorEmail: string | null; originId: string | null };
    message: string;
  },
): Promise<void> {
  const { environmentId, tool, endUser, message } = failure;
  const integration = {
    tool,
    category: 'ATS',
    organization_name: endUser.organizationName,
    creator_email: endUser.creatorEmail,
    origin_id: endUser.originId,
  };
  await database.pool.query(`select store.note_event($1, '', 'connection-flow-failed', $2, $3)`, [
    environmentId,
    JSON.stringify({ integration }),
    toPostgresText(message),
  ]);
}

/** Deletes events that are older than 30 days, delivered or not. */
export async function purgeWebhookEvents(database: Database): Promise<void> {
  await database.pool.query(
    `delete from store.webhook_events where created_at < now() - interval '30 days'`,
  );
}
