import {
  RemoteError,
  answeredAt,
  followLink,
  inParallel,
  nextLink,
  readPages,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  PagePosition,
  RemoteRequest,
  RemoteResponse,
} from '@hirewire/connector-kit';
import { GreenhouseRows } from './remote-types.ts';

export type Query = NonNullable<RemoteRequest['query']>;

/** The largest page that there is: https://harvestdocs.greenhouse.io/docs/pagination */
const pageSize = 500;
/** Of `ids`, and of every filter by ids. */
export const maxIds = 50;

export interface ListQuery {
  path: string;
  query?: Query | undefined;
}

export interface GreenhousePage {
  rows: Json[];
  /** Null on the last page alone. */
  next: PagePosition | null;
  /** When Greenhouse answered, by its own clock; null where it does not tell. */
  answeredAt: Date | null;
}

/**
 * Reads the pages of a list. A cursor takes no other parameter beside it (422), so that the address
 * of the next page is used as Greenhouse names it.
 * @throws RemoteError of kind `sync-token-expired` where the cursor is refused
 */
export async function* readGreenhousePages(
  context: ConnectorContext,
  { path, query = {} }: ListQuery,
  from: PagePosition | null = null,
): AsyncGenerator<GreenhousePage, void> {
  let at: Date | null = null;
  const pages = readPages<Json>({
    name: `Greenhouse's ${path}`,
    by: 'token',
    from,
    async fetch({ token }) {
      const first = { method: 'GET', path, query: { ...query, per_page: pageSize } } as const;
      const response = await (token === null
        ? context.remote.request(first)
        : followLink(context.remote, token));
      at = answeredAt(response);
      return {
        // Somebody who is still being made is a message instead of a list.
        rows: GreenhouseRows.safeParse(response.body).data ?? null,
        nextToken: nextLink(response),
      };
    },
  });
  for await (const { rows, next } of pages) yield { rows: [...rows], next, answeredAt: at };
}

/**
 * Pages of a list that says what exists. One that ends without a row may be that of somebody who sees
 * nothing any more: taken for the end, it would delete everything that was read before.
 * @throws RemoteError of kind `permission`
 */
export async function* readExisting(
  context: ConnectorContext,
  list: ListQuery,
  from: PagePosition | null = null,
): AsyncGenerator<GreenhousePage, void> {
  for await (const page of readGreenhousePages(context, list, from)) {
    if (page.rows.length === 0 && page.next === null) await requireSight(context);
    yield page;
  }
}

/**
 * To anybody but a Site Admin, lists are empty, without an error; that of users has one row at least.
 * https://harvestdocs.greenhouse.io/docs/authentication
 * @throws RemoteError of kind `permission`
 */
export async function requireSight(context: ConnectorContext): Promise<void> {
  const users = await findRows(context, '/users');
  // Without the permission to read users, this cannot be checked.
  if (users?.length !== 0) return;
  throw new RemoteError({
    kind: 'permission',
    message:
      'Greenhouse shows nothing, not even users, to the user of the credentials. Make them a Site Admin there, or name one who is as the user ID.',
    status: null,
  });
}

/** One row of a list, if there is any; null where the credentials may not read it. */
export async function findRows(context: ConnectorContext, path: string): Promise<Json[] | null> {
  const request = { method: 'GET', path, query: { per_page: 1 } } as const;
  try {
    const { body } = await context.remote.request(request);
    return GreenhouseRows.safeParse(body).data ?? [null];
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return null;
    throw error;
  }
}

/** All rows of a list at once. */
export async function readWholeList(context: ConnectorContext, list: ListQuery): Promise<Json[]> {
  const rows: Json[] = [];
  for await (const page of readGreenhousePages(context, list)) rows.push(...page.rows);
  return rows;
}

/** The rows that a filter by ids finds; no single record has an address of its own. */
export async function readByIds(
  context: ConnectorContext,
  { path, query, filter = 'ids' }: ListQuery & { filter?: string },
  ids: Iterable<string>,
): Promise<Json[]> {
  // Greenhouse's ids are numbers: another one would have the whole request refused.
  const all = [...new Set(ids)].filter((id) => /^\d+$/.test(id));
  const starts = Array.from({ length: Math.ceil(all.length / maxIds) }, (_, at) => at * maxIds);
  const found = await inParallel(starts, (at) => {
    const chunk = all.slice(at, at + maxIds).join(',');
    return readWholeList(context, { path, query: { ...query, [filter]: chunk } });
  });
  return found.flat();
}

/** Of what has changed since a time. A date alone is refused. */
export function changedSince(time: Date): Query {
  return { updated_at: `gte|${time.toISOString()}` };
}

type Change = Pick<
  RemoteRequest,
  'path' | 'json' | 'body' | 'form' | 'host' | 'isIdempotent' | 'timeoutMs' | 'actAs'
>;

/** Changes something in the name of a user; null for the user of the credentials. */
export function changeGreenhouse(
  context: ConnectorContext,
  method: 'POST' | 'PATCH' | 'DELETE',
  change: Change,
): Promise<RemoteResponse> {
  return context.remote.request({ method, ...change });
}

/** An id as Greenhouse writes it: a number, where JavaScript can hold it. */
export function toNumber(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}
