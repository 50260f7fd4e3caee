import pg from 'pg';
import { type Database, setSessionTimeouts } from '../database/database.ts';
import { lockClass } from '../database/locks.ts';

export interface RunLock {
  /** Aborted when the connection that holds the lock is lost: the run must stop at once. */
  signal: AbortSignal;
  /** Says that the holder lives: to be called several times in two minutes. */
  heartbeat(): Promise<void>;
  release(): Promise<void>;
}

/** A connection that has not answered so simple a question by then is lost. */
const answerMs = 10_000;

/**
 * The right to run a sync of an integration, held by this process's session. A process that dies
 * loses its session and with it the lock, so that another can go on; PostgreSQL ends the session of
 * one that hangs, and has given no sign of life for `silenceMs`. Null when it is taken.
 *
 * The session is a connection of its own: one of the pool would be missing there for hours, and
 * as many runs as the pool has connections would bring everything to a halt.
 */
export async function tryRunLock(
  database: Database,
  integrationId: string,
  silenceMs = 120_000,
): Promise<RunLock | null> {
  const client = new pg.Client({
    ...database.pool.options,
    query_timeout: answerMs,
  });
  const lost = new AbortController();
  client.on('error', (error: Error) => lost.abort(error));
  // Not waited for: what was asked before is answered, and a dead network might never let it end.
  const close = (): void => void client.end().catch(() => undefined);
  const key = `hashtextextended($1, ${lockClass.run})`;
  try {
    await client.connect();
    await setSessionTimeouts(client);
    await client.query(`set idle_session_timeout = ${silenceMs}`);
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${key}) as taken`,
      [integrationId],
    );
    if (rows[0]?.taken !== true) {
      close();
      return null;
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    signal: lost.signal,
    async heartbeat() {
      // Failing tells nothing: a session that is lost says so by itself.
      await client.query('select').catch(() => undefined);
    },
    async release() {
      await client
        .query(`select pg_advisory_unlock(${key})`, [integrationId])
        // A lost session has lost its locks.
        .catch(() => undefined);
      close();
    },
  };
}
