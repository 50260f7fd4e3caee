import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import {
  bool,
  bytea,
  json,
  nullable,
  oneOf,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import type { Row } from '../database/statement.ts';
import { statement } from '../database/statement.ts';
import { putToken } from './access-tokens.ts';
import type { MissingPermission } from './credentials-check.ts';
import { permissionsJson } from './credentials-check.ts';
import { noteFieldChange } from '../fields/field-changes.ts';
import type { ModelName } from '../records/models.ts';

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
  /** What the credentials lacked when they were last checked; empty when nothing. */
  missingPermissions: readonly MissingPermission[];
  /** Models that the remote has refused in the last sync that tried them. */
  refusedModels: readonly string[];
  /** When the remote will refuse the credentials; null where it does not tell. */
  credentialsExpireAt: Date | null;
  createdAt: Date;
}

/** Never with the sealed credentials: only `findSealedCredentials` hands them out. */
export const integrationRow = {
  integration_id: text,
  environment_id: text,
  tool: text,
  status: oneOf('ACTIVE', 'INVALID', 'INACTIVE'),
  setup_status: oneOf('INCOMPLETE', 'FINAL_SYNC_PENDING', 'COMPLETED'),
  qa_status: oneOf('PENDING', 'FAILED', 'PASSED'),
  organization_name: text,
  creator_email: nullable(text),
  origin_id: nullable(text),
  remote_base_url: nullable(text),
  settings: json<Readonly<Record<string, unknown>>>(),
  is_remote_data_enabled: bool,
  first_synced_at: nullable(timestamptz),
  read_models: texts,
  authentication_failing_since: nullable(timestamptz),
  data_expired_at: nullable(timestamptz),
  missing_permissions: json<MissingPermission[]>(),
  refused_models: texts,
  credentials_expire_at: nullable(timestamptz),
  created_at: timestamptz,
} as const;

/** SQL of these columns of a table, or of its alias. */
export const integrationColumns = (table: string): string =>
  Object.keys(integrationRow)
    .map((name) => `${table}.${name}`)
    .join(', ');

export function toIntegration(row: Row<typeof integrationRow>): Integration {
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
    missingPermissions: row.missing_permissions,
    refusedModels: row.refused_models,
    credentialsExpireAt: row.credentials_expire_at,
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
  /** Encrypted as well: what the tool has given for the credentials already. */
  sealedToken?: Buffer | null;
  remoteBaseUrl: string | null;
  settings?: Record<string, unknown>;
  isRemoteDataEnabled?: boolean;
  missingPermissions?: readonly MissingPermission[];
  credentialsExpireAt?: Date | null;
}

const insert = statement({
  text: `insert into store.integrations as i (integration_id, environment_id, tool,
      organization_name, creator_email, origin_id, credentials, remote_base_url, settings,
      is_remote_data_enabled, missing_permissions, credentials_expire_at)
    values ($id, $environmentId, $tool, $organizationName, $creatorEmail, $originId,
      $sealedCredentials, $remoteBaseUrl, $settings, $isRemoteDataEnabled,
      $missingPermissions, $credentialsExpireAt)
    returning ${integrationColumns('i')}`,
  values: {
    id: text,
    environmentId: text,
    tool: text,
    organizationName: text,
    creatorEmail: nullable(text),
    originId: nullable(text),
    sealedCredentials: bytea,
    remoteBaseUrl: nullable(text),
    settings: json(),
    isRemoteDataEnabled: bool,
    missingPermissions: json(),
    credentialsExpireAt: nullable(timestamptz),
  },
  rows: integrationRow,
});

export async function insertIntegration(
  database: Database,
  integration: NewIntegration,
): Promise<Integration> {
  const { endUser, settings = {}, isRemoteDataEnabled = false, sealedToken = null } = integration;
  return inTransaction(database, async (client) => {
    const row = await insert.one(client, {
      ...integration,
      organizationName: endUser.organizationName,
      creatorEmail: endUser.creatorEmail,
      originId: endUser.originId,
      settings: JSON.stringify(settings),
      isRemoteDataEnabled,
      missingPermissions: permissionsJson(integration.missingPermissions ?? []),
      credentialsExpireAt: integration.credentialsExpireAt ?? null,
    });
    if (sealedToken !== null) {
      await putToken(client, { integrationId: integration.id, sealed: sealedToken });
    }
    return toIntegration(row);
  });
}

const selectOne = statement({
  text: `select ${integrationColumns('i')} from store.integrations i
    where i.integration_id = $integrationId and i.deleted_at is null`,
  values: { integrationId: text },
  rows: integrationRow,
  isPrepared: true,
});

export function findIntegration(
  database: Database,
  integrationId: string,
): Promise<Integration | null> {
  return findIntegrationIn(database.pool, integrationId);
}

async function findIntegrationIn(
  client: Queryable,
  integrationId: string,
): Promise<Integration | null> {
  const row = await selectOne.first(client, { integrationId });
  return row && toIntegration(row);
}

const selectAll = statement({
  text: `select ${integrationColumns('i')} from store.integrations i
    where i.deleted_at is null order by i.created_at`,
  rows: integrationRow,
});

/** Oldest first, deleted ones left out. */
export async function listIntegrations(database: Database): Promise<Integration[]> {
  return (await selectAll.all(database.pool)).map(toIntegration);
}

const selectCredentials = statement({
  text: `select credentials from store.integrations
    where integration_id = $integrationId and deleted_at is null`,
  values: { integrationId: text },
  rows: { credentials: bytea },
  isPrepared: true,
});

export async function findSealedCredentials(
  database: Database,
  integrationId: string,
): Promise<Buffer | null> {
  const row = await selectCredentials.first(database.pool, { integrationId });
  return row && row.credentials;
}

const updateRemoteBaseUrl = statement({
  text: `update store.integrations set remote_base_url = $remoteBaseUrl
    where integration_id = $integrationId and deleted_at is null`,
  values: { integrationId: text, remoteBaseUrl: nullable(text) },
});

/** Points an integration at another host: a simulator that came back at another port, a proxy. */
export async function setRemoteBaseUrl(
  database: Database,
  integrationId: string,
  remoteBaseUrl: string | null,
): Promise<boolean> {
  return (await updateRemoteBaseUrl.run(database.pool, { integrationId, remoteBaseUrl })) === 1;
}

const updateFirstSynced = statement({
  text: `update store.integrations set first_synced_at = clock_timestamp()
    where integration_id = $integrationId and first_synced_at is null`,
  values: { integrationId: text },
});

/** Reads are allowed from now on; keeps the first time when called again. */
export async function setFirstSynced(database: Database, integrationId: string): Promise<void> {
  await updateFirstSynced.run(database.pool, { integrationId });
}

export interface SettingsChange {
  settings: Readonly<Record<string, unknown>>;
  /** Models whose records are to show other fields from now on, or are to go. */
  changedModels: readonly ModelName[];
}

const updateSettings = statement({
  text: 'update store.integrations set settings = $settings where integration_id = $integrationId',
  values: { integrationId: text, settings: json() },
});

/**
 * Replaces what an integration has chosen by what `decide` makes of it; of two who do so at once,
 * the second one sees the choice of the first. Null where there is no such integration.
 */
export async function changeIntegrationSettings(
  database: Database,
  integrationId: string,
  decide: (integration: Integration) => SettingsChange,
): Promise<{ before: Integration; settings: SettingsChange['settings'] } | null> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const before = await findIntegrationIn(client, integrationId);
    if (before === null) return null;
    const { settings, changedModels } = decide(before);
    await updateSettings.run(client, { integrationId, settings: JSON.stringify(settings) });
    for (const model of changedModels) {
      await noteFieldChange(client, { integrationId, model });
    }
    return { before, settings };
  });
}
