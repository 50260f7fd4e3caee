import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { bigint, bytea, neverNull, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';

/** Columns that hold what the engine has sealed. `owner` is a part of what is authenticated. */
const kinds = {
  credentials: {
    table: 'integrations',
    column: 'credentials',
    owner: 'integration_id',
    isKept: 'deleted_at is null',
  },
  accessToken: { table: 'access_tokens', column: 'sealed', owner: 'integration_id' },
  vendorSecret: { table: 'vendor_webhook_secrets', column: 'sealed', owner: 'integration_id' },
  endpointSecret: { table: 'webhook_endpoints', column: 'secret', owner: 'id' },
  formerEndpointSecret: { table: 'webhook_endpoints', column: 'previous_secret', owner: 'id' },
  erasureKey: { table: 'erasure_keys', column: 'sealed', owner: 'id' },
  olderEndpointSecret: { table: 'webhook_endpoints', column: 'older_secret', owner: 'id' },
} as const;

export type SealedKind = keyof typeof kinds;
export const sealedKinds = Object.keys(kinds) as SealedKind[];

/** SQL of what a sealed text says of its key; see `seal` of the engine. */
const keyIdOf = (column: string): string => `encode(substr(${column}, 2, 4), 'hex')`;

const conditionOf = (kind: SealedKind): string => {
  const { column, ...rest } = kinds[kind];
  // One that was discarded is empty.
  return `${column} <> ''${'isKept' in rest ? ` and ${rest.isKept}` : ''}`;
};

const selectKeyIds = statement({
  text: sealedKinds
    .map((kind) => {
      const { table, column } = kinds[kind];
      return `select ${keyIdOf(column)} as "keyId" from store.${table} where ${conditionOf(kind)}`;
    })
    .join(' union '),
  rows: { keyId: text },
});

/** Which keys have sealed what is stored: each by four bytes in hexadecimal. */
export async function findKeyIds(database: { pool: Queryable }): Promise<string[]> {
  return (await selectKeyIds.all(database.pool)).map(({ keyId }) => keyId);
}

export interface SealedText {
  kind: SealedKind;
  /** Id of the integration or endpoint. */
  owner: string;
  sealed: Buffer;
}

const selectTexts = statementFor(sealedKinds, (kind) => {
  const { table, column, owner } = kinds[kind];
  return {
    text: `select ${owner} as owner, ${column} as sealed from store.${table}
      where ${conditionOf(kind)} and ${keyIdOf(column)} <> $keyId order by ${owner} limit $limit`,
    values: { keyId: text, limit: bigint },
    rows: { owner: text, sealed: neverNull(bytea) },
  };
});

const updateText = statementFor(sealedKinds, (kind) => {
  const { table, column, owner } = kinds[kind];
  return {
    text: `update store.${table} set ${column} = $sealed
      where ${owner} = $owner and ${column} = $former`,
    values: { owner: text, former: bytea, sealed: bytea },
  };
});

/** Some of the texts that another key has sealed; none when no more are left. */
export async function listOtherSealed(
  database: Database,
  { keyId, limit }: { keyId: string; limit: number },
): Promise<SealedText[]> {
  const found: SealedText[] = [];
  for (const kind of sealedKinds) {
    const rows = await selectTexts(kind).all(database.pool, { keyId, limit });
    found.push(...rows.map((row) => ({ kind, ...row })));
  }
  return found;
}

/** Unless it was replaced meanwhile. */
export async function replaceSealed(
  database: Database,
  { kind, owner, sealed: former }: SealedText,
  sealed: Buffer,
): Promise<void> {
  await updateText(kind).run(database.pool, { owner, former, sealed });
}

const lockTables = statement({
  text: `lock table ${[...new Set(sealedKinds.map((kind) => `store.${kinds[kind].table}`))].join(', ')}
    in share row exclusive mode`,
});

const insertRetired = statement({
  text: `insert into store.retired_secret_keys (key_id) values (decode($keyId, 'hex'))
    on conflict do nothing`,
  values: { keyId: text },
});

/** From then on, nothing is stored that one of these keys has sealed: who writes now is waited for. */
export async function retireKeys(database: Database, keyIds: readonly string[]): Promise<void> {
  await inTransaction(database, async (client) => {
    await lockTables.run(client);
    for (const keyId of keyIds) await insertRetired.run(client, { keyId });
  });
}

const discards = [
  // Without their key, nobody can tell any more whom the marks keep out.
  statement({
    text: `with lost as (
        delete from store.erasure_keys where ${keyIdOf('sealed')} <> all ($keyIds) returning id)
      delete from store.erased_people where exists (select from lost)`,
    values: { keyIds: texts },
  }),
  statement({
    text: `update store.integrations set credentials = '',
        status = case when status = 'INACTIVE' then status else 'INVALID' end
      where deleted_at is null and ${keyIdOf('credentials')} <> all ($keyIds) and credentials <> ''`,
    values: { keyIds: texts },
  }),
  statement({
    text: `update store.access_tokens set sealed = null, version = version + 1
      where ${keyIdOf('sealed')} <> all ($keyIds)`,
    values: { keyIds: texts },
  }),
  statement({
    text: `delete from store.vendor_webhook_secrets where ${keyIdOf('sealed')} <> all ($keyIds)`,
    values: { keyIds: texts },
  }),
  statement({
    text: `update store.webhook_endpoints set previous_secret = null, previous_secret_until = null
      where ${keyIdOf('previous_secret')} <> all ($keyIds)`,
    values: { keyIds: texts },
  }),
  statement({
    text: `update store.webhook_endpoints set older_secret = null, older_secret_until = null
      where ${keyIdOf('older_secret')} <> all ($keyIds)`,
    values: { keyIds: texts },
  }),
  statement({
    text: `update store.webhook_endpoints set secret = '', is_enabled = false,
        disabled_reason = 'Its secret was lost with the secret key. Rotate it, then enable the endpoint.'
      where ${keyIdOf('secret')} <> all ($keyIds) and secret <> ''`,
    values: { keyIds: texts },
  }),
];

/**
 * Empties what other keys than these have sealed. Its integrations become INVALID until they get
 * credentials again; its endpoints are disabled until they get a secret. @returns how many texts
 */
export async function discardSealed(
  database: Database,
  keyIds: readonly string[],
): Promise<number> {
  return inTransaction(database, async (client) => {
    let count = 0;
    for (const discard of discards) count += await discard.run(client, { keyIds });
    return count;
  });
}
