import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const selectIds = statement({
  text: `select remote_id from store.vendor_webhooks
    where integration_id = $integrationId order by created_at`,
  values: { integrationId: text },
  rows: { remote_id: text },
});

/** What the vendor was asked to send for an integration, by the vendor's ids. */
export async function listVendorWebhooks(
  database: Database,
  integrationId: string,
): Promise<string[]> {
  const rows = await selectIds.all(database.pool, { integrationId });
  return rows.map((row) => row.remote_id);
}

const deleteAll = statement({
  text: 'delete from store.vendor_webhooks where integration_id = $integrationId',
  values: { integrationId: text },
});

const insert = statement({
  text: `insert into store.vendor_webhooks (integration_id, remote_id)
    select $integrationId, unnest($remoteIds::text[]) on conflict do nothing`,
  values: { integrationId: text, remoteIds: texts },
});

/** Notes what the vendor was asked to send, in place of what it was before. */
export async function replaceVendorWebhooks(
  database: Database,
  integrationId: string,
  remoteIds: readonly string[],
): Promise<void> {
  await inTransaction(database, async (client) => {
    await deleteAll.run(client, { integrationId });
    await insert.run(client, { integrationId, remoteIds });
  });
}
