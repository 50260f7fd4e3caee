import { createHash, randomBytes } from 'node:crypto';
import { type KeyScopes, randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { bigint, bytea, nullable, text, texts, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** What a key may do, from where and until when; null where there is no limit. */
export interface KeyRights {
  scopes: KeyScopes;
  /** IP addresses and ranges. */
  allowedAddresses: readonly string[] | null;
  expiresAt: Date | null;
}

export interface ApiKey extends KeyRights {
  id: string;
  name: string;
  environmentId: string;
  environmentName: string;
  /** The key's first characters, to recognise it by. */
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** SHA-256 of a key: the keys are 256 random bits, so that a slow hash would add nothing. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

const columns = `k.id, k.name, k.prefix, k.environment_id as "environmentId",
  e.name as "environmentName", k.scopes, k.allowed_addresses as "allowedAddresses",
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
  k.revoked_at as "revokedAt"`;

const rows = {
  id: text,
  name: text,
  prefix: text,
  environmentId: text,
  environmentName: text,
  scopes: nullable(texts),
  allowedAddresses: nullable(texts),
  createdAt: timestamptz,
  expiresAt: nullable(timestamptz),
  lastUsedAt: nullable(timestamptz),
  revokedAt: nullable(timestamptz),
};

const insertKey = statement({
  text: `with k as (
      insert into store.api_keys
        (id, environment_id, name, prefix, hash, scopes, allowed_addresses, expires_at)
      values ($id, $environmentId, $name, $prefix, $hash, $scopes, $allowedAddresses, $expiresAt)
      returning *)
    select ${columns} from k join store.environments e on e.id = k.environment_id`,
  values: {
    id: text,
    environmentId: text,
    name: text,
    prefix: text,
    hash: bytea,
    scopes: nullable(texts),
    allowedAddresses: nullable(texts),
    expiresAt: nullable(timestamptz),
  },
  rows,
});

/** Makes a key and returns it; it cannot be shown again. What is left out is not limited. */
export async function createApiKey(
  database: Database,
  options: { environmentId: string; name: string } & Partial<KeyRights>,
): Promise<ApiKey & { key: string }> {
  const key = `hw_${randomBytes(32).toString('base64url')}`;
  const made = { id: randomId(), prefix: key.slice(0, 8), hash: hashApiKey(key) };
  return { ...(await insertKey.one(database.pool, { ...options, ...made })), key };
}

const selectKeys = statement({
  text: `select ${columns}
    from store.api_keys k
    join store.environments e on e.id = k.environment_id
    where ($environmentId::text is null or k.environment_id = $environmentId)
      and ($after::text is null or (k.created_at, k.id) < (
        select a.created_at, a.id from store.api_keys a
        where a.environment_id = $environmentId and a.id = $after))
    order by k.created_at desc, k.id desc
    limit $limit`,
  values: { environmentId: nullable(text), after: nullable(text), limit: nullable(bigint) },
  rows,
});

/** Keys, newest first, revoked ones included: of one environment, after the one with the id `after`. */
export function listApiKeys(
  database: Database,
  page: { environmentId?: string; after?: string | undefined; limit?: number } = {},
): Promise<ApiKey[]> {
  return selectKeys.all(database.pool, page);
}

const revoke = statement({
  text: `with k as (
      update store.api_keys set revoked_at = coalesce(revoked_at, now())
      where id = $id and ($environmentId::text is null or environment_id = $environmentId)
      returning *)
    select ${columns} from k join store.environments e on e.id = k.environment_id`,
  values: { id: text, environmentId: nullable(text) },
  rows,
});

/** Null where there is no such key (in the environment); revoking twice changes nothing. */
export function revokeApiKey(
  database: Database,
  id: string,
  environmentId?: string,
): Promise<ApiKey | null> {
  return revoke.first(database.pool, { id, environmentId });
}

const noteUse = statement({
  text: `update store.api_keys set last_used_at = now()
    where id = $keyId and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
  values: { keyId: text },
});

/** Notes that a key is in use, once a minute whoever asks. */
export async function noteKeyUse(database: Database, keyId: string): Promise<void> {
  await noteUse.run(database.pool, { keyId });
}
