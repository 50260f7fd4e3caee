import type { Database } from './database.ts';
import { listMigrations } from './migrate.ts';

/**
 * Whether the database has all that this version needs: a question of milliseconds, for those who
 * ask whether the process can work. A database that is ahead will do: during a rolling restart the
 * first new process migrates while the old ones still answer.
 */
export async function isSchemaReady(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ name: string }>(
    'select name from public.hirewire_migrations',
  );
  const applied = new Set(rows.map(({ name }) => name));
  return (await listMigrations()).every((name) => applied.has(name));
}
