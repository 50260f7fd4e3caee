import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  RemoteRequest,
  RemoteResponse,
} from '@hirewire/connector-kit';
import { z } from 'zod';

type Query = NonNullable<RemoteRequest['query']>;

/** An answer with its envelope, `{ "candidate": { … } }`, open. */
export interface RecruiteeAnswerOf<Content> {
  content: Content;
  /** Null where the answer is not an object. */
  body: { [key: string]: Json } | null;
  response: RemoteResponse;
}

const Body = z.record(z.string(), z.custom<Json>());
const Rows = z.array(z.custom<Json>());

/**
 * Reads the object that an answer has under a name.
 * @throws RemoteError
 */
export async function getRecruitee(
  context: ConnectorContext,
  path: string,
  name: string,
): Promise<Json> {
  const response = await context.remote.request({ method: 'GET', path });
  const content = Body.safeParse(response.body).data?.[name];
  if (content !== undefined && content !== null) return content;
  const message = `Recruitee's answer to GET ${path} cannot be used: it has no "${name}". Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: response.status });
}

/**
 * Asks for a list, or a page of it.
 * @returns its rows, null where the answer has no list of that name
 * @throws RemoteError
 */
export async function listRecruitee(
  context: ConnectorContext,
  { path, name, query = {} }: { path: string; name: string; query?: Query },
): Promise<RecruiteeAnswerOf<Json[] | null>> {
  const response = await context.remote.request({ method: 'GET', path, query });
  const body = Body.safeParse(response.body).data ?? null;
  return { content: Rows.safeParse(body?.[name]).data ?? null, body, response };
}

/**
 * A list that has no pages.
 * @throws RemoteError
 */
export async function readWholeList(
  context: ConnectorContext,
  list: { path: string; name: string; query?: Query },
): Promise<Json[]> {
  const { content, response } = await listRecruitee(context, list);
  if (content !== null) return content;
  const message = `Recruitee's answer to GET ${list.path} cannot be used: it has no list "${list.name}". Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: response.status });
}

/**
 * Changes something: sent once, unless a second time changes nothing.
 * @returns what the answer has under the name; null where it has nothing there
 * @throws RemoteError
 */
export async function changeRecruitee(
  context: ConnectorContext,
  name: string,
  request: Pick<RemoteRequest, 'path' | 'host' | 'json' | 'form' | 'isIdempotent' | 'timeoutMs'> & {
    method: 'POST' | 'PATCH' | 'DELETE';
  },
): Promise<Json> {
  const { body } = await context.remote.request(request);
  return Body.safeParse(body).data?.[name] ?? null;
}

/** A success that does not say what was made. */
export function notTold(what: string): RemoteError {
  const message = `Recruitee's answer does not tell ${what}, so that it is not known whether it was done. The next sync shows it.`;
  return new RemoteError({ kind: 'unknown', message, status: 200, mayHaveHappened: true });
}
