import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';

/** What the vendor was asked to send for an integration, by the vendor's ids. */
export async function listVendorWebhooks(
  database: Database,
  integrationId: string,
): Promise<string[]> {
  const { rows } = await database.pool.query<{ remote_id: string }>(
    'select remote_id from store.vendor_webhooks where integration_id = $1 order by created_at',
    [integrationId],
  );
  return rows.map((row) => row.remote_id);
}

/** Notes what the vendor was asked to send, in place of what it was before. */
export async function replaceVendorWebhooks(
  database: Database,
  integrationId: string,
  remoteIds: readonly string[],
): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query('delete from store.vendor_webhooks where integration_id = $1', [
      integrationId,
    ]);
    await client.query(
      `insert into store.vendor_webhooks (integration_id, remote_id)
       select $1, unnest($2::text[]) on conflict do nothing`,
      [integrationId, remoteIds],
    );
  });
}
