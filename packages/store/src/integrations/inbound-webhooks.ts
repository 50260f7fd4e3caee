import type { Database } from '../database/database.ts';
import { bigint, nullable, oneOf, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const webhookState = oneOf('enabled', 'disabled', 'gone');

/** What a vendor was asked to send for an integration, by the vendor's id. */
export interface VendorWebhook {
  id: string;
  /** What it tells, in the vendor's words, where each is of one kind. */
  event: string | null;
  /** As the vendor said when it was last asked. */
  state: 'enabled' | 'disabled' | 'gone';
}

const selectAll = statement({
  text: `select remote_id as id, event, state from store.vendor_webhooks
    where integration_id = $integrationId order by created_at, remote_id`,
  values: { integrationId: text },
  rows: { id: text, event: nullable(text), state: webhookState },
});

export function listVendorWebhooks(
  database: Database,
  integrationId: string,
): Promise<VendorWebhook[]> {
  return selectAll.all(database.pool, { integrationId });
}

const upsert = statement({
  text: `insert into store.vendor_webhooks (integration_id, remote_id, event, state)
    values ($integrationId, $id, $event, $state)
    on conflict (integration_id, remote_id) do update
      set event = excluded.event, state = excluded.state, checked_at = now()`,
  values: { integrationId: text, id: text, event: nullable(text), state: webhookState },
});

/** Notes what the vendor is known to have. */
export async function saveVendorWebhook(
  database: Database,
  webhook: VendorWebhook & { integrationId: string },
): Promise<void> {
  await upsert.run(database.pool, webhook);
}

const deleteSome = statement({
  text: `delete from store.vendor_webhooks
    where integration_id = $integrationId and remote_id = any ($ids)`,
  values: { integrationId: text, ids: texts },
});

/** Forgets what the vendor no longer sends. */
export async function forgetVendorWebhooks(
  database: Database,
  integrationId: string,
  ids: readonly string[],
): Promise<void> {
  await deleteSome.run(database.pool, { integrationId, ids });
}

const claim = statement({
  text: `update store.vendor_webhooks set checked_at = now()
    where integration_id = (
      select v.integration_id from store.vendor_webhooks v
      join store.integrations i on i.integration_id = v.integration_id
      where i.deleted_at is null and i.status = 'ACTIVE'
        and v.checked_at < now() - make_interval(hours => 6)
      order by v.checked_at limit 1)
    returning integration_id`,
  rows: { integration_id: text },
});

/** An integration whose vendor was not asked for six hours; null for none. It counts as asked. */
export async function claimVendorWebhookCheck(database: Database): Promise<string | null> {
  const [row] = await claim.all(database.pool);
  return row?.integration_id ?? null;
}

const selectCounts = statement({
  text: `select i.tool, v.state, count(*) as count from store.vendor_webhooks v
    join store.integrations i on i.integration_id = v.integration_id
    where i.deleted_at is null
    group by i.tool, v.state`,
  rows: { tool: text, state: webhookState, count: bigint },
});

/** How many there are, by tool and state. */
export async function measureVendorWebhooks(
  database: Database,
): Promise<{ tool: string; state: VendorWebhook['state']; count: number }[]> {
  const rows = await selectCounts.all(database.pool);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
