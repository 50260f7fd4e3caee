import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

export interface Environment {
  id: string;
  name: string;
}

const selectByName = statement({
  text: 'select id, name from store.environments where name = $name',
  values: { name: text },
  rows: { id: text, name: text },
});

export function findEnvironment(database: Database, name: string): Promise<Environment | null> {
  return selectByName.first(database.pool, { name });
}

const insertMissing = statement({
  text: `insert into store.environments (id, name) values ($id, $name)
    on conflict (name) do nothing`,
  values: { id: text, name: text },
});

export async function findOrCreateEnvironment(
  database: Database,
  { name }: { name: string },
): Promise<Environment> {
  await insertMissing.run(database.pool, { id: randomId(), name });
  return selectByName.one(database.pool, { name });
}
