import type { Database } from '../database/database.ts';
import { json, nullable, text, texts, timestamptz, toPostgresText } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** A permission that credentials lack, and what that costs. */
export interface MissingPermission {
  /** In the words of the vendor. */
  permission: string;
  /** Where to grant it; absent where nobody knows. */
  grantedAt?: string;
  models: readonly string[];
  /** Models that lack fields; absent where there are none. */
  fieldsOf?: readonly string[];
  /** Write actions of the contract. */
  actions: readonly string[];
}

/** As the column holds them: what queries read from it must be texts that PostgreSQL can hold. */
export function permissionsJson(permissions: readonly MissingPermission[]): string {
  return JSON.stringify(
    permissions.map((one) => ({ ...one, permission: toPostgresText(one.permission) })),
  );
}

const update = statement({
  text: `update store.integrations
    set missing_permissions = $missingPermissions, refused_models = $refusedModels,
      credentials_expire_at = $credentialsExpireAt
    where integration_id = $integrationId`,
  values: {
    integrationId: text,
    missingPermissions: json(),
    refusedModels: texts,
    credentialsExpireAt: nullable(timestamptz),
  },
});

/** Notes what the credentials of an integration lack, which models were refused, and when they expire. */
export async function noteCredentialsCheck(
  database: Database,
  integrationId: string,
  {
    missingPermissions,
    refusedModels,
    credentialsExpireAt = null,
  }: {
    missingPermissions: readonly MissingPermission[];
    refusedModels: readonly string[];
    credentialsExpireAt?: Date | null;
  },
): Promise<void> {
  await update.run(database.pool, {
    integrationId,
    missingPermissions: permissionsJson(missingPermissions),
    refusedModels,
    credentialsExpireAt,
  });
}
