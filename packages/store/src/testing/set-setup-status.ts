import type { Queryable } from '../database/database.ts';
import type { Integration } from '../integrations/integrations.ts';

/** Opens or closes the setup of an integration, which nothing else does yet. */
export async function setSetupStatus(
  database: Queryable,
  integrationId: string,
  status: Integration['setupStatus'],
): Promise<void> {
  await database.query(
    'update store.integrations set setup_status = $2 where integration_id = $1',
    [integrationId, status],
  );
}
