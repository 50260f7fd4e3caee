import { createHash, randomBytes } from 'node:crypto';
import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { bytea, nullable, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

export interface ApiKey {
  id: string;
  name: string;
  environmentId: string;
  environmentName: string;
  /** The key's first characters, to recognise it by. */
  prefix: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** SHA-256 of a key: the keys are 256 random bits, so that a slow hash would add nothing. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

const insertKey = statement({
  text: `insert into store.api_keys (id, environment_id, name, prefix, hash, expires_at)
    values ($id, $environmentId, $name, $prefix, $hash, $expiresAt)`,
  values: {
    id: text,
    environmentId: text,
    name: text,
    prefix: text,
    hash: bytea,
    expiresAt: nullable(timestamptz),
  },
});

/** Makes a key and returns it; it cannot be shown again. */
export async function createApiKey(
  database: Database,
  options: { environmentId: string; name: string; expiresAt?: Date },
): Promise<{ id: string; key: string }> {
  const id = randomId();
  const key = `hw_${randomBytes(32).toString('base64url')}`;
  const prefix = key.slice(0, 8);
  await insertKey.run(database.pool, { ...options, id, prefix, hash: hashApiKey(key) });
  return { id, key };
}

const selectKeys = statement({
  text: `select k.id, k.name, k.prefix, k.environment_id as "environmentId",
      e.name as "environmentName", k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
    from store.api_keys k
    join store.environments e on e.id = k.environment_id
    order by k.created_at desc`,
  rows: {
    id: text,
    name: text,
    prefix: text,
    environmentId: text,
    environmentName: text,
    createdAt: timestamptz,
    expiresAt: nullable(timestamptz),
    lastUsedAt: nullable(timestamptz),
    revokedAt: nullable(timestamptz),
  },
});

/** All keys, newest first, revoked ones included. */
export function listApiKeys(database: Database): Promise<ApiKey[]> {
  return selectKeys.all(database.pool);
}

const revoke = statement({
  text: 'update store.api_keys set revoked_at = coalesce(revoked_at, now()) where id = $id',
  values: { id: text },
});

/** False where there is no such key; revoking twice is not an error. */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  return (await revoke.run(database.pool, { id })) === 1;
}
