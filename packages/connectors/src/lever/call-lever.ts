import { RemoteError, answeredAt, readPages } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FetchedPage,
  Json,
  PagePosition,
  RemoteRequest,
} from '@hirewire/connector-kit';
import { LeverEnvelope, LeverList } from './remote-types.ts';

type Query = NonNullable<RemoteRequest['query']>;

/** The largest page that Lever gives. */
const pageSize = 100;

/**
 * Reads one object, which comes in an envelope.
 * @throws RemoteError
 */
export async function getLever(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Json> {
  const { body, status } = await context.remote.request({ method: 'GET', path, query });
  const envelope = LeverEnvelope.safeParse(body);
  if (envelope.success) return envelope.data.data;
  const message = `Lever's answer to GET ${path} cannot be used: it has no data. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status });
}

/**
 * Changes something: sent once, unless a second time changes nothing.
 * @returns what is in the answer's envelope; of records, parts are missing, so read them anew
 * @throws RemoteError
 */
export async function changeLever(
  context: ConnectorContext,
  request: Pick<
    RemoteRequest,
    'path' | 'query' | 'json' | 'form' | 'isIdempotent' | 'timeoutMs'
  > & {
    method: 'POST' | 'PUT' | 'DELETE';
  },
): Promise<Json> {
  const { body, status } = await context.remote.request(request);
  if (status === 204) return null;
  const envelope = LeverEnvelope.safeParse(body);
  if (envelope.success) return envelope.data.data;
  throw new RemoteError({
    kind: 'unknown',
    message: `Lever's answer to ${request.method} ${request.path} has no data, so that it is not known whether it was done.`,
    status,
    mayHaveHappened: request.isIdempotent !== true,
  });
}

export interface LeverPage {
  results: Json[];
  /** Null on the last page alone. */
  next: PagePosition | null;
  /** When Lever answered, by its own clock; null where it does not tell. */
  answeredAt: Date | null;
}

interface LeverListQuery {
  path: string;
  query?: Query;
  /** Rows that tell themselves apart by something else than an id. */
  idOf?: (row: Json) => string;
  /** As for `readPages`. */
  rowsAtOnce?: number | undefined;
}

/**
 * Reads the pages of a list. The token of a page is good for the same filters alone:
 * https://hire.lever.co/developer/documentation#pagination
 * @throws RemoteError of kind `sync-token-expired` where Lever refuses the token
 */
export async function* readLeverPages(
  context: ConnectorContext,
  { path, query = {}, idOf, rowsAtOnce }: LeverListQuery,
  from: PagePosition | null = null,
): AsyncGenerator<LeverPage, void> {
  let at: Date | null = null;
  const pages = readPages<Json>({
    name: `Lever's ${path}`,
    by: 'token',
    from,
    ...(idOf && { idOf }),
    ...(rowsAtOnce && { rowsAtOnce }),
    async fetch({ token }): Promise<FetchedPage<Json>> {
      const asked = { ...query, limit: pageSize, offset: token };
      const response = await fetchPage(context, { path, query: asked });
      at = answeredAt(response);
      const { data, hasNext, next } = LeverList.safeParse(response.body).data ?? {};
      return {
        rows: Array.isArray(data) ? data : null,
        nextToken: next,
        hasMore: hasNext ?? undefined,
      };
    },
  });
  for await (const { rows, next } of pages) yield { results: [...rows], next, answeredAt: at };
}

async function fetchPage(
  context: ConnectorContext,
  { path, query }: { path: string; query: Query },
) {
  try {
    return await context.remote.request({ method: 'GET', path, query });
  } catch (error) {
    const isRefusal = error instanceof RemoteError && error.kind === 'input';
    if (!isRefusal || !query['offset']) throw error;
    const message = `${error.message} The page token may have expired.`;
    const { status } = error;
    throw new RemoteError({ kind: 'sync-token-expired', message, status, cause: error });
  }
}

/** All results of a list at once, for small lists. */
export async function readWholeList(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Json[]> {
  const results: Json[] = [];
  for await (const page of readLeverPages(context, { path, query })) results.push(...page.results);
  return results;
}
