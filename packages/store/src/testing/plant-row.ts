import type { Queryable } from '../database/database.ts';
import type { ModelName } from '../records/models.ts';

/** What is stored of a record, whatever version of Hirewire may have written it. */
export interface PlantedRow {
  id: string;
  /** The record's own members, as JSON text without braces, and how much of it the short forms are. */
  own: string;
  shortEnd?: number;
  briefEnd?: number;
  /** The members that come from other records. */
  nested?: string;
}

/** Writes a row of a model past all checks; columns without a default get what their type has for nothing. */
export async function plantRow(
  client: Queryable,
  model: ModelName,
  { id, own, shortEnd = 0, briefEnd = 0, nested = '' }: PlantedRow,
): Promise<void> {
  const key = { integration_id: 'ashby:one', id };
  const ends = { short_end: shortEnd, brief_end: briefEnd };
  await insert(client, model, { ...key, remote_id: id, own, ...ends });
  await insert(client, `rendered_${model}`, { ...key, nested });
}

async function insert(
  client: Queryable,
  table: string,
  given: Record<string, unknown>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'store' and table_name = $1 and is_nullable = 'NO'
       and column_default is null`,
    [table],
  );
  const empty: Record<string, unknown> = {
    uuid: '00000000-0000-0000-0000-000000000000',
    timestamptz: '2026-01-02T03:04:05Z',
    bool: false,
    _text: [],
    _int4: [],
    int4: 0,
    text: '[]',
  };
  const values = {
    ...Object.fromEntries(rows.map(({ name, type }) => [name, empty[type]])),
    ...given,
  };
  const names = Object.keys(values);
  await client.query(
    `insert into store.${table} (${names.join(', ')})
     values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(values),
  );
}
