import type { Database } from '../database/database.ts';
import { json, nullable, text, timestamptz, toPostgresText } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

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

/** The columns of an event in `store.webhook_events`, and the names by which they are read. */
export const eventRow = {
  integrationId: text,
  type: text,
  createdAt: timestamptz,
  facts: nullable(json()),
  data: nullable(json<Readonly<Record<string, unknown>>>()),
};

const selectEvent = statement({
  text: `select id, integration_id as "integrationId", type, created_at as "createdAt", facts, data,
      message
    from store.webhook_events
    where environment_id = $environmentId and id = $id`,
  values: { environmentId: text, id: text },
  rows: { id: text, ...eventRow, message: nullable(text) },
});

/** The event, if it belongs to the environment, and what else is known of it, for people. */
export function findWebhookEvent(
  database: Database,
  key: { environmentId: string; id: string },
): Promise<(WebhookEvent & { message: string | null }) | null> {
  return selectEvent.first(database.pool, key);
}

const callNoteEvent = statement({
  text: `select store.note_event($environmentId, '', 'connection-flow-failed', $facts, $message)`,
  values: { environmentId: text, facts: json(), message: text },
});

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
  await callNoteEvent.run(database.pool, {
    environmentId,
    facts: JSON.stringify({ integration }),
    message: toPostgresText(message),
  });
}

const deleteOldEvents = statement({
  text: `delete from store.webhook_events where created_at < now() - interval '30 days'`,
});

/** Deletes events that are older than 30 days, delivered or not. */
export async function purgeWebhookEvents(database: Database): Promise<void> {
  await deleteOldEvents.run(database.pool);
}
