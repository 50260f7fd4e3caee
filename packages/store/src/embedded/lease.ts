import pg from 'pg';
import { globalLock } from '../database/locks.ts';
import { hasCode } from './create-once.ts';

/**
 * One process's share in the embedded PostgreSQL: an open connection with a shared advisory lock.
 * PostgreSQL itself thus knows who still needs it, and forgets a killed process at once, which no
 * lock file of ours could do.
 */
export interface Lease {
  /** Gives the share back; true when it was the last one and the server is ours to stop. */
  release(): Promise<boolean>;
  /** Ends the connection. */
  end(): Promise<void>;
  /** Lets the process end although the connection is open. */
  unref(): void;
}

/** Two methods that the types of pg leave out. */
declare class LeaseClientType extends pg.Client {
  ref(): void;
  unref(): void;
}
const LeaseClient = pg.Client as typeof LeaseClientType;

/** Errors that mean: not (or no longer) there, so look again. */
const passingErrors = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT', // its socket is not there
  'EAGAIN', // its socket has no place in the queue
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up or shutting down
  '53300', // too_many_connections
];

/** Takes a share in the server at a url; null when it is just starting or stopping. */
export async function takeLease(url: string, onLost: () => void): Promise<Lease | null> {
  const client = new LeaseClient({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'hirewire lease',
  });
  let isActive = false;
  client.on('error', () => {
    if (isActive) onLost();
    isActive = false;
  });
  try {
    await client.connect();
    // Waits while the last owner stops the server, and then fails with it.
    await client.query(`select pg_advisory_lock_shared(${globalLock.embeddedPostgres})`);
    isActive = true;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return null;
    throw error;
  }
  return {
    async release() {
      // The server is gone, and whoever has started it again has a share of its own.
      if (!isActive) return false;
      isActive = false;
      client.ref();
      const { rows } = await client.query<{ is_last: boolean }>(
        `select pg_advisory_unlock_shared(${globalLock.embeddedPostgres}),
           pg_try_advisory_lock(${globalLock.embeddedPostgres}) as is_last`,
      );
      return rows[0]?.is_last === true;
    },
    end: () => client.end(),
    unref: () => client.unref(),
  };
}

function isPassing(error: unknown): boolean {
  if (hasCode(error, ...passingErrors)) return true;
  return error instanceof Error && /terminated|timeout expired/.test(error.message);
}
