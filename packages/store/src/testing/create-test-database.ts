import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { isAlive } from '../embedded/postmaster.ts';
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

/**
 * A fresh, migrated database for one test or test file, on a PostgreSQL that all of them share;
 * with `isEmpty` one that nobody has migrated yet.
 */
export async function createTestDatabase(
  options: { isEmpty?: boolean } = {},
): Promise<TestDatabase> {
  shared ??= openShared();
  const { server, template } = await shared;
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const source = options.isEmpty === true ? 'template0' : template;
  // Copies files, a tenth of the work of going through each page (PostgreSQL's default).
  await runOn(server.url, `create database ${name} template ${source} strategy file_copy`);
  const url = withDatabase(server.url, name);
  const database = openDatabase({ url });
  return {
    url,
    database,
    async drop() {
      await database.close();
      if (existsSync(keepFile)) process.stderr.write(`Kept, as ${keepFile} exists: ${url}\n`);
      else await runOn(server.url, `drop database if exists ${name} with (force)`);
    },
  };
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
  process.once('beforeExit', () => void server.close());
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
