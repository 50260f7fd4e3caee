import { RemoteError, answeredAt, followLink, readPages } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FetchedPage,
  Json,
  PageOfRows,
  PagePosition,
  RemoteRequest,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { WorkablePaging } from './remote-types.ts';

type Query = NonNullable<RemoteRequest['query']>;

/** The largest page that Workable gives. */
const pageSize = 100;

/** Parsed from JSON by the client, so that there is nothing left to check but what it is. */
const ObjectOrList = z.custom<Json>((value) => typeof value === 'object' && value !== null);
const Rows = z.array(z.custom<Json>());
const JsonObject = z.record(z.string(), z.custom<Json>());

/**
 * Reads one object.
 * @throws RemoteError
 */
export async function getWorkable(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Json> {
  const { body, status } = await context.remote.request({ method: 'GET', path, query });
  const answer = ObjectOrList.safeParse(body);
  if (answer.success) return answer.data;
  const message = `Workable's answer to GET ${path} cannot be used: it is no object. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status });
}

/** The object of an answer that has it under a name; null for an answer without it. */
export function partOf(answer: unknown, name: string): Json {
  return JsonObject.safeParse(answer).data?.[name] ?? null;
}

export interface WorkableList {
  path: string;
  query?: Query;
  /** Under which name the answer has its rows; lists without pages may be bare. */
  name: string;
  /** Called for each answer, with its time; null where the answer has none. */
  onAnswer?: ((at: Date | null) => void) | undefined;
  /** As for `readPages`. */
  idOf?: (row: Json) => string;
  rowsAtOnce?: number | undefined;
  /** Short lists come whole, and know no `limit`. */
  hasPages?: boolean;
}

/**
 * Reads the pages of a list by the addresses that Workable names: they may lead to another path than
 * the first one, and their `since_id` is a part of the page that it begins.
 * @throws RemoteError
 */
export function readWorkablePages(
  context: ConnectorContext,
  { path, query = {}, name, onAnswer, idOf, rowsAtOnce, hasPages = true }: WorkableList,
  from: PagePosition | null = null,
): AsyncIterable<PageOfRows<Json>> {
  return readPages<Json>({
    name: `Workable's ${path}`,
    by: 'token',
    from,
    ...(idOf && { idOf }),
    ...(rowsAtOnce !== undefined && { rowsAtOnce }),
    async fetch({ token }): Promise<FetchedPage<Json>> {
      const limit = hasPages ? pageSize : null;
      const first = { method: 'GET', path, query: { ...query, limit } } as const;
      const response = await (token === null
        ? context.remote.request(first)
        : followLink(context.remote, token));
      onAnswer?.(answeredAt(response));
      const { body } = response;
      const rows = Rows.safeParse(Array.isArray(body) ? body : partOf(body, name)).data;
      const paging = WorkablePaging.safeParse(body).data?.paging;
      return { rows: rows ?? null, nextToken: paging?.next };
    },
  });
}

/** All rows of a list at once. */
export async function readWholeList(
  context: ConnectorContext,
  list: WorkableList,
): Promise<Json[]> {
  const all: Json[] = [];
  for await (const { rows } of readWorkablePages(context, list)) all.push(...rows);
  return all;
}
