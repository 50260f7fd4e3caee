import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bytea, nullable, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import { queueUnregister } from '../queue/work-items.ts';
import { modelNames } from '../records/models.ts';
import { cancelOpenRuns } from '../sync/sync-runs.ts';
import { integrationRow } from './integrations.ts';

const values = { integrationId: text };

/** What is emptied: all that is kept of an integration but its row and the history of its runs. */
const tables = [
  ...modelNames,
  ...modelNames.map((model) => `rendered_${model}`),
  'merges',
  'sync_since',
  'request_limits',
  'access_tokens',
  'route_limits',
  'request_leases',
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
  'vendor_webhook_secrets',
  // Receipts stay.
  'erased_people',
];

const emptyTable = statementFor([...tables, 'issues'], (table) => ({
  text: `delete from store.${table} where integration_id = $integrationId`,
  values,
}));

const markDeleted = statement({
  text: `update store.integrations
    set deleted_at = clock_timestamp(), status = 'INACTIVE', credentials = '', settings = '{}',
      missing_permissions = '[]', refused_models = '{}',
      creator_email = null
    where integration_id = $integrationId and deleted_at is null`,
  values,
});

// A report holds samples of what the vendor sent, and its messages.
const emptyRuns = statement({
  text: `update store.sync_runs set issues = '[]', message = null
    where integration_id = $integrationId`,
  values,
});

const emptyRunModels = statement({
  text: 'update store.sync_models set message = null where integration_id = $integrationId',
  values,
});

/**
 * Deletes an integration, its records and its credentials, for good and at once; open runs are
 * cancelled. The row itself stays as a mark that the id was used. False where there is none.
 *
 * A work item unregisters the vendor's webhooks, and keeps the sealed credentials for as long as that
 * takes.
 */
export async function deleteIntegration(
  database: Database,
  integrationId: string,
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    await unregisterWebhooks(client, integrationId);
    // First: whoever observes issues locks them before it locks the events of the integration.
    await emptyTable('issues').run(client, { integrationId });
    if ((await markDeleted.run(client, { integrationId })) !== 1) return false;
    await cancelOpenRuns(client, integrationId, 'The integration was deleted.');
    await emptyRuns.run(client, { integrationId });
    await emptyRunModels.run(client, { integrationId });
    for (const table of tables) await emptyTable(table).run(client, { integrationId });
    return true;
  });
}

const selectWebhooks = statement({
  text: `select i.tool, i.settings, i.remote_base_url as "remoteBaseUrl",
      i.credentials, t.sealed as token, w.ids as "webhookIds"
    from store.integrations i
    left join store.access_tokens t using (integration_id), lateral (
      select array_agg(remote_id) as ids from store.vendor_webhooks
      where integration_id = $integrationId) w
    where i.integration_id = $integrationId and i.deleted_at is null and w.ids is not null`,
  values,
  rows: {
    tool: text,
    settings: integrationRow.settings,
    remoteBaseUrl: integrationRow.remote_base_url,
    credentials: bytea,
    token: nullable(bytea),
    webhookIds: texts,
  },
});

async function unregisterWebhooks(client: pg.PoolClient, integrationId: string): Promise<void> {
  const found = await selectWebhooks.first(client, { integrationId });
  if (found === null) return;
  const { credentials, token, ...webhooks } = found;
  const sealedCredentials = credentials.toString('base64');
  const sealedToken = token === null ? null : token.toString('base64');
  await queueUnregister(client, { integrationId, sealedCredentials, sealedToken, ...webhooks });
}
