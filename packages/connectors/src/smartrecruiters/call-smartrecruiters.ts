import {
  RemoteError,
  answeredAt,
  followLink,
  nextLink,
  readPages,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FetchedPage,
  Json,
  PageOfRows,
  PagePosition,
  RemoteErrorKind,
  RemoteRequest,
  RemoteResponse,
} from '@hirewire/connector-kit';
import { z } from 'zod';

type Query = NonNullable<RemoteRequest['query']>;

/** The largest page that SmartRecruiters gives. */
export const pageSize = 100;

/** SmartRecruiters wants clients to wait: https://developers.smartrecruiters.com/docs/rate-limiting */
export const timeoutMs = 128_000;

const Rows = z.array(z.custom<Json>());
const JsonObject = z.record(z.string(), z.custom<Json>());
const Identified = z.looseObject({ id: z.union([z.string().min(1), z.number()]) });
const Paging = z.looseObject({
  nextPageId: z.string().nullish().catch(null),
  totalFound: z.number().nullish().catch(null),
});

/**
 * Reads one object.
 * @throws RemoteError
 */
export async function getSmartRecruiters(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Json> {
  const { body, status } = await context.remote.request({ method: 'GET', path, query, timeoutMs });
  const answer = JsonObject.safeParse(body).data;
  if (answer !== undefined) return answer;
  throw unusable(path, 'no object', status);
}

function unusable(path: string, what: string, status: number): RemoteError {
  const message = `SmartRecruiters' answer to GET ${path} cannot be used: it is ${what}. Try again later.`;
  return new RemoteError({ kind: 'unavailable', message, status });
}

/**
 * One record; null for one that SmartRecruiters does not have. An answer without an id is none: taken for
 * a record that is gone, it would delete one that exists.
 * @throws RemoteError
 */
export async function findRecord(context: ConnectorContext, path: string): Promise<Json> {
  const found = await nullIfGone(() => getSmartRecruiters(context, path));
  if (found === null || Identified.safeParse(found).success) return found;
  throw unusable(path, 'without an id', 200);
}

/** The rows of a list, which are in `content` or the answer itself; null for another answer. */
function rowsOf(body: unknown): Json[] | null {
  const rows = Array.isArray(body) ? body : JsonObject.safeParse(body).data?.['content'];
  return Rows.safeParse(rows).data ?? null;
}

/**
 * A list without pages. `isOptional`: an object without `content` is an empty one.
 * @throws RemoteError
 */
export async function readRows(
  context: ConnectorContext,
  path: string,
  query: Query = {},
  { isOptional = false }: { isOptional?: boolean } = {},
): Promise<Json[]> {
  const { body, status } = await context.remote.request({ method: 'GET', path, query, timeoutMs });
  const rows = rowsOf(body);
  if (rows !== null) return rows;
  const answer = JsonObject.safeParse(body).data;
  if (isOptional && answer !== undefined && !Object.hasOwn(answer, 'content')) return [];
  throw unusable(path, 'no list', status);
}

export interface SmartRecruitersList {
  path: string;
  query?: Query;
  /** `page`: by `nextPageId`; `link`: by the `Link` header; `offset`. */
  by?: 'page' | 'link' | 'offset';
  /** Called for each answer, with its time and the length of the list, where the answer has them. */
  onAnswer?: (answer: { at: Date | null; total: number | null }) => void;
  rowsAtOnce?: number | undefined;
}

/**
 * Reads the pages of a list. Its end has no `nextPageId`, or null, or an empty one; an empty page
 * ends it, too, as other clients take it (hrflow-connectors, November 2025).
 * @throws RemoteError
 */
export function readListPages(
  context: ConnectorContext,
  { path, query = {}, by = 'page', onAnswer, rowsAtOnce }: SmartRecruitersList,
  from: PagePosition | null = null,
): AsyncIterable<PageOfRows<Json>> {
  const ask = (more: Query): Promise<RemoteResponse> =>
    context.remote.request({
      method: 'GET',
      path,
      query: { ...query, limit: pageSize, ...more },
      timeoutMs,
    });
  return readPages<Json>({
    name: `SmartRecruiters' ${path}`,
    by: by === 'offset' ? 'offset' : 'token',
    from,
    ...(rowsAtOnce !== undefined && { rowsAtOnce }),
    async fetch({ token, offset }): Promise<FetchedPage<Json>> {
      const response = await fetchers[by]({ context, ask, token, offset });
      const { nextPageId, totalFound: total = null } = Paging.safeParse(response.body).data ?? {};
      onAnswer?.({ at: answeredAt(response), total });
      const rows = rowsOf(response.body);
      const nextToken = by === 'link' ? nextLink(response) : nextPageId;
      const count = rows?.length ?? 0;
      const isLast = count === 0 || (by === 'offset' && total !== null && offset + count >= total);
      return { rows, nextToken, total, ...(isLast && { hasMore: false }) };
    },
    recount: async () => Paging.safeParse((await ask({ limit: 1 })).body).data?.totalFound ?? null,
  });
}

interface Fetch {
  context: ConnectorContext;
  ask: (more: Query) => Promise<RemoteResponse>;
  token: string | null;
  offset: number;
}

const fetchers = {
  page: ({ ask, token }: Fetch) => (token === null ? ask({}) : askPage(ask, token)),
  link: ({ context, ask, token }: Fetch) =>
    token === null ? ask({}) : followLink(context.remote, token),
  offset: ({ ask, offset }: Fetch) => ask({ offset }),
};

const refusals: readonly RemoteErrorKind[] = ['input', 'not-found', 'conflict'];

/** Only jobs say that a page id is no longer good; what else refuses one means the same. */
async function askPage(ask: Fetch['ask'], pageId: string): Promise<RemoteResponse> {
  try {
    return await ask({ pageId });
  } catch (error) {
    if (!(error instanceof RemoteError) || !refusals.includes(error.kind)) throw error;
    const { message, status, remoteCode, remoteRequestId } = error;
    const known = { message, status, remoteCode, remoteRequestId };
    throw new RemoteError({ ...known, kind: 'sync-token-expired', cause: error });
  }
}

/** All rows of a list at once. */
export async function readWholeList(
  context: ConnectorContext,
  list: SmartRecruitersList,
): Promise<Json[]> {
  const all: Json[] = [];
  for await (const { rows } of readListPages(context, list)) all.push(...rows);
  return all;
}
