import type { Database } from './database.ts';
import { inTransaction } from './database.ts';
import { globalLock } from './locks.ts';

/**
 * Tells PostgreSQL about tables that have grown by a tenth since it last looked. Until autovacuum
 * comes by it would take a new integration of a hundred thousand rows for one of none. First syncs
 * that end at the same time look one after the other, so that the next finds it done.
 */
export async function analyzeTables(database: Database): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query(`select pg_advisory_xact_lock(${globalLock.analyze})`);
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
       where schemaname = 'store' and n_mod_since_analyze > 1000
         and n_mod_since_analyze * 10 > n_live_tup`,
    );
    for (const { name } of rows) await client.query(`analyze ${name}`);
  });
}
