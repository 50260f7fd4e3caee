import { RemoteError, readPages, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  PagePosition,
  ReadRequest,
  RecordByModel,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { AshbyEnvelope } from './remote-types.ts';

export type AshbyBody = { readonly [key: string]: Json };

/**
 * Calls a method that only reads, such as `candidate.list`.
 * @throws RemoteError
 */
export function callAshby(
  context: ConnectorContext,
  method: string,
  body: AshbyBody = {},
): Promise<AshbyEnvelope> {
  return request(context, method, { body, isIdempotent: true });
}

/**
 * Calls a method that changes something. It is sent once, unless a second time changes nothing.
 * @throws RemoteError
 */
export function changeAshby(
  context: ConnectorContext,
  method: string,
  body: AshbyBody,
  { isIdempotent = false }: { isIdempotent?: boolean } = {},
): Promise<AshbyEnvelope> {
  return request(context, method, { body, isIdempotent });
}

async function request(
  context: ConnectorContext,
  method: string,
  { body, isIdempotent }: { body: AshbyBody; isIdempotent: boolean },
): Promise<AshbyEnvelope> {
  const response = await context.remote.request({
    method: 'POST',
    path: `/${method}`,
    json: body,
    isIdempotent,
  });
  const envelope = AshbyEnvelope.safeParse(response.body);
  if (envelope.success) return envelope.data;
  const reason = 'its body is not the documented envelope';
  throw brokenAnswer(method, reason, { status: response.status, mayHaveHappened: !isIdempotent });
}

export interface AshbyListPage {
  results: Json[];
  /** Null on the last page alone. */
  next: PagePosition | null;
  syncToken: string | null;
}

export interface AshbyList {
  method: string;
  /** Filters. A sync token is only good for the filters that it was given for. */
  body?: AshbyBody;
  /** For `readPages`: of rows that need a call each. */
  rowsAtOnce?: number;
}

/**
 * Reads the pages of a list method, at their default and largest size of 100. A method without
 * pages is one of a single page. A page may be empty and not the last:
 * https://developers.ashbyhq.com/docs/pagination-and-incremental-sync
 * @throws RemoteError
 */
export async function* readListPages(
  context: ConnectorContext,
  { method, body, rowsAtOnce = Infinity }: AshbyList,
  from: PagePosition | null = null,
): AsyncGenerator<AshbyListPage, void> {
  let syncToken: string | null = null;
  const pages = readPages<Json>({
    name: `Ashby's ${method}`,
    by: 'token',
    from,
    rowsAtOnce,
    async fetch({ token }) {
      const position = token === null ? {} : { cursor: token };
      const answer = await callAshby(context, method, { ...body, ...position });
      const { results, moreDataAvailable, nextCursor } = answer;
      syncToken = answer.syncToken ?? null;
      return {
        rows: Array.isArray(results) ? results : null,
        nextToken: nextCursor,
        hasMore: moreDataAvailable === true,
      };
    },
  });
  for await (const { rows, next } of pages) {
    yield { results: [...rows], next, syncToken: next === null ? syncToken : null };
  }
}

/** All results of a list method at once, for small lists. */
export async function readWholeList(
  context: ConnectorContext,
  method: string,
  body: AshbyBody = {},
): Promise<Json[]> {
  const results: Json[] = [];
  for await (const page of readListPages(context, { method, body })) results.push(...page.results);
  return results;
}

const Since = z.object({ syncToken: z.string() }).nullable();

/** A list method that takes a sync token. */
export interface IncrementalList<Model extends ModelName> extends AshbyList {
  toRecords(
    results: Json[],
    completeness: 'full' | 'changes',
  ): RecordByModel[Model][] | Promise<RecordByModel[Model][]>;
}

/**
 * Reads a model from a list method with sync tokens. The token comes with the last page of a
 * read; sent with every page of the next one, it leaves only what has changed since:
 * https://developers.ashbyhq.com/docs/pagination-and-incremental-sync
 */
export async function* readIncrementally<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  list: IncrementalList<Model>,
): AsyncGenerator<Page<Model>, void> {
  const since = Since.parse(request.since);
  const from = toPagePosition(request.resumeFrom);
  const completeness = since === null ? 'full' : 'changes';
  const body = { ...list.body, ...since };
  for await (const page of readListPages(context, { ...list, body }, from)) {
    const records = await list.toRecords(page.results, completeness);
    if (page.next !== null) {
      yield { records, resumeFrom: page.next, completeness };
      continue;
    }
    // Without a new token the old one still stands: the next delta only repeats this one.
    const syncToken = page.syncToken ?? since?.syncToken;
    const end = { records, resumeFrom: null, completeness } as const;
    yield syncToken === undefined ? end : { ...end, since: { syncToken } };
  }
}

function brokenAnswer(
  method: string,
  reason: string,
  details: { status: number; mayHaveHappened?: boolean },
): RemoteError {
  return new RemoteError({
    kind: 'unavailable',
    message: `Ashby's answer to ${method} cannot be used: ${reason}. Try again later.`,
    ...details,
  });
}
