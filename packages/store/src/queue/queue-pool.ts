import pg from 'pg';
import type { Database } from '../database/database.ts';

/**
 * A worker's own connections, besides those of the pool and of its run locks: one listens for new
 * items, one fetches and ends them. Work under way on the pool cannot keep the queue from moving.
 */
export const queueConnections = 2;

type Listener = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (failure?: boolean | Error) => void,
) => void;

/**
 * graphile-worker 0.18 releases its listening connection twice when it is lost at the moment at
 * which the worker stops (`listenForChanges` in its main.js). pg answers that with an error, nobody
 * catches it, and Node would exit.
 */
class QueuePool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(listener: Listener): void;
  override connect(listener?: Listener): Promise<pg.PoolClient> | void {
    if (listener === undefined) return super.connect();
    super.connect((error, client, release) => {
      let isReleased = false;
      listener(error, client, (failure) => {
        // Without a connection there is nothing to release.
        if (!isReleased && client !== undefined) release(failure);
        isReleased = true;
      });
    });
  }
}

export function openQueuePool(database: Database): pg.Pool {
  const pool = new QueuePool({ ...database.pool.options, max: queueConnections });
  // As in `openDatabase`: a connection that breaks is replaced, and must not end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
