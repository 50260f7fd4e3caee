import type { Database } from './database.ts';
import { lockClass } from './locks.ts';

export interface RunLock {
  /** Aborted when the connection that holds the lock is lost: the run must stop at once. */
  signal: AbortSignal;
  release(): Promise<void>;
}

/**
 * The right to run a sync of an integration, held by this process's session. A process that dies
 * loses its session and with it the lock, so that another can go on. Null when it is taken.
 */
export async function tryRunLock(
  database: Database,
  integrationId: string,
): Promise<RunLock | null> {
  const client = await database.pool.connect();
  const lost = new AbortController();
  const onError = (error: Error): void => lost.abort(error);
  client.on('error', onError);
  const key = `hashtextextended($1, ${lockClass.run})`;
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${key}) as taken`,
      [integrationId],
    );
    if (rows[0]?.taken !== true) {
      client.off('error', onError);
      client.release();
      return null;
    }
  } catch (error) {
    client.off('error', onError);
    client.release(true);
    throw error;
  }
  return {
    signal: lost.signal,
    release: async () => {
      const isReleased = await client
        .query(`select pg_advisory_unlock(${key})`, [integrationId])
        .then(() => true)
        .catch(() => false);
      client.off('error', onError);
      client.release(!isReleased);
    },
  };
}
