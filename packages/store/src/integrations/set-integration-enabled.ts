import { cancelOpenRuns } from '../sync/cancel-open-runs.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import type { Integration } from './integrations.ts';
import { lockForWriting } from '../database/locks.ts';

// While an integration is off, `authentication_failing_since` is there if it was INVALID before.
// Refusals that had not made it INVALID yet are forgotten: nothing is tried, so they do not add up.
const disable = `
  update store.integrations
  set status = 'INACTIVE', authentication_failing_since = case when status = 'INVALID'
    then coalesce(authentication_failing_since, clock_timestamp()) end
  where integration_id = $1 and deleted_at is null and status <> 'INACTIVE'`;
const enable = `
  update store.integrations
  set status = case when authentication_failing_since is null then 'ACTIVE' else 'INVALID' end
  where integration_id = $1 and deleted_at is null and status = 'INACTIVE'`;

/**
 * Switches an integration off, which cancels its open runs and keeps everything else, or on again.
 * One that was INVALID is so afterwards, too: nobody has proved its credentials.
 * Says whether that changed anything; null where there is no such integration.
 */
export async function setIntegrationEnabled(
  database: Database,
  integrationId: string,
  isEnabled: boolean,
): Promise<{ status: Integration['status']; hasChanged: boolean } | null> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const { rowCount } = await client.query(isEnabled ? enable : disable, [integrationId]);
    const hasChanged = rowCount === 1;
    if (hasChanged && !isEnabled) {
      await cancelOpenRuns(client, integrationId, 'The integration was disabled.');
    }
    const { rows } = await client.query<{ status: Integration['status'] }>(
      'select status from store.integrations where integration_id = $1 and deleted_at is null',
      [integrationId],
    );
    return rows[0] === undefined ? null : { status: rows[0].status, hasChanged };
  });
}
