import { RemoteError, followLink, readPages } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, PagePosition, RemoteRequest } from '@hirewire/connector-kit';
import { OnlyfyList, OnlyfyObject } from './remote-types.ts';
import { OnlyfySettings } from './settings.ts';

type Query = NonNullable<RemoteRequest['query']>;

/** The most that public clients ask for. */
const pageSize = 100;

/** One file of 48 MB, or many of the usual size. */
const maxAnswerBytes = 64 * 1024 * 1024;
const fileTimeoutMs = 120_000;

/**
 * Reads one object, which has no envelope.
 * @throws RemoteError
 */
export async function getOnlyfy(context: ConnectorContext, path: string): Promise<Json> {
  const request = { method: 'GET', path, maxAnswerBytes } as const;
  const { body, status } = await context.remote.request(request);
  const found = OnlyfyObject.safeParse(body);
  if (found.success) return found.data as Json;
  const message = `onlyfy's answer to GET ${path} cannot be used: it is no object. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status });
}

/**
 * Changes something: sent once, unless a second time changes nothing.
 * @returns the object as it is afterwards; null where the answer holds none
 * @throws RemoteError
 */
export async function changeOnlyfy(
  context: ConnectorContext,
  request: Pick<RemoteRequest, 'path' | 'json' | 'body' | 'isIdempotent'> & {
    method: 'POST' | 'PUT' | 'PATCH';
  },
): Promise<Json> {
  const sent = { ...request, timeoutMs: fileTimeoutMs, maxAnswerBytes };
  const { body } = await context.remote.request(sent);
  return (OnlyfyObject.safeParse(body).data ?? null) as Json;
}

interface List {
  path: string;
  query?: Query;
  /** Rows that hold files make large pages. */
  hasFiles?: boolean;
  /** As for `readPages`. */
  rowsAtOnce?: number;
}

/**
 * Reads the pages of a list. Each names the address of the next one, and the last one names none.
 * @throws RemoteError of kind `sync-token-expired` where onlyfy refuses such an address
 */
export async function* readOnlyfyPages(
  context: ConnectorContext,
  { path, query = {}, hasFiles = false, rowsAtOnce }: List,
  from: PagePosition | null = null,
): AsyncGenerator<{ rows: Json[]; next: PagePosition | null }, void> {
  const first = {
    method: 'GET',
    path,
    query: {
      ...query,
      page_size: hasFiles ? OnlyfySettings.parse(context.settings).page_size : pageSize,
    },
    ...(hasFiles && { maxAnswerBytes }),
  } as const;
  const pages = readPages<Json>({
    name: `onlyfy's ${path}`,
    by: 'token',
    from,
    ...(rowsAtOnce && { rowsAtOnce }),
    async fetch({ token }) {
      const { body } = await (token === null
        ? context.remote.request(first)
        : followLink(context.remote, token));
      const { data = null, links } = OnlyfyList.safeParse(body).data ?? {};
      return { rows: data, nextToken: links?.next };
    },
  });
  for await (const { rows, next } of pages) yield { rows: [...rows], next };
}

/** All rows of a list at once, for short lists. */
export async function readWholeList(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Json[]> {
  const all: Json[] = [];
  for await (const { rows } of readOnlyfyPages(context, { path, query })) all.push(...rows);
  return all;
}
