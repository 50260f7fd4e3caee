import pg from 'pg';
import { type Database, setSessionTimeouts } from './database.ts';
import { integrationLock } from './locks.ts';
import { nullable, text } from './sql-types.ts';
import { statement } from './statement.ts';

/** A killed process's session takes a moment to end. */
const maxWaitMs = 5000;

export type ProcessLock =
  | { isAcquired: true; release(): Promise<void> }
  /** `owner`: what the process that has the lock calls itself; null when it has just ended. */
  | { isAcquired: false; owner: string | null };

const setLockTimeout = statement({ text: `set lock_timeout = ${maxWaitMs}` });

const takeLock = statement({
  text: `select pg_advisory_lock(${integrationLock('process', '$name')})`,
  values: { name: text },
});

const setOwner = statement({
  text: `select set_config('application_name', $owner, false)`,
  values: { owner: text },
});

const selectOwner = statement({
  text: `select a.application_name as owner
    from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and l.database = a.datid
      and a.datname = current_database() and l.objsubid = 1
      and (l.classid::bigint << 32) | l.objid::bigint = ${integrationLock('process', '$name')}`,
  values: { name: text },
  rows: { owner: nullable(text) },
});

/**
 * A lock that one process at a time holds on a database, by a session of its own: PostgreSQL
 * releases it when the process ends, also when it is killed. `owner` is shown to the others.
 */
export async function tryProcessLock(
  database: Database,
  { name, owner }: { name: string; owner: string },
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
    await setOwner.run(client, { owner });
  } catch (error) {
    const isTimeout = error instanceof pg.DatabaseError && error.code === '55P03';
    const found = isTimeout ? await selectOwner.first(client, { name }) : null;
    await close();
    if (isTimeout) return { isAcquired: false, owner: found?.owner ?? null };
    throw error;
  }
  return { isAcquired: true, release: close };
}
