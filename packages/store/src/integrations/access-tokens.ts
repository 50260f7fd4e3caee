import type { Database, Queryable } from '../database/database.ts';
import { bigint, bool, bytea, float, neverNull, nullable, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/**
 * Longer than asking for a token takes. A process that dies meanwhile keeps the others waiting for
 * as long.
 */
export const tokenLeaseSeconds = 45;

const select = statement({
  text: `select sealed from store.access_tokens
    where integration_id = $integrationId and sealed is not null`,
  values: { integrationId: text },
  rows: { sealed: neverNull(bytea) },
  isPrepared: true,
});

/** The sealed token of an integration, or null. */
export async function findSealedToken(
  database: Database,
  integrationId: string,
): Promise<Buffer | null> {
  const row = await select.first(database.pool, { integrationId });
  return row && row.sealed;
}

export interface TokenLease {
  integrationId: string;
  /** A name of its own. */
  lease: string;
  /** What the token is asked for with: the right is gone once the integration has others. */
  sealedCredentials: Buffer;
}

const acquire = statement({
  text: `insert into store.access_tokens as t (integration_id, lease, leased_until)
    select i.integration_id, $lease, clock_timestamp() + make_interval(secs => $seconds)
    from store.integrations i
    where i.integration_id = $integrationId and i.deleted_at is null
      and i.credentials = $sealedCredentials
    on conflict (integration_id) do update
      set lease = excluded.lease, leased_until = excluded.leased_until
      where t.leased_until is null or t.leased_until < clock_timestamp()
    returning sealed, version`,
  values: { integrationId: text, lease: text, sealedCredentials: bytea, seconds: float },
  rows: { sealed: nullable(bytea), version: bigint },
  isPrepared: true,
});

const selectCurrent = statement({
  text: `select exists (
      select from store.integrations
      where integration_id = $integrationId and deleted_at is null
        and credentials = $sealedCredentials) as "isCurrent"`,
  values: { integrationId: text, sealedCredentials: bytea },
  rows: { isCurrent: bool },
});

/**
 * Acquires the right to ask for a token, with the token of now: `leased` while another process has
 * it, `replaced` where the credentials are no longer those of the integration.
 */
export async function acquireTokenLease(
  database: Database,
  lease: TokenLease,
): Promise<{ sealed: Buffer | null; version: string } | 'leased' | 'replaced'> {
  const row = await acquire.first(database.pool, { ...lease, seconds: tokenLeaseSeconds });
  if (row !== null) return row;
  const { isCurrent } = await selectCurrent.one(database.pool, lease);
  return isCurrent ? 'leased' : 'replaced';
}

const update = statement({
  text: `update store.access_tokens
    set sealed = $sealed, version = version + 1, lease = null, leased_until = null
    where integration_id = $integrationId and version = $version`,
  values: { integrationId: text, version: bigint, sealed: bytea },
});

/**
 * Keeps a token, and ends the lease that it was asked for with. False where there is another one
 * since: the lease had expired, or the integration got new credentials.
 */
export async function saveToken(
  database: Database,
  token: { integrationId: string; version: string; sealed: Buffer },
): Promise<boolean> {
  return (await update.run(database.pool, token)) === 1;
}

const release = statement({
  text: `update store.access_tokens set lease = null, leased_until = null
    where integration_id = $integrationId and lease = $lease`,
  values: { integrationId: text, lease: text },
});

export async function releaseTokenLease(
  database: Database,
  lease: Pick<TokenLease, 'integrationId' | 'lease'>,
): Promise<void> {
  await release.run(database.pool, lease);
}

const put = statement({
  text: `insert into store.access_tokens as t (integration_id, sealed)
    values ($integrationId, $sealed)
    on conflict (integration_id) do update
      set sealed = excluded.sealed, version = t.version + 1, lease = null, leased_until = null`,
  values: { integrationId: text, sealed: nullable(bytea) },
});

/** Keeps the token of new credentials in place of the old ones'; null for none. */
export async function putToken(
  client: Queryable,
  token: { integrationId: string; sealed: Buffer | null },
): Promise<void> {
  await put.run(client, token);
}
