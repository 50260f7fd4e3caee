import pg from 'pg';
import { type Database, setSessionTimeouts } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { bool, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const tryLock = statement({
  text: `select pg_try_advisory_lock(${integrationLock('run')}) as taken`,
  values: { integrationId: text },
  rows: { taken: bool },
});

const unlock = statement({
  text: `select pg_advisory_unlock(${integrationLock('run')})`,
  values: { integrationId: text },
});

const setIdleTimeout = statement({
  text: `select set_config('idle_session_timeout', $milliseconds, false)`,
  values: { milliseconds: text },
});

/** The least that counts as a statement of the session. */
const ask = statement({ text: 'select' });

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
 * one that hangs, and has sent no heartbeat for `silenceMs`. Null when it is taken.
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
  try {
    await client.connect();
    await setSessionTimeouts(client);
    await setIdleTimeout.run(client, { milliseconds: String(silenceMs) });
    const { taken } = await tryLock.one(client, { integrationId });
    if (!taken) {
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
      await ask.run(client).catch(() => undefined);
    },
    async release() {
      // A lost session has lost its locks.
      await unlock.run(client, { integrationId }).catch(() => undefined);
      close();
    },
  };
}
