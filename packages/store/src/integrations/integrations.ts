import type { Selectable } from 'kysely';
import type { Database, Queryable } from '../database/database.ts';
import type { IntegrationsTable } from '../database/tables.ts';

export interface Integration {
  id: string;
  environmentId: string;
  tool: string;
  category: 'ATS';
  status: 'ACTIVE' | 'INVALID' | 'INACTIVE';
  setupStatus: 'INCOMPLETE' | 'FINAL_SYNC_PENDING' | 'COMPLETED';
  qaStatus: 'PENDING' | 'FAILED' | 'PASSED';
  endUser: { organizationName: string; creatorEmail: string | null; originId: string | null };
  remoteBaseUrl: string | null;
  settings: Readonly<Record<string, unknown>>;
  isRemoteDataEnabled: boolean;
  /** Null until the first sync has ended; reads are refused before. */
  firstSyncedAt: Date | null;
  /** Models that have been read to their end at least once; the others are not known at all. */
  readModels: readonly string[];
  /** Since when the remote refuses the credentials; null while it accepts them. */
  authenticationFailingSince: Date | null;
  /** Since when only a full sync brings the records up to date with the setup; or null. */
  dataExpiredAt: Date | null;
  createdAt: Date;
}

/** Never selected with an integration: only `findCredentials` hands out the sealed credentials. */
export type IntegrationRow = Omit<Selectable<IntegrationsTable>, 'credentials' | 'deleted_at'>;

export const integrationColumns = [
  'integration_id',
  'environment_id',
  'tool',
  'category',
  'status',
  'setup_status',
  'qa_status',
  'organization_name',
  'creator_email',
  'origin_id',
  'remote_base_url',
  'settings',
  'is_remote_data_enabled',
  'first_synced_at',
  'read_models',
  'authentication_failing_since',
  'data_expired_at',
  'created_at',
] as const satisfies (keyof IntegrationRow)[];

export function toIntegration(row: IntegrationRow): Integration {
  return {
    id: row.integration_id,
    environmentId: row.environment_id,
    tool: row.tool,
    category: 'ATS',
    status: row.status,
    setupStatus: row.setup_status,
    qaStatus: row.qa_status,
    endUser: {
      organizationName: row.organization_name,
      creatorEmail: row.creator_email,
      originId: row.origin_id,
    },
    remoteBaseUrl: row.remote_base_url,
    settings: row.settings,
    isRemoteDataEnabled: row.is_remote_data_enabled,
    firstSyncedAt: row.first_synced_at,
    readModels: row.read_models,
    authenticationFailingSince: row.authentication_failing_since,
    dataExpiredAt: row.data_expired_at,
    createdAt: row.created_at,
  };
}

export interface NewIntegration {
  id: string;
  environmentId: string;
  tool: string;
  endUser: Integration['endUser'];
  /** Encrypted by the caller; this package never sees the key. */
  sealedCredentials: Buffer;
  remoteBaseUrl: string | null;
  settings?: Record<string, unknown>;
  isRemoteDataEnabled?: boolean;
}

export async function insertIntegration(
  database: Database,
  integration: NewIntegration,
): Promise<Integration> {
  const row = await database.kysely
    .insertInto('store.integrations')
    .values({
      integration_id: integration.id,
      environment_id: integration.environmentId,
      tool: integration.tool,
      organization_name: integration.endUser.organizationName,
      creator_email: integration.endUser.creatorEmail,
      origin_id: integration.endUser.originId,
      credentials: integration.sealedCredentials,
      remote_base_url: integration.remoteBaseUrl,
      settings: JSON.stringify(integration.settings ?? {}),
      is_remote_data_enabled: integration.isRemoteDataEnabled ?? false,
    })
    .returning(integrationColumns)
    .executeTakeFirstOrThrow();
  return toIntegration(row);
}

export async function findIntegration(
  database: Database,
  integrationId: string,
): Promise<Integration | null> {
  const row = await database.kysely
    .selectFrom('store.integrations')
    .select(integrationColumns)
    .where('integration_id', '=', integrationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toIntegration(row);
}

/** The same within a transaction. */
export async function findIntegrationIn(
  client: Queryable,
  integrationId: string,
): Promise<Integration | null> {
  const { rows } = await client.query<IntegrationRow>(
    `select ${integrationColumns.join(', ')} from store.integrations
     where integration_id = $1 and deleted_at is null`,
    [integrationId],
  );
  return rows[0] === undefined ? null : toIntegration(rows[0]);
}

/** Oldest first, deleted ones left out. */
export async function listIntegrations(database: Database): Promise<Integration[]> {
  const rows = await database.kysely
    .selectFrom('store.integrations')
    .select(integrationColumns)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .execute();
  return rows.map(toIntegration);
}

export async function findSealedCredentials(
  database: Database,
  integrationId: string,
): Promise<Buffer | null> {
  const row = await database.kysely
    .selectFrom('store.integrations')
    .select('credentials')
    .where('integration_id', '=', integrationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.credentials ?? null;
}

/** Points an integration at another host: a simulator that came back at another port, a proxy. */
export async function setRemoteBaseUrl(
  database: Database,
  integrationId: string,
  remoteBaseUrl: string | null,
): Promise<boolean> {
  const result = await database.kysely
    .updateTable('store.integrations')
    .set({ remote_base_url: remoteBaseUrl })
    .where('integration_id', '=', integrationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Reads are allowed from now on; keeps the first time when called again. */
export async function setFirstSynced(database: Database, integrationId: string): Promise<void> {
  await database.pool.query(
    `update store.integrations set first_synced_at = clock_timestamp()
     where integration_id = $1 and first_synced_at is null`,
    [integrationId],
  );
}
