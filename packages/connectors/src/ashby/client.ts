import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { AshbyEnvelope, AshbyFailure } from './remote-types.ts';

export const AshbyCredentials = z.object({ api_key: z.string().trim().min(1) });
export type AshbyCredentials = z.infer<typeof AshbyCredentials>;

/**
 * Ashby has one host, and every call is a POST of JSON with the key as user name of Basic
 * authentication: https://developers.ashbyhq.com/docs/authentication
 */
export const ashbyRemote: RemoteDeclaration<AshbyCredentials> = {
  baseUrl: () => 'https://api.ashbyhq.com',
  authenticate: (credentials) => ({
    type: 'basic',
    username: credentials.api_key,
    password: '',
  }),
  headers: { accept: 'application/json; version=1' },
  limit: {
    requests: 10,
    windowMs: 1000,
    concurrency: 5,
    source:
      'Our choice. Ashby publishes a limit for its Reports alone (15 a minute): https://developers.ashbyhq.com/reference/reportgenerate',
  },
  // A method fails with HTTP 200 and `success: false`, so the code comes before the status.
  errors: [
    { code: 'missing_endpoint_permission', kind: 'permission' },
    // A cursor and a token that are too old, unreadable, or stand for too many changes: Ashby
    // asks for a full read. https://developers.ashbyhq.com/changelog/2026-05-14-reject-deep-pagination-on-incremental-sync
    // https://developers.ashbyhq.com/changelog/2026-08-04-actionable-pagination-error-messages
    {
      code: /^(?:sync_token_expired|sync_token_invalid|incremental_sync_too_large|next_cursor_expired|invalid_next_cursor)$/,
      kind: 'sync-token-expired',
    },
    { code: 'rate_limit_exceeded', kind: 'rate-limited' },
    { status: 429, kind: 'rate-limited' },
    // No key is a 401, a wrong or deactivated one a 403.
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'authentication' },
    { code: /_not_found$/, kind: 'not-found' },
    { status: 404, kind: 'not-found' },
    { code: 'invalid_input', kind: 'input' },
    { status: 400, kind: 'input' },
    { status: 5, kind: 'unavailable' },
    { status: 200, kind: 'input' },
  ],
  readError: ({ body }) => {
    const failure = AshbyFailure.safeParse(body);
    if (!failure.success) return null;
    const { errorInfo, errors } = failure.data;
    return {
      code: errorInfo?.code ?? errors?.[0] ?? null,
      message: errorInfo?.message ?? errors?.join(', ') ?? null,
    };
  },
  requestIdHeader: 'x-ashby-request-id',
};

export type AshbyBody = { readonly [key: string]: Json };

/**
 * Calls a method that only reads, such as `candidate.list`.
 * @throws RemoteError
 */
export async function callAshby(
  context: ConnectorContext,
  method: string,
  body: AshbyBody = {},
): Promise<AshbyEnvelope> {
  const response = await context.remote.request({
    method: 'POST',
    path: `/${method}`,
    json: body,
    isIdempotent: true,
  });
  const envelope = AshbyEnvelope.safeParse(response.body);
  if (envelope.success) return envelope.data;
  throw brokenAnswer(method, 'its body is not the documented envelope', response.status);
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
      throw brokenAnswer(method, 'its next cursor is the one that was sent', 200);
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

function toListPage(method: string, answer: AshbyEnvelope): AshbyListPage {
  const { results, moreDataAvailable, nextCursor, syncToken } = answer;
  if (!Array.isArray(results)) throw brokenAnswer(method, 'its results are no list', 200);
  if (moreDataAvailable !== true)
    return { results, nextCursor: null, syncToken: syncToken ?? null };
  if (!nextCursor) throw brokenAnswer(method, 'it has more data but no cursor', 200);
  return { results, nextCursor, syncToken: null };
}

function brokenAnswer(method: string, reason: string, status: number): RemoteError {
  return new RemoteError({
    kind: 'unavailable',
    message: `Ashby's answer to ${method} cannot be used: ${reason}. Try again later.`,
    status,
  });
}
