import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const setStale = statement({
  text: `update store.integrations set data_expired_at = clock_timestamp()
    where integration_id = $integrationId`,
  values: { integrationId: text },
});

/** Notes that the records no longer are what the integration is set up to show. */
export async function markStale(database: Database, integrationId: string): Promise<void> {
  await inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    await setStale.run(client, { integrationId });
  });
}

const ofRun = { integrationId: text, runId: text };

const setFresh = statement({
  text: `update store.integrations i set data_expired_at = null
    from store.sync_runs r
    where i.integration_id = $integrationId and r.integration_id = $integrationId and r.id = $runId
      and r.type = 'FULL' and r.state = 'SUCCEEDED' and i.data_expired_at < r.started_at`,
  values: ofRun,
});

/** Ends that where the run, a full one that succeeded, began after it. */
export async function clearStale(
  client: Queryable,
  run: { integrationId: string; runId: string },
): Promise<void> {
  await setFresh.run(client, run);
}

const selectExpired = statement({
  text: `select from store.integrations i
    join store.sync_runs r on r.integration_id = i.integration_id
    left join store.field_changes c on c.integration_id = i.integration_id
    where i.integration_id = $integrationId and r.id = $runId and i.status = 'ACTIVE'
      and r.started_at <= greatest(i.data_expired_at, c.changed_at)
    limit 1`,
  values: ofRun,
  isPrepared: true,
});

/**
 * Whether what the integration is to show has changed since a run began: it may have read the
 * records as they were to be before.
 */
export async function isExpiredSince(
  client: Queryable,
  run: { integrationId: string; runId: string },
): Promise<boolean> {
  return (await selectExpired.run(client, run)) === 1;
}
