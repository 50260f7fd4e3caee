import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { openDatabase } from '../database/database.ts';
import { globalLock } from '../database/locks.ts';
import { listMigrations, migrate } from '../database/migrate.ts';
import { withDatabase } from './test-server.ts';

/**
 * Makes sure that a migrated database exists to clone others from, and returns its name, which
 * carries a hash of everything that migrating consists of.
 */
export async function ensureTemplate(url: string): Promise<string> {
  const name = `template_${await hashMigrations()}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (await exists(client, name)) return name;
    await client.query(`select pg_advisory_lock(${globalLock.testTemplate})`);
    if (await exists(client, name)) return name;
    await dropTemplates(client);
    // Renamed when complete, so that an interrupted migration is never cloned.
    const draft = `${name}_draft`;
    await client.query(`create database ${draft}`);
    const database = openDatabase({ url: withDatabase(url, draft) });
    try {
      await migrate(database);
    } finally {
      await database.close();
    }
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount !== 0;
}

/** Those of earlier migrations, and a half-made one. */
async function dropTemplates(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\_%'`,
  );
  for (const { datname } of rows) {
    await client.query(`drop database if exists ${datname} with (force)`);
  }
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256');
  const names = await listMigrations();
  for (const name of names) {
    hash.update(name).update(await readFile(new URL(`../migrations/${name}`, import.meta.url)));
  }
  // The queue brings its own tables.
  hash.update(await readFile(new URL('../queue/work-queue.ts', import.meta.url)));
  const queue = import.meta.resolve('graphile-worker');
  hash.update(await readFile(new URL('../package.json', queue)));
  return hash.digest('hex').slice(0, 16);
}
