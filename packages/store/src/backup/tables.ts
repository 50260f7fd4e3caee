import type { Queryable } from '../database/database.ts';
import { bigint, nullable, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** A table of a backup, in the schema `store`. */
export interface BackupTable {
  name: string;
  columns: string[];
}

/** Unlogged tables are left out: what is in them may be lost in a crash of PostgreSQL. */
const selectTables = statement({
  text: `select c.relname::text as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
    from pg_class c
    where c.relnamespace = 'store'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    order by 1`,
  rows: { name: text, columns: nullable(texts), refersTo: nullable(texts) },
});

const selectSequences = statement({
  text: `select sequencename::text as name, last_value as "lastValue" from pg_sequences
    where schemaname = 'store' order by 1`,
  rows: { name: nullable(text), lastValue: nullable(bigint) },
});

const setSequence = statement({
  text: `select setval(format('store.%I', $name::text)::regclass, $lastValue::bigint)`,
  values: { name: text, lastValue: bigint },
});

/** Each after those that its foreign keys refer to, so that they can be filled in this order. */
export async function listTables(client: Queryable): Promise<BackupTable[]> {
  const waiting = new Map((await selectTables.all(client)).map((table) => [table.name, table]));
  const sorted: BackupTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ refersTo }) => !refersTo?.some((name) => waiting.has(name)),
    );
    if (free.length === 0)
      throw new Error(`Foreign keys in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const { name, columns } of free) {
      sorted.push({ name, columns: columns ?? [] });
      waiting.delete(name);
    }
  }
  return sorted;
}

/** The last numbers that sequences gave, by name; without those that gave none. */
export async function readSequences(client: Queryable): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { name, lastValue } of await selectSequences.all(client)) {
    if (name !== null && lastValue !== null) given[name] = lastValue;
  }
  return given;
}

export async function setSequences(
  client: Queryable,
  given: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, lastValue] of Object.entries(given)) {
    await setSequence.run(client, { name, lastValue });
  }
}
