import type { Database } from '../database/database.ts';
import { preparedRead } from '../database/database.ts';
import { hashApiKey } from './api-keys.ts';
import type { Environment } from './environments.ts';
import type { Integration, IntegrationRow } from '../integrations/integrations.ts';
import { integrationColumns, toIntegration } from '../integrations/integrations.ts';
import { lockClass } from '../database/locks.ts';

export interface Authorization {
  keyId: string;
  environment: Environment;
  /** Null when none was asked for, or when it is unknown, deleted or of another environment. */
  integration: Integration | null;
}

// The shared lock is held only while this statement runs. By then every transaction that recorded
// its commit before has become visible, so that the snapshot of the next statement contains it.
const statement = `
  select k.id as key_id, k.last_used_at is null or k.last_used_at < now() - interval '1 minute'
           as is_use_stale,
         e.id as environment_id_of_key, e.name as environment_name,
         ${integrationColumns.map((name) => `i.${name}`).join(', ')},
         case when i.integration_id is not null then
           pg_advisory_xact_lock_shared(hashtextextended(i.integration_id, ${lockClass.commit}))::text
         end as lock
  from store.api_keys k
  join store.environments e on e.id = k.environment_id
  left join store.integrations i
    on i.integration_id = $2 and i.environment_id = k.environment_id and i.deleted_at is null
  where k.hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`;

type Row = {
  key_id: string;
  is_use_stale: boolean;
  environment_id_of_key: string;
  environment_name: string;
} & (IntegrationRow | { integration_id: null });

/**
 * Who is calling, and which integration they may use; null for an unknown, revoked or expired key.
 * Must run before each list read: it is what makes `updated_after` gap-free (see the migration of
 * `store.commits`).
 */
export async function authorize(
  database: Database,
  request: { apiKey: string; integrationId: string | null },
): Promise<Authorization | null> {
  const { rows } = await database.pool.query<Row>(
    preparedRead(statement, [hashApiKey(request.apiKey), request.integrationId]),
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (row.is_use_stale) await noteUse(database, row.key_id);
  return {
    keyId: row.key_id,
    environment: { id: row.environment_id_of_key, name: row.environment_name },
    integration: row.integration_id === null ? null : toIntegration(row),
  };
}

async function noteUse(database: Database, keyId: string): Promise<void> {
  await database.pool.query('update store.api_keys set last_used_at = now() where id = $1', [
    keyId,
  ]);
}
