import type pg from 'pg';
import { cancelOpenRuns } from '../sync/cancel-open-runs.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { modelNames } from '../records/models.ts';
import { queueUnregister } from '../queue/queue-vendor-work.ts';

/** What is kept of an integration beside its records and the history of its runs. */
const otherTables = [
  'sync_since',
  'request_limits',
  'commits',
  'changes',
  'interactions',
  'interaction_requests',
  'running_actions',
  'idempotency_keys',
  'action_reads',
  'field_mappings',
  'integration_fields',
  'field_changes',
  'tracked_applications',
  'webhook_marks',
  'vendor_webhooks',
];

/**
 * Deletes an integration, its records and its credentials, for good and at once; open runs are
 * cancelled. The row itself stays as a mark that the id was used. False where there is none.
 *
 * What the vendor was asked to send is taken back by a work item, which keeps the sealed credentials
 * for as long as that takes.
 */
export async function deleteIntegration(
  database: Database,
  integrationId: string,
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    await unregisterWebhooks(client, integrationId);
    const { rowCount } = await client.query(
      `update store.integrations
       set deleted_at = clock_timestamp(), status = 'INACTIVE', credentials = '', settings = '{}',
         creator_email = null
       where integration_id = $1 and deleted_at is null`,
      [integrationId],
    );
    if (rowCount !== 1) return false;
    await cancelOpenRuns(client, integrationId, 'The integration was deleted.');
    // A report holds samples of what the vendor sent, and its messages.
    await client.query(
      `update store.sync_runs set issues = '[]', message = null where integration_id = $1`,
      [integrationId],
    );
    await client.query('update store.sync_models set message = null where integration_id = $1', [
      integrationId,
    ]);
    const rendered = modelNames.map((model) => `rendered_${model}`);
    for (const table of [...modelNames, ...rendered, ...otherTables]) {
      await client.query(`delete from store.${table} where integration_id = $1`, [integrationId]);
    }
    return true;
  });
}

interface WebhooksRow {
  tool: string;
  settings: Readonly<Record<string, unknown>>;
  remote_base_url: string | null;
  credentials: Buffer;
  webhook_ids: string[];
}

async function unregisterWebhooks(client: pg.PoolClient, integrationId: string): Promise<void> {
  const { rows } = await client.query<WebhooksRow>(
    `select i.tool, i.settings, i.remote_base_url, i.credentials, w.webhook_ids
     from store.integrations i, lateral (
       select array_agg(remote_id) as webhook_ids from store.vendor_webhooks
       where integration_id = $1) w
     where i.integration_id = $1 and i.deleted_at is null and w.webhook_ids is not null`,
    [integrationId],
  );
  for (const row of rows) {
    await queueUnregister(client, {
      integrationId,
      tool: row.tool,
      settings: row.settings,
      remoteBaseUrl: row.remote_base_url,
      sealedCredentials: row.credentials.toString('base64'),
      webhookIds: row.webhook_ids,
    });
  }
}
