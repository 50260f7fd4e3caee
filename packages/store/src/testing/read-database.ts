import type { Queryable } from '../database/database.ts';

/** Rows of a view of the schema `hirewire`, as a user of SQL gets them. */
export async function readView(
  database: Queryable,
  view: string,
  integrationId: string,
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query<Record<string, unknown>>(
    `select * from hirewire.${view} where integration_id = $1 order by id`,
    [integrationId],
  );
  return rows;
}

/** Names of the tables of Hirewire that hold a text anywhere. */
export async function findTablesWith(database: Queryable, text: string): Promise<string[]> {
  const tables = await database.query<{ tablename: string }>(
    `select tablename from pg_tables where schemaname = 'store' order by tablename`,
  );
  const found: string[] = [];
  for (const { tablename } of tables.rows) {
    const { rowCount } = await database.query(
      `select from store.${tablename} t where strpos(t::text, $1) > 0 limit 1`,
      [text],
    );
    if (rowCount === 1) found.push(tablename);
  }
  return found;
}
