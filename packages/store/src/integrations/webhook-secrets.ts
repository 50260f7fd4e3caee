import type { Database } from '../database/database.ts';
import { bigint, bytea, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** Vendors have one for each kind of event at most, and each registration may bring new ones. */
const maxSecrets = 50;

const select = statement({
  text: `select sealed from store.vendor_webhook_secrets
    where integration_id = $integrationId order by created_at desc limit $maxSecrets`,
  values: { integrationId: text, maxSecrets: bigint },
  rows: { sealed: bytea },
});

/** The sealed secrets that a vendor has made for an integration's webhooks, newest first. */
export async function listWebhookSecrets(
  database: Database,
  integrationId: string,
): Promise<Buffer[]> {
  const rows = await select.all(database.pool, { integrationId, maxSecrets });
  return rows.map(({ sealed }) => sealed);
}

const insert = statement({
  text: `insert into store.vendor_webhook_secrets (integration_id, sealed)
    select integration_id, $sealed from store.integrations
    where integration_id = $integrationId and deleted_at is null`,
  values: { integrationId: text, sealed: bytea },
});

export async function addWebhookSecret(
  database: Database,
  secret: { integrationId: string; sealed: Buffer },
): Promise<void> {
  await insert.run(database.pool, secret);
}

const setWebhook = statement({
  text: `update store.vendor_webhook_secrets set remote_id = $remoteId
    where integration_id = $integrationId and sealed = $sealed`,
  values: { integrationId: text, sealed: bytea, remoteId: text },
});

/** Notes which webhook is signed with a secret: the secret ends with it. */
export async function setWebhookOfSecret(
  database: Database,
  secret: { integrationId: string; sealed: Buffer; remoteId: string },
): Promise<void> {
  await setWebhook.run(database.pool, secret);
}

const deleteUnused = statement({
  text: `delete from store.vendor_webhook_secrets s where s.integration_id = $integrationId
    and not exists (select from store.vendor_webhooks w
      where w.integration_id = s.integration_id and w.remote_id = s.remote_id)`,
  values: { integrationId: text },
});

/** Deletes the secrets of webhooks that are forgotten, and of those that never came to be. */
export async function deleteUnusedSecrets(
  database: Database,
  integrationId: string,
): Promise<void> {
  await deleteUnused.run(database.pool, { integrationId });
}
