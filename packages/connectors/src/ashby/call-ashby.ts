import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
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
  nextCursor: string | null;
  syncToken: string | null;
}

/**
 * Reads the pages of a list method, at their default and largest size of 100. A method without
 * pages is one of a single page. An answer that cannot be trusted throws: taken for an empty
 * or a last page, it would make records look deleted. A page may be empty and not the last:
 * https://developers.ashbyhq.com/docs/pagination-and-incremental-sync
 * @throws RemoteError
 */
export async function* readListPages(
  context: ConnectorContext,
  method: string,
  body: AshbyBody = {},
  startCursor: string | null = null,
): AsyncGenerator<AshbyListPage, void> {
  let cursor = startCursor;
  do {
    const position = cursor === null ? {} : { cursor };
    const answer = await callAshby(context, method, { ...body, ...position });
    const page = toListPage(method, answer);
    if (page.nextCursor !== null && page.nextCursor === cursor) {
      throw brokenAnswer(method, 'its next cursor is the one that was sent', { status: 200 });
    }
    yield page;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** All results of a list method at once, for small lists. */
export async function readWholeList(
  context: ConnectorContext,
  method: string,
  body: AshbyBody = {},
): Promise<Json[]> {
  const results: Json[] = [];
  for await (const page of readListPages(context, method, body)) results.push(...page.results);
  return results;
}

const Since = z.object({ syncToken: z.string() }).nullable();
const ResumePoint = z.object({ cursor: z.string() }).nullable();

export interface IncrementalList<Model extends ModelName> {
  /** A list method that takes a sync token. */
  method: string;
  /** Filters. A sync token is only good for the filters that it was given for. */
  body?: AshbyBody;
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
  const startCursor = ResumePoint.parse(request.resumeFrom)?.cursor ?? null;
  const completeness = since === null ? 'full' : 'changes';
  const body = { ...list.body, ...since };
  for await (const page of readListPages(context, list.method, body, startCursor)) {
    const records = await list.toRecords(page.results, completeness);
    const { nextCursor } = page;
    if (nextCursor !== null) {
      yield { records, resumeFrom: { cursor: nextCursor }, completeness };
      continue;
    }
    // Without a new token the old one still stands: the next delta only repeats this one.
    const syncToken = page.syncToken ?? since?.syncToken;
    const end = { records, resumeFrom: null, completeness } as const;
    yield syncToken === undefined ? end : { ...end, since: { syncToken } };
  }
}

function toListPage(method: string, answer: AshbyEnvelope): AshbyListPage {
  const { results, moreDataAvailable, nextCursor, syncToken } = answer;
  if (!Array.isArray(results))
    throw brokenAnswer(method, 'its results are no list', { status: 200 });
  if (moreDataAvailable !== true)
    return { results, nextCursor: null, syncToken: syncToken ?? null };
  if (!nextCursor) throw brokenAnswer(method, 'it has more data but no cursor', { status: 200 });
  return { results, nextCursor, syncToken: null };
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
