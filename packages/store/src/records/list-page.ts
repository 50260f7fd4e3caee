import type { Database } from '../database/database.ts';
import { preparedRead } from '../database/database.ts';
import type { FilterValue } from './list-filters.ts';
import { filterConditions } from './list-filters.ts';
import type { ModelName } from './models.ts';

/**
 * Where the next page begins: after this id; or, in a read with `updatedAfter`, after this time
 * (microseconds, UTC) and id. Both orders let no row slip through while a sync writes: an id never
 * moves, and a row that changes only moves ahead of the reader.
 */
export type Position = [id: string] | [updatedAt: string, id: string];

export interface ListRequest {
  integrationId: string;
  model: ModelName;
  filters: Readonly<Record<string, FilterValue>>;
  /** 1 to 250. */
  pageSize: number;
  includeDeleted: boolean;
  updatedAfter: Date | null;
  after: Position | null;
}

export interface ListedPage {
  /** Complete records as JSON, with commas between them. */
  json: string;
  /** How many they are. */
  count: number;
  /** Null on the last page. */
  next: Position | null;
}

// A change that was stamped before T may have been committed after it, when its transaction was
// under way at T; a client that read at T did not see it. So a read after T starts at the earliest
// stamp of the transactions that were.
const lowerBound = `least($2::timestamptz, (
  select min(c.stamped_at) from store.commits c
  where c.integration_id = $1 and c.committed_at >= $2::timestamptz
    and c.stamped_at < $2::timestamptz))`;

const microseconds = `to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export async function listPage(database: Database, request: ListRequest): Promise<ListedPage> {
  const { text, parameters } = listStatement(request);
  const { rows } = await database.pool.query<Row>(preparedRead(text, parameters));
  const [row] = rows;
  if (row === undefined) throw new Error('a page returned no row');
  const { found, json, last_id: id, last_time: time } = row;
  const isLast = found <= request.pageSize || id === null;
  const position: Position | null = isLast ? null : time === null ? [id] : [time, id];
  return { json: json ?? '', count: Math.min(found, request.pageSize), next: position };
}

interface Row {
  /** One more than the page has room for, where others follow. */
  found: number;
  json: string | null;
  last_id: string | null;
  last_time: string | null;
}

function listStatement(request: ListRequest): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = [request.integrationId];
  const byTime = request.updatedAfter !== null;
  const where = ['r.integration_id = $1'];
  if (request.updatedAfter !== null) {
    parameters.push(request.updatedAfter.toISOString());
    where.push(`r.updated_at >= (select ${lowerBound})`);
  }
  if (request.after !== null) {
    const placeholders = request.after.map((part) => `$${parameters.push(part)}`);
    where.push(
      byTime
        ? `(r.updated_at, r.id) > (${placeholders[0]}::timestamptz, ${placeholders[1]})`
        : `r.id > ${placeholders[0]}`,
    );
  }
  if (!request.includeDeleted) where.push('not r.is_deleted');
  const conditions = filterConditions(request, parameters);
  if (conditions.length > 0) {
    where.push(`exists (select from store.${request.model} t
      where t.integration_id = $1 and t.id = r.id and ${conditions.join(' and ')})`);
  }
  const order = (table: string): string =>
    byTime ? `${table}.updated_at, ${table}.id` : `${table}.id`;
  const size = `$${parameters.push(request.pageSize)}::int`;
  // The page is cut from an index before the records' own fields are looked up, whatever the
  // planner believes of the tables. It is one text: a row for each record costs time here and there.
  const text = `
    select count(*)::int as found,
      string_agg('{' || (
          select t.own from store.${request.model} t where t.integration_id = $1 and t.id = p.id
        ) || p.nested || '}', ',' order by ${order('p')}) filter (where p.place <= ${size}) as json,
      max(p.id) filter (where p.place = ${size}) as last_id,
      ${byTime ? `max(${microseconds}) filter (where p.place = ${size})` : 'null'} as last_time
    from (
      select cut.*, row_number() over (order by ${order('cut')}) as place
      from (
        select r.id, r.nested, r.updated_at
        from store.rendered_${request.model} r
        where ${where.join(' and ')}
        order by ${order('r')}
        limit ${size} + 1
      ) cut
    ) p`;
  return { text, parameters };
}
