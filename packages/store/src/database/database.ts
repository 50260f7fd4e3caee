import pg from 'pg';
import { statement } from './statement.ts';
import type { Queryable } from './statement.ts';

export type { Queryable } from './statement.ts';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Where PostgreSQL listens from now on; connections that are open stay. */
  moveTo(url: string): void;
  close(): Promise<void>;
}

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
const setTimeouts = statement({
  text: `select set_config(name, value, false) from (values
      ('idle_in_transaction_session_timeout', '60s'),
      ('tcp_keepalives_idle', '${lostAfterMs / 2000}'),
      ('tcp_keepalives_interval', '2'),
      ('tcp_keepalives_count', '${lostAfterMs / 4000}'),
      ('tcp_user_timeout', '${lostAfterMs}')
    ) as settings (name, value)
    where name not like 'tcp%' or version() like '%linux%'`,
  timeoutMs: lostAfterMs,
});

/** Every session begins with it; one whose machine is lost at that very moment is given up. */
export async function setSessionTimeouts(client: Queryable): Promise<void> {
  await setTimeouts.run(client);
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
    // Whatever opens a connection of its own begins with these options, too.
    moveTo: (url) => void (pool.options.connectionString = url),
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

const commitWithoutDisk = statement({ text: 'set local synchronous_commit = off' });

/**
 * Lets the transaction commit before it is on disk: for what is found or made again after a crash of
 * PostgreSQL, which undoes it together with what followed.
 */
export async function commitAsynchronously(client: Queryable): Promise<void> {
  await commitWithoutDisk.run(client);
}

/** Connects to a PostgreSQL and asks for its version, such as `18.4`. */
export async function readServerVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
