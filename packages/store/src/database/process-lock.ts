import pg from 'pg';
import { type Database, setSessionTimeouts } from './database.ts';
import { integrationLock } from './locks.ts';

/** A killed process's session takes a moment to end. */
const maxWaitMs = 5000;

export type ProcessLock =
  | { isHeld: true; release(): Promise<void> }
  /** `holder`: what the process that has the lock calls itself; null when it has just ended. */
  | { isHeld: false; holder: string | null };

/**
 * A lock that one process at a time holds on a database, by a session of its own: PostgreSQL
 * releases it when the process ends, also when it is killed. `holder` is shown to the others.
 */
export async function tryProcessLock(
  database: Database,
  { name, holder }: { name: string; holder: string },
): Promise<ProcessLock> {
  const client = new pg.Client({ ...database.pool.options, application_name: 'hirewire lock' });
  // Losing the session loses the lock, and nothing else.
  client.on('error', () => undefined);
  const close = (): Promise<void> => client.end().catch(() => undefined);
  try {
    await client.connect();
    await setSessionTimeouts(client);
    await client.query(`set lock_timeout = ${maxWaitMs}`);
    await client.query(`select pg_advisory_lock(${integrationLock('process', '$1')})`, [name]);
    await client.query(`select set_config('application_name', $1, false)`, [holder]);
  } catch (error) {
    const isTimeout = error instanceof pg.DatabaseError && error.code === '55P03';
    const found = isTimeout ? await findHolder(client, name) : null;
    await close();
    if (isTimeout) return { isHeld: false, holder: found };
    throw error;
  }
  return { isHeld: true, release: close };
}

async function findHolder(client: pg.Client, name: string): Promise<string | null> {
  const { rows } = await client.query<{ holder: string }>(
    `select a.application_name as holder
     from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.database = a.datid
       and a.datname = current_database() and l.objsubid = 1
       and (l.classid::bigint << 32) | l.objid::bigint = ${integrationLock('process', '$1')}`,
    [name],
  );
  return rows[0]?.holder ?? null;
}
