import type { Database } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import {
  bool,
  bytea,
  float,
  int,
  nullable,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import { readTimeoutMs, statement } from '../database/statement.ts';
import type { Integration } from '../integrations/integrations.ts';
import { integrationColumns, integrationRow, toIntegration } from '../integrations/integrations.ts';
import { type KeyWindow, keyWindowColumns } from './api-key-windows.ts';
import { type KeyRights, hashApiKey } from './api-keys.ts';
import type { Environment } from './environments.ts';

export interface Authorization extends KeyRights {
  keyId: string;
  /** Whether the last noted use of the key is a minute ago: `noteKeyUse`. */
  isUseStale: boolean;
  /** The last window in which requests of the key were counted; null without one. */
  window: KeyWindow | null;
  /** What its owner calls it. */
  keyName: string;
  environment: Environment;
  /** Null when none was asked for, or when it is unknown, deleted or of another environment. */
  integration: Integration | null;
}

const selectKey = statement({
  // The shared lock is held only while this statement runs. By then every transaction that recorded
  // its commit before has become visible, so that the snapshot of the next statement contains it.
  text: `
  select k.id as key_id, k.name as key_name, k.last_used_at is null or k.last_used_at < now() - interval '1 minute'
           as is_use_stale,
         k.scopes, k.allowed_addresses, k.expires_at, ${keyWindowColumns('w', 'now()')},
         e.id as environment_id_of_key, e.name as environment_name,
         ${integrationColumns('i')},
         case when i.integration_id is not null then
           pg_advisory_xact_lock_shared(${integrationLock('commit', 'i.integration_id')})::text
         end as lock
  from store.api_keys k
  join store.environments e on e.id = k.environment_id
  left join store.api_key_windows w on w.key_id = k.id
  left join store.integrations i
    on i.integration_id = $integrationId and i.environment_id = k.environment_id and i.deleted_at is null
  where k.hash = $hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
  values: { hash: bytea, integrationId: nullable(text) },
  rows: {
    key_id: text,
    key_name: text,
    is_use_stale: bool,
    scopes: nullable(texts),
    allowed_addresses: nullable(texts),
    expires_at: nullable(timestamptz),
    window_number: nullable(int),
    window_taken: nullable(int),
    window_ends_in_ms: nullable(float),
    environment_id_of_key: text,
    environment_name: text,
    // All of them are null where the id of the integration is.
    ...integrationRow,
    integration_id: nullable(text),
    lock: nullable(text),
  },
  isPrepared: true,
  timeoutMs: readTimeoutMs,
});

/**
 * Who is calling, and which integration they may use; null for an unknown, revoked or expired key.
 * Must run before each list read: it is what makes `updated_after` gap-free (see the migration of
 * `store.commits`).
 */
export async function authorize(
  database: Database,
  { apiKey, integrationId }: { apiKey: string; integrationId: string | null },
): Promise<Authorization | null> {
  const row = await selectKey.first(database.pool, { hash: hashApiKey(apiKey), integrationId });
  if (row === null) return null;
  const { integration_id: id, window_number: number, window_taken: taken } = row;
  const isCounted = number !== null && taken !== null;
  return {
    scopes: row.scopes,
    allowedAddresses: row.allowed_addresses,
    expiresAt: row.expires_at,
    isUseStale: row.is_use_stale,
    window: isCounted ? { number, taken, endsInMs: row.window_ends_in_ms ?? 0 } : null,
    keyId: row.key_id,
    keyName: row.key_name,
    environment: { id: row.environment_id_of_key, name: row.environment_name },
    integration: id === null ? null : toIntegration({ ...row, integration_id: id }),
  };
}
