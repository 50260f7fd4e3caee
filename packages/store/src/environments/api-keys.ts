import { createHash, randomBytes } from 'node:crypto';
import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';

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

/** Makes a key and returns it; it cannot be shown again. */
export async function createApiKey(
  database: Database,
  options: { environmentId: string; name: string; expiresAt?: Date },
): Promise<{ id: string; key: string }> {
  const id = randomId();
  const key = `hw_${randomBytes(32).toString('base64url')}`;
  await database.kysely
    .insertInto('store.api_keys')
    .values({
      id,
      environment_id: options.environmentId,
      name: options.name,
      prefix: key.slice(0, 8),
      hash: hashApiKey(key),
      expires_at: options.expiresAt ?? null,
    })
    .execute();
  return { id, key };
}

/** All keys, newest first, revoked ones included. */
export async function listApiKeys(database: Database): Promise<ApiKey[]> {
  const rows = await database.kysely
    .selectFrom('store.api_keys as k')
    .innerJoin('store.environments as e', 'e.id', 'k.environment_id')
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.environment_id as environmentId',
      'e.name as environmentName',
      'k.created_at as createdAt',
      'k.expires_at as expiresAt',
      'k.last_used_at as lastUsedAt',
      'k.revoked_at as revokedAt',
    ])
    .orderBy('k.created_at', 'desc')
    .execute();
  return rows;
}

/** False where there is no such key; revoking twice is not an error. */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  const result = await database.kysely
    .updateTable('store.api_keys')
    .set((update) => ({
      revoked_at: update.fn.coalesce('revoked_at', update.fn<Date>('now')),
    }))
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
