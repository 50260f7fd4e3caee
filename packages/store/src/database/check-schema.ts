import type { Database } from './database.ts';
import { listMigrations } from './migrate.ts';

/**
 * Whether the database has all that this version needs: a question of milliseconds, for those who
 * ask whether the process can work. A database that is ahead will do: during a rolling restart the
 * first new process migrates while the old ones still answer.
 */
export async function isSchemaReady(database: Database): Promise<boolean> {
  const applied = new Set(await listApplied(database));
  return (await listMigrations()).every((name) => applied.has(name));
}

async function listApplied({ pool }: Database): Promise<string[]> {
  const { rows: found } = await pool.query<{ exists: boolean }>(
    `select to_regclass('public.hirewire_migrations') is not null as exists`,
  );
  if (found[0]?.exists !== true) return [];
  const { rows } = await pool.query<{ name: string }>(
    'select name from public.hirewire_migrations',
  );
  return rows.map(({ name }) => name);
}
