import type { Database } from './database.ts';

/** Notes that the records no longer are what the integration is set up to show. */
export async function expireData(database: Database, integrationId: string): Promise<void> {
  await database.pool.query(
    `update store.integrations set data_expired_at = clock_timestamp() where integration_id = $1`,
    [integrationId],
  );
}

/** Ends that where the run, a full one that succeeded, began after it. */
export async function refreshData(
  database: Database,
  { integrationId, runId }: { integrationId: string; runId: string },
): Promise<void> {
  await database.pool.query(
    `update store.integrations i set data_expired_at = null
     from store.sync_runs r
     where i.integration_id = $1 and r.integration_id = $1 and r.id = $2
       and r.type = 'FULL' and r.state = 'SUCCEEDED' and i.data_expired_at < r.started_at`,
    [integrationId, runId],
  );
}
