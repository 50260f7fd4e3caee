import type { Database } from '../database/database.ts';
import { int, nullable, text, timestamptz } from '../database/sql-types.ts';
import { readTimeoutMs, statementFor } from '../database/statement.ts';
import type { Filter, FilterValue } from './list-filters.ts';
import { filtersOf } from './list-filters.ts';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';

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

/** What the statement of a page depends on. */
interface PageShape {
  model: ModelName;
  byTime: boolean;
  hasPosition: boolean;
  includeDeleted: boolean;
  /** Names of the filters in use. */
  filters: readonly string[];
}

// A change that was stamped before T may have been committed after it, when its transaction was
// under way at T; a client that read at T did not see it. So a read after T starts at the earliest
// stamp of the transactions that were.
const lowerBound = `least($updatedAfter::timestamptz, (
  select min(c.stamped_at) from store.commits c
  where c.integration_id = $integrationId and c.committed_at >= $updatedAfter::timestamptz
    and c.stamped_at < $updatedAfter::timestamptz))`;

const microseconds = `to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const selectPage = statementFor(listShapes(), (shape) => {
  const { model, byTime, hasPosition, includeDeleted } = shape;
  const filters = shape.filters.map((name) => ({ name, ...findFilter(model, name) }));
  const where = ['r.integration_id = $integrationId'];
  if (byTime) where.push(`r.updated_at >= (select ${lowerBound})`);
  if (hasPosition) {
    where.push(
      byTime ? '(r.updated_at, r.id) > ($afterTime::timestamptz, $afterId)' : 'r.id > $afterId',
    );
  }
  if (!includeDeleted) where.push('not r.is_deleted');
  if (filters.length > 0) {
    const conditions = filters.map((filter) => filter.where.replaceAll('?', `$${filter.name}`));
    where.push(`exists (select from store.${model} t
      where t.integration_id = $integrationId and t.id = r.id and ${conditions.join(' and ')})`);
  }
  const order = (table: string): string =>
    byTime ? `${table}.updated_at, ${table}.id` : `${table}.id`;
  return {
    // The page is cut from an index before the records' own fields are looked up, whatever the
    // planner believes of the tables. It is one text: a row for each record costs time here and there.
    text: `
    select count(*)::int as found,
      string_agg('{' || (
          select t.own from store.${model} t where t.integration_id = $integrationId and t.id = p.id
        ) || p.nested || '}', ',' order by ${order('p')}) filter (where p.place <= $size::int) as json,
      max(p.id) filter (where p.place = $size::int) as last_id,
      ${byTime ? `max(${microseconds}) filter (where p.place = $size::int)` : 'null'} as last_time
    from (
      select cut.*, row_number() over (order by ${order('cut')}) as place
      from (
        select r.id, r.nested, r.updated_at
        from store.rendered_${model} r
        where ${where.join(' and ')}
        order by ${order('r')}
        limit $size::int + 1
      ) cut
    ) p`,
    values: {
      integrationId: text,
      ...(byTime && { updatedAfter: timestamptz }),
      ...(hasPosition && byTime && { afterTime: timestamptz }),
      ...(hasPosition && { afterId: text }),
      ...Object.fromEntries(filters.map(({ name, type }) => [name, type])),
      size: int,
    },
    rows: {
      /** One more than the page has room for, where others follow. */
      found: int,
      json: nullable(text),
      last_id: nullable(text),
      last_time: nullable(text),
    },
    isPrepared: true,
    timeoutMs: readTimeoutMs,
  };
});

function findFilter(model: ModelName, name: string): Filter {
  const filter = filtersOf(model)[name];
  if (filter === undefined) throw new Error(`${model} cannot be filtered by ${name}`);
  return filter;
}

/** Every kind of page without filters, and every filter, by itself and with all others. */
function listShapes(): PageShape[] {
  const either = [false, true];
  return modelNames.flatMap((model) => {
    const all = Object.keys(filtersOf(model));
    const most = { model, byTime: true, hasPosition: true, includeDeleted: false };
    const plain = either.flatMap((byTime) =>
      either.flatMap((hasPosition) =>
        either.map((includeDeleted) => ({ ...most, byTime, hasPosition, includeDeleted })),
      ),
    );
    return [
      ...plain.map((shape) => ({ ...shape, filters: [] })),
      ...[...all.map((name) => [name]), all].map((filters) => ({ ...most, filters })),
    ];
  });
}

export async function listPage(database: Database, request: ListRequest): Promise<ListedPage> {
  const { integrationId, model, filters, pageSize, updatedAfter, after } = request;
  const shape = {
    model,
    byTime: updatedAfter !== null,
    hasPosition: after !== null,
    includeDeleted: request.includeDeleted,
    filters: Object.keys(filters),
  };
  const values = Object.entries(filters).map(([name, value]) => [
    name,
    findFilter(model, name).toValue(value, integrationId),
  ]);
  const row = await selectPage(shape).one(database.pool, {
    ...Object.fromEntries(values),
    integrationId,
    updatedAfter: updatedAfter?.toISOString(),
    afterTime: after?.at(-2),
    afterId: after?.at(-1),
    size: pageSize,
  });
  const { found, json, last_id: id, last_time: time } = row;
  const isLast = found <= pageSize || id === null;
  const position: Position | null = isLast ? null : time === null ? [id] : [time, id];
  return { json: json ?? '', count: Math.min(found, pageSize), next: position };
}
