import type pg from 'pg';

/**
 * Ends every open run of an integration. A worker that is at one of them finds out when it stores
 * its next page, which it then does not: call this with the integration locked for writing.
 */
export async function cancelOpenRuns(
  client: pg.PoolClient,
  integrationId: string,
  message: string,
): Promise<void> {
  await client.query(
    `update store.sync_runs
     set state = 'CANCELLED', ended_at = clock_timestamp(), message = $2
     where integration_id = $1 and state in ('QUEUED', 'RUNNING')`,
    [integrationId, message],
  );
  // Only open runs keep what they have seen.
  await client.query('delete from store.sync_seen where integration_id = $1', [integrationId]);
}
