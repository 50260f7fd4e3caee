import type { Database } from '../database/database.ts';
import { toPostgresText } from '../database/sql-types.ts';

/** An event as it was written down. */
export interface WebhookEventRecord {
  id: string;
  type: string;
  data: Record<string, unknown>;
  /** What is known beyond the event, for people; null without. */
  message: string | null;
  createdAt: Date;
}

/** Of an environment: nobody finds out what others have. */
export async function findWebhookEvent(
  database: Database,
  { environmentId, id }: { environmentId: string; id: string },
): Promise<WebhookEventRecord | null> {
  const { rows } = await database.pool.query<WebhookEventRecord>(
    `select id, type, data, message, created_at as "createdAt" from store.webhook_events
     where environment_id = $1 and id = $2`,
    [environmentId, id],
  );
  return rows[0] ?? null;
}

/** Tells of a customer whose credentials the tool refused. There is no integration yet. */
export async function emitConnectionFailed(
  database: Database,
  failure: {
    environmentId: string;
    tool: string;
    endUser: { organizationName: string; creatorEmail: string | null; originId: string | null };
    message: string;
  },
): Promise<void> {
  const { environmentId, tool, endUser, message } = failure;
  const data = {
    integration_tool: tool,
    integration_category: 'ATS',
    end_user: {
      organization_name: endUser.organizationName,
      creator_email: endUser.creatorEmail,
      origin_id: endUser.originId,
    },
  };
  await database.pool.query(`select store.emit_event($1, '', 'connection-flow-failed', $2, $3)`, [
    environmentId,
    toPostgresText(JSON.stringify(data)),
    toPostgresText(message),
  ]);
}

/** Forgets events that are older than a month, whatever has become of them. */
export async function purgeWebhookEvents(database: Database): Promise<void> {
  await database.pool.query(
    `delete from store.webhook_events where created_at < now() - interval '30 days'`,
  );
}
