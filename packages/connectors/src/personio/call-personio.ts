import { RemoteError, answeredAt, followLink, readPages } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  PageOfRows,
  PagePosition,
  RemoteRequest,
  RemoteResponse,
} from '@hirewire/connector-kit';
import { z } from 'zod';

type Query = NonNullable<RemoteRequest['query']>;

/** The largest page: https://developer.personio.de/reference/get_v2-recruiting-candidates */
const pageSize = 200;

/** Parsed from JSON by the client, so that there is nothing left to check but what it is. */
const JsonObject = z.record(z.string(), z.custom<Json>());
const Rows = z.array(z.custom<Json>());
const Link = z.union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)]);
const Paging = z.object({ links: z.object({ next: Link.nullish() }) });

/** The content of an answer: Personio's clients have met it in `_data`, in `data`, and without either. */
function contentOf(body: unknown): unknown {
  const envelope = JsonObject.safeParse(body).data ?? {};
  return envelope['_data'] ?? envelope['data'] ?? body;
}

function nextLinkOf(body: unknown): string | null {
  const envelope = JsonObject.safeParse(body).data ?? {};
  return Paging.safeParse(envelope['_meta'] ?? envelope['meta']).data?.links.next ?? null;
}

/**
 * Reads one object.
 * @throws RemoteError
 */
export async function getPersonio(context: ConnectorContext, path: string): Promise<Json> {
  const { body, status } = await context.remote.request({ method: 'GET', path });
  const found = JsonObject.safeParse(contentOf(body));
  if (found.success) return found.data;
  const message = `Personio's answer to GET ${path} cannot be used: it is no object. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status });
}

export interface PersonioList {
  path: string;
  query?: Query;
  /** Whether its reference names `limit`. */
  takesLimit?: boolean;
  /** Called for each answer. */
  onAnswer?: ((response: RemoteResponse) => void) | undefined;
  rowsAtOnce?: number | undefined;
}

/**
 * Reads the pages of a list, newest change first. Whatever changes meanwhile moves to the front: a row
 * may come twice, and one that has moved is brought by the next delta. A page can be empty and name a
 * next one.
 * @throws RemoteError of kind `sync-token-expired` where the address of the next page is refused
 */
export function readPersonioPages(
  context: ConnectorContext,
  { path, query = {}, takesLimit = true, onAnswer, rowsAtOnce }: PersonioList,
  from: PagePosition | null = null,
): AsyncIterable<PageOfRows<Json>> {
  const limit = takesLimit ? pageSize : null;
  return readPages<Json>({
    name: `Personio's ${path}`,
    by: 'token',
    from,
    ...(rowsAtOnce !== undefined && { rowsAtOnce }),
    async fetch({ token }) {
      const response = await (token === null
        ? context.remote.request({ method: 'GET', path, query: { ...query, limit } })
        : followLink(context.remote, token));
      onAnswer?.(response);
      const rows = Rows.safeParse(contentOf(response.body)).data ?? null;
      return { rows, nextToken: nextLinkOf(response.body) };
    },
  });
}

/** All rows of a list at once. */
export async function readWholeList(
  context: ConnectorContext,
  list: PersonioList,
): Promise<Json[]> {
  const all: Json[] = [];
  for await (const { rows } of readPersonioPages(context, list)) all.push(...rows);
  return all;
}

/** When the vendor first answered a read, for `readByDate`. */
export function createFirstAnswer(): {
  note: (response: RemoteResponse) => void;
  at: () => Date | null;
} {
  let first: Date | null = null;
  return { note: (response) => (first ??= answeredAt(response)), at: () => first };
}
