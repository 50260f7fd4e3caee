import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { Database, Queryable } from './database.ts';
import { inTransaction } from './database.ts';
import { globalLock } from './locks.ts';
import { installQueue } from '../queue/work-queue.ts';

const directory = new URL('../migrations/', import.meta.url);

/**
 * Numbered migration files, oldest first.
 * @internal exported for the template of test databases
 */
export async function listMigrations(): Promise<string[]> {
  const names = await readdir(directory);
  return names.filter((name) => name.endsWith('.sql')).toSorted();
}

/**
 * Brings the database to the newest version; does nothing when it is there already. Several
 * processes may call it at once: one migrates, the others wait and find it done.
 */
export async function migrate(database: Database): Promise<{ applied: string[] }> {
  await requireVersion(database.pool);
  const applied = await inTransaction(database, applyMissing);
  await installQueue(database);
  return { applied };
}

/** In the caller's transaction. */
export async function applyMissing(client: pg.PoolClient | pg.Client): Promise<string[]> {
  await beginMigrating(client);
  const known = await listApplied(client);
  const newer = await listUnknown(known);
  if (newer.length > 0) {
    throw new Error(
      `This database was migrated by a newer Hirewire (${newer.join(', ')} is unknown here). ` +
        'Start that version, or restore a backup made before the upgrade.',
    );
  }
  const missing = (await listMigrations()).filter((name) => !known.includes(name));
  await applyFiles(client, missing);
  return missing;
}

/** Gives an empty database the schema of these migrations; in the caller's transaction. */
export async function applyOnly(client: pg.Client, names: readonly string[]): Promise<void> {
  await beginMigrating(client);
  await applyFiles(client, names);
}

/** Migrations that this version would run at its next start. */
export async function listPending({ pool }: Database): Promise<string[]> {
  const applied = await listApplied(pool);
  return (await listMigrations()).filter((name) => !applied.includes(name));
}

/** Whether nothing is missing of what this version needs. */
export async function isUpToDate(applied: readonly string[]): Promise<boolean> {
  return (await listMigrations()).every((name) => applied.includes(name));
}

/** Those of the migrations that only a newer version has. */
export async function listUnknown(names: readonly string[]): Promise<string[]> {
  const files = await listMigrations();
  return names.filter((name) => !files.includes(name));
}

async function beginMigrating(client: Queryable): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${globalLock.migration})`);
  await client.query(
    `create table if not exists public.hirewire_migrations (
       name text primary key, applied_at timestamptz not null default now())`,
  );
}

async function applyFiles(client: Queryable, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await client.query(await readFile(new URL(name, directory), 'utf8'));
    await client.query('insert into public.hirewire_migrations (name) values ($1)', [name]);
  }
}

/** Whether the database has ever been migrated by Hirewire. */
export async function hasSchema({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ exists: boolean }>(
    `select to_regclass('public.hirewire_migrations') is not null as exists`,
  );
  return rows[0]?.exists === true;
}

/**
 * Whether the database has all that this version needs: a question of milliseconds, for probes that
 * ask whether the process can work. A database that is ahead will do: during a rolling restart the
 * first new process migrates while the old ones still answer.
 */
export async function isSchemaReady({ pool }: Database): Promise<boolean> {
  return isUpToDate((await hasSchema({ pool })) ? await listApplied(pool) : []);
}

export async function listApplied(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from public.hirewire_migrations',
  );
  return rows.map(({ name }) => name);
}

export async function requireVersion(client: Queryable): Promise<void> {
  const { rows } = await client.query<{
    server_version_num: string;
    server_version: string;
  }>(
    `select current_setting('server_version_num') as server_version_num,
            current_setting('server_version') as server_version`,
  );
  const found = rows[0];
  if (found === undefined || Number(found.server_version_num) < 150_000) {
    throw new Error(
      `Hirewire needs PostgreSQL 15 or newer; the database runs ${found?.server_version ?? 'an unknown version'}.`,
    );
  }
}
