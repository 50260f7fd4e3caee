import type pg from 'pg';

/** Describes all that a test can change except rows: the text stays the same if it has not. */
export async function readFingerprint(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ fingerprint: string }>(
    `select concat_ws(' ',
       (select count(*) from pg_class), (select count(*) from pg_depend),
       ${['pg_attribute', 'pg_constraint', 'pg_namespace', 'pg_proc', 'pg_trigger', 'pg_rewrite']
         .map((catalog) => `(select max(xmin::text::bigint) from ${catalog})`)
         .join(', ')},
       (select count(*) from pg_db_role_setting),
       (select count(*) from pg_locks where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())))
     as fingerprint`,
  );
  return rows[0]!.fingerprint;
}

/** Whether the pool has the only sessions of its database, and uses none of them. */
export async function isUnused(pool: pg.Pool): Promise<boolean> {
  if (pool.idleCount < pool.totalCount) return false;
  const { rows } = await pool.query<{ sessions: number }>(
    `select count(*)::int as sessions from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend'`,
  );
  return rows[0]!.sessions === pool.totalCount;
}

/** Larger tables are truncated; for smaller ones, deleting rows is quicker. */
const largeBytes = 64 * 1024;

/** Deletes all rows but those of migrations. */
export async function emptyDatabase(pool: pg.Pool): Promise<void> {
  await pool.query(`
    do $$
    declare
      one record;
    begin
      set local session_replication_role = replica;
      for one in
        select oid::regclass as name, relkind, pg_relation_size(oid) as bytes from pg_class
        where relkind in ('r', 'S') and relname !~ 'migrations$'
          and relnamespace::regnamespace::text in ('store', 'graphile_worker')
      loop
        if one.relkind = 'S' then
          perform setval(one.name, 1, false);
        elsif one.bytes > ${largeBytes} then
          execute format('truncate %s cascade', one.name);
        elsif one.bytes > 0 then
          execute format('delete from %s', one.name);
        end if;
      end loop;
    end $$`);
}
