import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { isAlive } from '../embedded/postmaster.ts';
import { emptyDatabase, isUnused, readFingerprint } from './empty-database.ts';
import { ensureTemplate } from './template.ts';
import { cacheDirectory, openTestServer, withDatabase } from './test-server.ts';
import type { TestServer } from './test-server.ts';

export interface TestDatabase {
  url: string;
  database: Database;
  /** Closes the connections and drops the database. */
  drop(): Promise<void>;
}

/** Touch this file to keep the databases of tests and look into them afterwards. */
const keepFile = path.join(cacheDirectory, 'keep-test-databases');

let shared: Promise<{ server: TestServer; template: string }> | null = null;

/** Emptied databases of this process, for the next tests. */
const unused: WarmDatabase[] = [];

/** A migrated database whose connections have planned most statements already. */
interface WarmDatabase {
  url: string;
  database: Database;
  fingerprint: string;
}

/**
 * A migrated database without rows for one test or test file, on a PostgreSQL that all of them
 * share; with `isEmpty` one without migrations. The tests of a process reuse a database unless a test
 * has changed more than rows: planning all statements again takes longer than most tests.
 */
export async function createTestDatabase(
  options: { isEmpty?: boolean } = {},
): Promise<TestDatabase> {
  shared ??= openShared();
  const { server, template } = await shared;
  if (options.isEmpty === true) {
    const url = await createDatabase(server, 'template0');
    const database = openDatabase({ url });
    return { url, database, drop: () => dropDatabase(server, { url, database }) };
  }
  const warm = unused.pop() ?? (await createWarmDatabase(server, template));
  const { pool, retire } = lendPool(warm.database.pool);
  const database = { ...warm.database, pool };
  return {
    url: warm.url,
    database,
    async drop() {
      retire();
      if (existsSync(keepFile) || !(await makeUnused(warm))) await dropDatabase(server, warm);
    },
  };
}

async function closeShared(server: TestServer): Promise<void> {
  for (const warm of unused.splice(0)) await dropDatabase(server, warm);
  await server.close();
}

async function createWarmDatabase(server: TestServer, template: string): Promise<WarmDatabase> {
  const url = await createDatabase(server, template);
  const database = openDatabase({ url });
  // Connections that wait for the next test do not keep the process from ending.
  database.pool.options.allowExitOnIdle = true;
  return { url, database, fingerprint: await readFingerprint(database.pool) };
}

/** Empties a database for the next test; false if the last one may have left more than rows. */
async function makeUnused(warm: WarmDatabase): Promise<boolean> {
  const { pool } = warm.database;
  try {
    if (!(await isUnused(pool)) || (await readFingerprint(pool)) !== warm.fingerprint) return false;
    await emptyDatabase(pool);
    unused.push(warm);
    return true;
  } catch {
    return false;
  }
}

/** Wraps a pool: after `retire`, queries of the last test fail and cannot reach the next one. */
function lendPool(pool: pg.Pool): { pool: pg.Pool; retire: () => void } {
  let isRetired = false;
  const lent = new Proxy(pool, {
    get(target, name) {
      if (isRetired && (name === 'query' || name === 'connect')) {
        return () => Promise.reject(new Error('The test that used this database has ended.'));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { pool: lent, retire: () => (isRetired = true) };
}

async function createDatabase(server: TestServer, source: string): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  // Copies files, a tenth of the work of going through each page (PostgreSQL's default).
  await runOn(server.url, `create database ${name} template ${source} strategy file_copy`);
  return withDatabase(server.url, name);
}

async function dropDatabase(
  server: TestServer,
  { url, database }: Pick<WarmDatabase, 'url' | 'database'>,
): Promise<void> {
  await database.close();
  if (existsSync(keepFile)) process.stderr.write(`Kept, as ${keepFile} exists: ${url}\n`);
  else
    await runOn(
      server.url,
      `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`,
    );
}

/** Drops what killed test processes have left on the server. */
export async function dropAbandonedTestDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'test\\_%'`,
    );
    for (const { datname } of rows) {
      const pid = Number(datname.split('_')[1]);
      if (isAlive(pid) || existsSync(keepFile)) continue;
      await client.query(`drop database if exists ${datname} with (force)`);
    }
  } finally {
    await client.end();
  }
}

async function openShared(): Promise<{ server: TestServer; template: string }> {
  const server = await openTestServer();
  process.once('beforeExit', () => void closeShared(server));
  return { server, template: await ensureTemplate(server.url) };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
