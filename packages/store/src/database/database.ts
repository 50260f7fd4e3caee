import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly kysely: Kysely<Tables>;
  close(): Promise<void>;
}

/** Runs one statement; a pool, or the client of a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

export interface OpenDatabaseOptions {
  /** `postgres://…` */
  url: string;
  /** Most connections at once; default 10. */
  poolSize?: number;
  /** Shown in PostgreSQL's `pg_stat_activity`. */
  applicationName?: string;
}

/** A connection whose other end has not been heard of for so long is lost. */
const lostAfterMs = 20_000;

/**
 * A machine that loses its network ends none of its sessions, and a process that hangs none of its
 * transactions. PostgreSQL would keep them, and the locks that they hold: for two hours where a
 * session is idle, for a quarter of one where an answer is under way, for ever where it is a process
 * that hangs. Not every system can do better with its connections.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#RUNTIME-CONFIG-CONNECTION-TCP
 */
const sessionSettings = `select set_config(name, value, false) from (values
    ('idle_in_transaction_session_timeout', '60s'),
    ('tcp_keepalives_idle', '${lostAfterMs / 2000}'),
    ('tcp_keepalives_interval', '2'),
    ('tcp_keepalives_count', '${lostAfterMs / 4000}'),
    ('tcp_user_timeout', '${lostAfterMs}')
  ) as settings (name, value)
  where name not like 'tcp%' or version() like '%linux%'`;

/** Every session begins with it; one whose machine is lost at that very moment is given up. */
export async function setSessionTimeouts(client: Queryable): Promise<void> {
  await client.query(withTimeout({ text: sessionSettings }, lostAfterMs));
}

export function openDatabase(options: OpenDatabaseOptions): Database {
  const settings = {
    connectionString: options.url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'hirewire',
    connectionTimeoutMillis: 10_000,
    // Then Node.js asks ten times, once in a second, before it gives the connection up.
    keepAlive: true,
    keepAliveInitialDelayMillis: lostAfterMs / 2,
    onConnect: setSessionTimeouts,
  };
  const pool = new pg.Pool(settings);
  // A connection that breaks is replaced at its next use, and what was running on it rejects;
  // without listeners Node would exit.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    url: options.url,
    pool,
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    close: () => pool.end(),
  };
}

/** Runs `work` in one transaction; commits when it resolves, rolls back when it rejects. */
export async function inTransaction<T>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: unknown) => {
      broken = rollbackError instanceof Error ? rollbackError : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const statementNames = new Map<string, string>();

/** A statement that PostgreSQL parses and plans once per connection. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  let name = statementNames.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    statementNames.set(text, name);
  }
  return { name, text, values };
}

/** A little less than a client waits for the answer to a request. */
const readTimeoutMs = 50_000;

/**
 * Where the machine of the database is lost while a statement is on its way there, the operating
 * system asks for a quarter of an hour whether it has arrived, and the connection would be missing in
 * the pool for as long.
 */
function withTimeout(
  query: pg.QueryConfig,
  milliseconds: number,
): pg.QueryConfig & { query_timeout: number } {
  return { ...query, query_timeout: milliseconds };
}

/** One that a request waits for. */
export const preparedRead = (text: string, values: unknown[]): pg.QueryConfig =>
  withTimeout(prepared(text, values), readTimeoutMs);
