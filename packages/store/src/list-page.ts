import type { Database } from './database.ts';
import { preparedRead } from './database.ts';
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
  /** Each a complete record as JSON text. */
  records: string[];
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
  const { rows } = await database.pool.query<[string, string, string?]>({
    ...preparedRead(text, parameters),
    rowMode: 'array',
  });
  const last = rows.length > request.pageSize ? rows[request.pageSize - 1] : undefined;
  if (rows.length > request.pageSize) rows.pop();
  return {
    records: rows.map((row) => row[1]),
    next: last === undefined ? null : toPosition(last),
  };
}

function toPosition([id, , updatedAt]: [string, string, string?]): Position {
  return updatedAt === undefined ? [id] : [updatedAt, id];
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
  // The page is cut from an index before the records' own fields are looked up, whatever the
  // planner believes of the tables.
  const text = `
    select p.id, '{' || (
        select t.own from store.${request.model} t where t.integration_id = $1 and t.id = p.id
      ) || p.nested || '}'${byTime ? `, ${microseconds}` : ''}
    from (
      select r.id, r.nested, r.updated_at
      from store.rendered_${request.model} r
      where ${where.join(' and ')}
      order by ${byTime ? 'r.updated_at, r.id' : 'r.id'}
      limit $${parameters.push(request.pageSize + 1)}
    ) p
    order by ${byTime ? 'p.updated_at, p.id' : 'p.id'}`;
  return { text, parameters };
}
