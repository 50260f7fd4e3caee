import type { Call, Route } from './call.ts';
import {
  ApiError,
  ConnectionError,
  HirewireError,
  InvalidResponseError,
  TimeoutError,
  toApiError,
} from './errors.ts';
import type { ErrorCode } from './generated/error-codes.ts';
import type { LogEvent } from './log-event.ts';
import { elapsed, now, sleep } from './platform.ts';
import { readRetryAfter, waitBeforeRetry } from './retry.ts';
import { count, type Settings } from './settings.ts';
import { version } from './version.ts';
import { writeUrl } from './write-url.ts';

/** Makes a call, as often as it takes, and resolves to the body of the answer. */
export type Send = <Body>(route: Route, call: Call) => Promise<Body>;

interface Prepared {
  readonly route: Route;
  readonly url: string;
  readonly init: RequestInit;
  readonly integrationId: string | null;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** When the server was asked, by its own clock, for every body that `send` has resolved to. */
const askedTimes = new WeakMap<object, Date>();

/** A time by the server's clock that is not later than the request of this body reached it. */
export function askedAt(body: object): Date {
  return askedTimes.get(body) ?? new Date(now());
}

export function createSend(settings: Settings): Send {
  return async <Body>(route: Route, call: Call): Promise<Body> => {
    const prepared = prepare(settings, route, call);
    const maxRetries = count(call.options?.max_retries ?? settings.maxRetries, 'max_retries');
    const isIdempotent = !route.startsWith('POST ') || settings.canRetryPosts;
    for (let tries = 1; ; tries += 1) {
      try {
        return (await tryOnce(settings, prepared, tries)) as Body;
      } catch (error) {
        const waitMs = waitBeforeRetry({ error, tries, maxRetries, isIdempotent });
        if (waitMs === null) throw error;
        log(settings, prepared, { type: 'retry', try: tries + 1, duration_ms: waitMs, error });
        await sleep(waitMs, prepared.signal);
      }
    }
  };
}

function prepare(settings: Settings, route: Route, call: Call): Prepared {
  const options = call.options ?? {};
  const integrationId = integrationOf(settings, call);
  const init: RequestInit = {
    method: route.slice(0, route.indexOf(' ')),
    headers: writeHeaders(settings, route, { call, integrationId }),
    // It would take the key elsewhere, or end in an answer to something else.
    redirect: 'error',
  };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  return {
    route,
    url: writeUrl(settings.serverUrl, route, call),
    init,
    integrationId,
    signal: options.signal,
    timeoutMs: count(options.timeout_ms ?? settings.timeoutMs, 'timeout_ms'),
  };
}

/** The integration that the header is to name; null for calls that have no such header. */
function integrationOf(settings: Settings, { integration, options }: Call): string | null {
  if (integration !== true) return null;
  const id = options?.integration_id ?? settings.integrationId;
  if (id !== undefined) return id;
  throw new TypeError('`integration_id` is missing: give it to the client or to the call.');
}

function writeHeaders(
  settings: Settings,
  route: Route,
  { call, integrationId }: { call: Call; integrationId: string | null },
): Record<string, string> {
  const { idempotency_key: key, dry_run: isDryRun, headers } = call.options ?? {};
  return {
    accept: 'application/json',
    'user-agent': `hirewire-sdk/${version}`,
    ...settings.headers,
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...(integrationId !== null && { 'x-integration-id': integrationId }),
    ...(route.startsWith('POST ') && { 'idempotency-key': key ?? crypto.randomUUID() }),
    ...(isDryRun === true && { 'hirewire-dry-run': 'true' }),
    ...headers,
    authorization: settings.authorization,
  };
}

async function tryOnce(settings: Settings, prepared: Prepared, tries: number): Promise<unknown> {
  const startedAt = elapsed();
  log(settings, prepared, { type: 'request', try: tries });
  let status: number | null = null;
  let requestId: string | null = null;
  try {
    const response = await receive(settings, prepared);
    const durationMs = elapsed() - startedAt;
    status = response.status;
    requestId = response.headers.get('x-request-id');
    const body = readBody(response, prepared);
    askedTimes.set(body, askedTime(response.headers, durationMs));
    log(settings, prepared, { type: 'response', try: tries, status, requestId, durationMs });
    return body;
  } catch (error) {
    const durationMs = elapsed() - startedAt;
    log(settings, prepared, { type: 'failure', try: tries, status, requestId, durationMs, error });
    throw error;
  }
}

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function receive(settings: Settings, prepared: Prepared): Promise<Received> {
  const { signal, timeoutMs, url, init } = prepared;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const both = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    const response = await settings.fetch(url, { ...init, signal: both });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    const { origin } = new URL(url);
    if (timeout.aborted) {
      throw new TimeoutError(`${origin} did not answer within ${timeoutMs} ms.`, { cause: error });
    }
    throw new ConnectionError(`No answer from ${origin}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Node hides what happened in the cause of "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The body of a success; throws what any other answer means. */
function readBody(received: Received, { url }: Prepared): object {
  const { status } = received;
  const body = parse(received.text);
  if (status === 200 && body?.['status'] === 'success') return body;
  const about = describeError(body);
  if (status >= 400) {
    throw toApiError({
      code: about.code,
      status,
      title: about.title,
      message: about.message ?? `The server answered with status ${status}, and did not say why.`,
      log_url: about.log_url,
      request_id: received.headers.get('x-request-id'),
      retry_after_ms: readRetryAfter(received.headers, now()),
    });
  }
  throw new InvalidResponseError(
    `${new URL(url).origin} answered with status ${status}, but not as the API does: check ` +
      '`server_url`, which usually ends in /v1.',
  );
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function describeError(body: Record<string, unknown> | null): {
  code: ErrorCode | null;
  title: string | null;
  message: string | null;
  log_url: string | null;
} {
  const error = body?.['error'];
  const fields =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    code: text(fields['code']) as ErrorCode | null,
    title: text(fields['title']),
    message: text(fields['message']),
    log_url: text(fields['log_url']),
  };
}

/**
 * The answer's `Date` less the time that it took. Without one (browsers show it to the server's own
 * pages only) it is our own clock.
 */
function askedTime(headers: Headers, durationMs: number): Date {
  const answeredAt = Date.parse(headers.get('date') ?? '');
  return new Date((Number.isNaN(answeredAt) ? now() : answeredAt) - Math.ceil(durationMs));
}

interface Happened {
  type: LogEvent['type'];
  try: number;
  status?: number | null;
  requestId?: string | null;
  durationMs?: number;
  duration_ms?: number;
  error?: unknown;
}

function log(settings: Settings, { route, integrationId }: Prepared, happened: Happened): void {
  const { error } = happened;
  settings.log({
    type: happened.type,
    route,
    integration_id: integrationId,
    try: happened.try,
    status: happened.status ?? null,
    request_id: happened.requestId ?? null,
    duration_ms: happened.durationMs ?? happened.duration_ms ?? null,
    error: error === undefined ? null : nameOf(error),
  });
}

function nameOf(error: unknown): string {
  if (error instanceof ApiError) return error.code ?? error.name;
  return error instanceof HirewireError ? error.name : 'Error';
}
