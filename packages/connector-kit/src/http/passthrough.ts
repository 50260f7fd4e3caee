import type { PassthroughApi } from '../declaration/connector.ts';
import { toFinalError } from './final-error.ts';
import { defaultAnswerLimits, readAnswer, readBytes } from './read-body.ts';
import { hostOf, requestHeaders } from './remote-target.ts';
import type { Host, RemoteClientOptions } from './remote-target.ts';
import { openSender } from './sender.ts';
import type { Sender } from './sender.ts';
import type { Attempt } from './send-request.ts';
import { RemoteError } from './remote.ts';
import type { Method } from './remote.ts';
import type { FormPart, StreamedBody } from './request-parts.ts';
import { encodeBody } from './request-body.ts';
import { redactText } from './redact.ts';

export interface PassthroughRequest {
  method: Method;
  /** Path and query below the address of the API. */
  path: string;
  params: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** At most one of the three. */
  json?: unknown;
  body?: StreamedBody | undefined;
  form?: readonly FormPart[] | undefined;
  /** True where nobody parses the answer, so that it may hold whatever it does. */
  isAnswerOpaque?: boolean;
}

/** What the tool answered, whatever its status. */
export interface PassthroughAnswer {
  url: string;
  status: number;
  /** Lists where a header came more than once. */
  headers: Readonly<Record<string, string | string[]>>;
  body: Buffer;
}

const timeoutMs = 60_000;
/** Headers that belong to the connection, or that decide for whom the request is. */
const ownHeaders =
  /^(?:authorization|host|content-length|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;

/**
 * Sends a caller's own request to a tool's API with the customer's credentials, once, and hands
 * back whatever comes. It cannot leave the API's address: not by its path, not by a redirect.
 * @throws RemoteError of kind `input` for a path or header that is refused, `unavailable` where no
 * answer came; `mayHaveHappened` where that leaves open what became of a change
 */
export async function sendPassthrough<Credentials>(
  options: RemoteClientOptions<Credentials>,
  api: PassthroughApi,
  request: PassthroughRequest,
): Promise<PassthroughAnswer> {
  const sender = openSender(options);
  const { target } = sender;
  const host = hostOf(target, api.host);
  const url = passthroughUrl(host.address, api, request);
  const { method, isAnswerOpaque = false } = request;
  const body = encodeBody(request);
  const isIdempotent = method === 'GET';
  const attempt: Attempt<Omit<PassthroughAnswer, 'url'>> = {
    method,
    url,
    name: `${method} ${url.pathname}`,
    headers: passthroughHeaders(sender, host, { ...request, contentType: body.contentType }),
    body,
    isIdempotent,
    timeoutMs,
    number: 1,
    // Whatever it says is what was asked for.
    read: async (response) => ({
      answer: await toAnswer(response, isAnswerOpaque),
      error: null,
    }),
  };
  const outcome = await sender.sendProven(attempt, {
    host,
    isRefused: ({ answer }) => answer?.status === 401,
  });
  if (outcome.error !== null) throw toFinalError({ ...outcome, isIdempotent });
  return { url: redactText(url.href, target.secrets), ...outcome.answer };
}

async function toAnswer(
  response: Response,
  isOpaque: boolean,
): Promise<Omit<PassthroughAnswer, 'url'>> {
  const { status } = response;
  const body = isOpaque
    ? await readBytes(response, defaultAnswerLimits.bytes)
    : await readAnswer(response, defaultAnswerLimits);
  return { status, headers: headersOf(response), body };
}

function passthroughUrl(
  address: URL,
  api: PassthroughApi,
  { path, params }: PassthroughRequest,
): URL {
  const base = address.pathname.replace(/\/$/, '') + api.path;
  const [pathname = '', query = ''] = path.split(/\?(.*)/s);
  // A server that decodes once more, or takes a backslash for a slash, would leave the API.
  const isPlain = /^\/?(?:(?!\/)[^\\#\0-\x20]*)$/.test(pathname);
  if (!isPlain || isMisread(pathname)) {
    throw refused('`path` must be a path of the API such as /jobs, without . and .. segments.');
  }
  const url = new URL(address);
  url.pathname = `${base}/${pathname.replace(/^\//, '')}`;
  if (query !== '') url.search = query;
  for (const [name, value] of Object.entries(params)) url.searchParams.append(name, value);
  if (!url.pathname.startsWith(`${base}/`)) throw refused('`path` leaves the API.');
  return url;
}

/** Whether a server that decodes once or twice would find something else than a path below. */
function isMisread(pathname: string): boolean {
  const once = decode(pathname);
  if (once === null) return true;
  // What is no encoding stays as it is in the second round: one wrong sign must not hide the rest.
  const twice = once.replaceAll(/%([0-7][0-9a-f])/gi, (_all, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return [once, twice].some((text) => climbs.test(text) || /\p{Cc}/u.test(text));
}

/** Segments of dots. Java's servers forget what comes after a semicolon before they look at them. */
const climbs = /(?:^|[/\\])\.\.?(?:[/\\;]|$)/;

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function passthroughHeaders<Credentials>(
  { target, proofHeader }: Sender<Credentials>,
  host: Host,
  { headers, form, contentType }: PassthroughRequest & { contentType: string | null },
): Headers {
  const { declaration, credentials } = target;
  // Some name the tenant or the database.
  const ofCredentials = Object.keys(declaration.credentialHeaders?.(credentials) ?? {});
  const own = proofHeader(host) ?? [];
  const fixed = [own, ofCredentials].flat().map((name) => name.toLowerCase());
  for (const name of Object.keys(headers)) {
    const isOurs = ownHeaders.test(name) || fixed.includes(name.toLowerCase());
    if (isOurs) throw refused(`The header \`${name}\` is set by Hirewire.`);
  }
  try {
    const all = requestHeaders(host, contentType, { headers });
    // Its boundary is in it.
    if (form !== undefined && contentType !== null) all.set('content-type', contentType);
    return all;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refused('`headers` holds a name or value that HTTP does not allow.', error);
  }
}

/** What describes the transport says nothing of the body that we hand on. */
const transportHeaders = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

function headersOf(response: Response): Record<string, string | string[]> {
  const cookies = response.headers.getSetCookie();
  const all = [...response.headers].filter(
    ([name]) => !transportHeaders.has(name) && name !== 'set-cookie',
  );
  return { ...Object.fromEntries(all), ...(cookies.length > 0 && { 'set-cookie': cookies }) };
}

function refused(message: string, cause?: unknown): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null, cause });
}
