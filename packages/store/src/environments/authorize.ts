import type { Database } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { bool, bytea, nullable, text } from '../database/sql-types.ts';
import { readTimeoutMs, statement } from '../database/statement.ts';
import type { Integration } from '../integrations/integrations.ts';
import { integrationColumns, integrationRow, toIntegration } from '../integrations/integrations.ts';
import { hashApiKey } from './api-keys.ts';
import type { Environment } from './environments.ts';

export interface Authorization {
  keyId: string;
  environment: Environment;
  /** Null when none was asked for, or when it is unknown, deleted or of another environment. */
  integration: Integration | null;
}

const selectKey = statement({
  // The shared lock is held only while this statement runs. By then every transaction that recorded
  // its commit before has become visible, so that the snapshot of the next statement contains it.
  text: `
  select k.id as key_id, k.last_used_at is null or k.last_used_at < now() - interval '1 minute'
           as is_use_stale,
         e.id as environment_id_of_key, e.name as environment_name,
         ${integrationColumns('i')},
         case when i.integration_id is not null then
           pg_advisory_xact_lock_shared(${integrationLock('commit', 'i.integration_id')})::text
         end as lock
  from store.api_keys k
  join store.environments e on e.id = k.environment_id
  left join store.integrations i
    on i.integration_id = $integrationId and i.environment_id = k.environment_id and i.deleted_at is null
  where k.hash = $hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
  values: { hash: bytea, integrationId: nullable(text) },
  rows: {
    key_id: text,
    is_use_stale: bool,
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

const noteUse = statement({
  text: 'update store.api_keys set last_used_at = now() where id = $keyId',
  values: { keyId: text },
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
  const { key_id: keyId, integration_id: id } = row;
  if (row.is_use_stale) await noteUse.run(database.pool, { keyId });
  return {
    keyId,
    environment: { id: row.environment_id_of_key, name: row.environment_name },
    integration: id === null ? null : toIntegration({ ...row, integration_id: id }),
  };
}
