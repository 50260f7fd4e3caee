import { parseRemote } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  SideAnswer,
  SideCall,
  SideCalls,
} from '@hirewire/connector-kit';
import type { z } from 'zod';
import { readByIds } from '../call-greenhouse.ts';
import type { ListQuery } from '../call-greenhouse.ts';
import { readSharedList } from './shared-list.ts';

/** A list beside the list of a model. */
export interface SideList extends ListQuery {
  /** The fields of our record that come by it. */
  fields: readonly string[];
}

/** A list of which the rows belong to records of another one. */
export interface Join<Schema extends z.ZodType> extends SideList {
  /** What is kept of a row. */
  schema: Schema;
  /** The id of the record that a row belongs to. */
  keyOf: (row: z.output<Schema>) => string | null | undefined;
  /** Models whose full reads take this list, with the same query; default: this one alone. */
  readers?: number;
  /** The list's filter by these ids. */
  filter: string;
  /** Which of two rows of one record is kept, where one is enough; default: all are. */
  better?: (one: z.output<Schema>, other: z.output<Schema>) => z.output<Schema>;
}

/** The rows that belong to some records, or what is `unread` because they could not be read. */
export interface Joined<Row> extends Pick<SideAnswer<unknown>, 'unread'> {
  of: (id: string | null | undefined) => readonly Row[];
}

export type OpenJoin = <Schema extends z.ZodType>(
  join: Join<Schema>,
) => (ids: Iterable<string>) => Promise<Joined<z.output<Schema>>>;

interface ReadOf<Model extends ModelName> {
  model: Model;
  sideCalls: Pick<SideCalls<Model>, 'ask'>;
  isFull: boolean;
  /** Told when a whole list was read, which may be before this read began. */
  noteTime?: (readAt: Date) => void;
}

/**
 * Joins lists for one read. A filter takes 50 ids, and a page has 500 rows: a full read takes each list
 * as a whole, when the first row of it is needed; every other read asks for the ids that it has.
 */
export function joinsOf<Model extends ModelName>(
  context: ConnectorContext,
  { model, sideCalls, isFull, noteTime }: ReadOf<Model>,
): OpenJoin {
  return (join) => {
    type Rows = Map<string, z.output<(typeof join)['schema']>[]>;
    let whole: Promise<SideAnswer<Rows>> | undefined;
    const ask = (read: () => Promise<Json[]>): Promise<SideAnswer<Rows>> =>
      sideCalls.ask(toCall(join), async () => groupRows(await read(), join, { model, context }));
    return async (ids) => {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return { of: () => [], unread: [] };
      if (isFull) {
        whole ??= ask(async () => {
          const { rows, readAt } = await readSharedList(context, join);
          if (readAt !== null) noteTime?.(readAt);
          return rows;
        });
      }
      const { value, unread } = await (whole ?? ask(() => readByIds(context, join, wanted)));
      return { of: (id) => value?.get(id ?? '') ?? [], unread };
    };
  };
}

function groupRows<Schema extends z.ZodType>(
  rows: readonly Json[],
  { schema, keyOf, better }: Join<Schema>,
  { model, context }: { model: ModelName; context: ConnectorContext },
): Map<string, z.output<Schema>[]> {
  const groups = new Map<string, z.output<Schema>[]>();
  for (const raw of rows) {
    const row = parseRemote(schema, raw, { model, reportIssue: context.reportIssue });
    const key = row === null ? null : keyOf(row);
    if (row === null || key === null || key === undefined) continue;
    const [first, ...others] = groups.get(key) ?? [];
    if (first === undefined) groups.set(key, [row]);
    else if (better === undefined) groups.get(key)?.push(row);
    else groups.set(key, [better(first, row), ...others]);
  }
  return groups;
}

export function toCall({ path, fields }: SideList): SideCall {
  return { name: path, fields };
}

/** The ids that are there. */
export function idsOf<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string | null | undefined,
): string[] {
  return rows.flatMap((row) => idOf(row) ?? []);
}
