import type { Database, Queryable } from '../database/database.ts';

/**
 * Lets the waits of all queued items pass at once. Returns the items that waited, with the whole
 * seconds that they had still to wait.
 */
export async function skipQueueWaits(
  database: Queryable,
): Promise<{ attempts: number; seconds: number }[]> {
  const { rows } = await database.query<{ attempts: number; seconds: number }>(
    `with waiting as materialized (
       select id, attempts, extract(epoch from run_at - now())::int as seconds
       from graphile_worker.jobs where locked_at is null and run_at > now()
     ), moved as (
       update graphile_worker._private_jobs set run_at = now()
       where id in (select id from waiting)
     ), told as (
       select pg_notify('jobs:insert', '{"count":9}') from waiting
     )
     select attempts, seconds from waiting, (select count(*) from told) as told_all`,
  );
  return rows;
}

/** Makes it so many hours ago that vendors were asked for their webhooks. */
export async function ageVendorWebhooks(database: Queryable, hours: number): Promise<void> {
  await database.query(
    'update store.vendor_webhooks set checked_at = checked_at - make_interval(hours => $1)',
    [hours],
  );
}

/** Marks all queued items as taken, so many minutes ago, by a process that has died since. */
export async function abandonQueue(database: Queryable, minutes = 0): Promise<void> {
  await database.query(
    `update graphile_worker._private_jobs
     set locked_at = now() - make_interval(mins => $1), locked_by = 'dead', attempts = attempts + 1`,
    [minutes],
  );
}

/** Ends the sessions of everybody else in this database, as a restart of PostgreSQL does. */
export async function endSessions(database: Queryable): Promise<void> {
  await database.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

/** When each worker that runs a sync sent its last heartbeat, unless it has said something else since. */
export async function listHeartbeats(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ at: string }>(
    `select query_start::text as at from pg_stat_activity
     where datname = current_database() and query = 'select'`,
  );
  return rows.map(({ at }) => at);
}

/** Lets nobody write to an API key until the function that it returns is called. */
export async function holdApiKey({ pool }: Database, keyId: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query('select from store.api_keys where id = $1 for update', [keyId]);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/** A work item that has been due for so long, and that no worker takes. */
export async function addDueItem(
  { pool }: Database,
  { minutes }: { minutes: number },
): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job('nothing', run_at => now() - make_interval(mins => $1))`,
    [minutes],
  );
}

/** From now on, writing to a table fails. */
export async function failWrites(
  database: Queryable,
  { table, how }: { table: 'commits' | 'audit_events'; how: 'insert' | 'update' },
): Promise<void> {
  await database.query(
    `create or replace function store.fail() returns trigger language plpgsql as
       $$ begin raise 'failed on purpose'; end $$;
     create trigger fail_${how} before ${how} on store.${table}
       for each row execute function store.fail()`,
  );
}
