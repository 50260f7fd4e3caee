import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';

export interface Environment {
  id: string;
  name: string;
}

export async function findEnvironment(
  database: Database,
  name: string,
): Promise<Environment | null> {
  const environment = await database.kysely
    .selectFrom('store.environments')
    .select(['id', 'name'])
    .where('name', '=', name)
    .executeTakeFirst();
  return environment ?? null;
}

export async function findOrCreateEnvironment(
  database: Database,
  environment: { name: string },
): Promise<Environment> {
  await database.kysely
    .insertInto('store.environments')
    .values({ id: randomId(), name: environment.name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return database.kysely
    .selectFrom('store.environments')
    .select(['id', 'name'])
    .where('name', '=', environment.name)
    .executeTakeFirstOrThrow();
}
