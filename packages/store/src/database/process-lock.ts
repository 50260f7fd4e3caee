import pg from 'pg';
import { type Database, setSessionTimeouts } from './database.ts';
import { integrationLock } from './locks.ts';
import { nullable, text } from './sql-types.ts';
import { statement } from './statement.ts';

/** A killed process's session takes a moment to end. */
const maxWaitMs = 5000;

export type ProcessLock =
  | { isHeld: true; release(): Promise<void> }
  /** `holder`: what the process that has the lock calls itself; null when it has just ended. */
  | { isHeld: false; holder: string | null };

const setLockTimeout = statement({ text: `set lock_timeout = ${maxWaitMs}` });

const takeLock = statement({
  text: `select pg_advisory_lock(${integrationLock('process', '$name')})`,
  values: { name: text },
});

const setHolder = statement({
  text: `select set_config('application_name', $holder, false)`,
  values: { holder: text },
});

const selectHolder = statement({
  text: `select a.application_name as holder
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and l.database = a.datid
      and a.datname = current_database() and l.objsubid = 1
      and (l.classid::bigint << 32) | l.objid::bigint = ${integrationLock('process', '$name')}`,
  values: { name: text },
  rows: { holder: nullable(text) },
});

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
    await setLockTimeout.run(client);
    await takeLock.run(client, { name });
    await setHolder.run(client, { holder });
  } catch (error) {
    const isTimeout = error instanceof pg.DatabaseError && error.code === '55P03';
    const found = isTimeout ? await selectHolder.first(client, { name }) : null;
    await close();
    if (isTimeout) return { isHeld: false, holder: found?.holder ?? null };
    throw error;
  }
  return { isHeld: true, release: close };
}
