import type { Database, Queryable } from '../database/database.ts';
import type { ModelName, ModelOfRun } from '../records/models.ts';
import { modelNames } from '../records/models.ts';
import type { ModelProgress } from '../sync/sync-models.ts';

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
  if (/^[a-z\d]{1,5}$/i.test(text))
    throw new Error(`a random id may have "${text}" in it by chance`);
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

/**
 * Columns in which a text is, regardless of case, of all tables in all schemas but PostgreSQL's: as
 * `schema.table.column`. Texts, JSON, arrays, and bytes that hold it in UTF-8.
 */
export async function findColumnsWith(database: Queryable, text: string): Promise<string[]> {
  const columns = await database.query<{ place: string; find: string }>(
    `select format('%I.%I.%I', c.table_schema, c.table_name, c.column_name) as place,
       format(
         case when c.data_type = 'bytea'
           then 'select from %I.%I where strpos(lower(encode(%I, ''escape'')), lower($1)) > 0 limit 1'
           else 'select from %I.%I where strpos(lower(%I::text), lower($1)) > 0 limit 1' end,
         c.table_schema, c.table_name, c.column_name) as find
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE'
       and c.table_schema not in ('pg_catalog', 'information_schema')
     order by place`,
  );
  if (columns.rows.length < 200)
    throw new Error(`only ${columns.rows.length} columns were looked at`);
  const found: string[] = [];
  for (const { place, find } of columns.rows) {
    if ((await database.query(find, [text])).rowCount === 1) found.push(place);
  }
  return found;
}

/** Names of the tables of Hirewire that can hold any text: all with a column of texts or JSON. */
export async function listTablesOfTexts(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
     join pg_tables on schemaname = table_schema and tablename = table_name
     where table_schema = 'store' and data_type in ('text', 'json', 'jsonb', 'ARRAY')
       and column_name <> 'integration_id' and column_name not like '%id' and column_name <> 'ids'
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** How far the read of a model has come; unlike `takeModel`, it changes nothing. */
export async function findModelProgress(
  { pool }: Pick<Database, 'pool'>,
  { integrationId, runId, model }: ModelOfRun,
): Promise<ModelProgress> {
  const { rows } = await pool.query<ModelProgress>(
    `select state, since, resume_from as "resumeFrom", completeness from store.sync_models
     where integration_id = $1 and run_id = $2 and model = $3`,
    [integrationId, runId, model],
  );
  const [progress] = rows;
  if (progress === undefined) throw new Error(`the run ${runId} does not read ${model}`);
  return progress;
}

/** Rows whose stored `nested` text is not what rendering them now would give. Should be none. */
export async function listStaleRows(
  database: Database,
  integrationId: string,
): Promise<{ model: ModelName; id: string; stored: string | null; rendered: string }[]> {
  const stale = modelNames.map(async (model) => {
    const { rows } = await database.pool.query<{
      id: string;
      stored: string | null;
      rendered: string;
    }>(
      `select v.id, t.nested as stored, v.nested as rendered
       from store.${model}_nested v
       left join store.rendered_${model} t on t.integration_id = v.integration_id and t.id = v.id
       where v.integration_id = $1
         and (t.nested is distinct from v.nested or t.is_deleted is distinct from v.is_deleted)`,
      [integrationId],
    );
    return rows.map((row) => ({ model, ...row }));
  });
  return (await Promise.all(stale)).flat();
}

/**
 * All rows that outlive a crash of PostgreSQL, as text, by table; and where sequences are. Without
 * the rows by which a restore skips positions of the change feed.
 */
export async function readAllTables({ pool }: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'store'::regnamespace and relkind = 'r' and relpersistence = 'p'`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(
      `select t::text as line from store.${name} t
       where to_jsonb(t) ->> 'position' is null or (to_jsonb(t) ->> 'position')::bigint < 1000000000
       order by 1`,
    );
    all[name] = rows.map(({ line }) => line);
  }
  const { rows: sequences } = await pool.query<{ line: string }>(
    `select sequencename || ' ' || last_value as line from pg_sequences
     where schemaname = 'store' and last_value is not null order by 1`,
  );
  all['sequences'] = sequences.map(({ line }) => line);
  return all;
}

/** Names of Hirewire's schemas in a database: none in an empty one. */
export async function listOwnSchemas({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname in ('store', 'hirewire', 'graphile_worker')`,
  );
  return rows.map(({ name }) => name);
}
