import { toFinalError } from './final-error.ts';
import { readBody } from './read-body.ts';
import { redact, redactText } from './redact.ts';
import { shownBody, toOutcome, toStorageOutcome } from './read-answer.ts';
import type { Outcome } from './read-answer.ts';
import { download, fileTimeoutMs } from './remote-download.ts';
import { failureOfConnection } from './remote-failure.ts';
import type { FailureSource } from './remote-failure.ts';
import {
  brokenAddress,
  hostOf,
  mayBeLoopback,
  prepareTarget,
  requestHeaders,
  requestUrl,
  startTimeout,
  takePlace,
  toSource,
} from './remote-target.ts';
import type { RemoteClientOptions, Target } from './remote-target.ts';
import type { Method, RemoteClient, RemoteError, RemoteRequest, RemoteResponse } from './remote.ts';
import { encodeBody } from './request-body.ts';
import type { EncodedBody } from './request-body.ts';
import { retryDelay } from './retry-delay.ts';

const defaultTimeoutMs = 30_000;
const defaultMaxResponseBytes = 64 * 1024 * 1024;

/** A request that is ready to be sent. */
export interface Attempt<Answer> {
  method: Method;
  url: URL;
  /** As messages name it: never with the query, which may hold a token. */
  name: string;
  headers: Headers;
  body: EncodedBody;
  isIdempotent: boolean;
  timeoutMs: number;
  /** 1 for the first attempt of a request. */
  number: number;
  /** Reads the answer and judges it. What it throws is a failure of the connection. */
  read: (response: Response, source: FailureSource) => Promise<Outcome<Answer>>;
}

/** What observers are told of an answer. */
type Told = Pick<RemoteResponse, 'status' | 'body'>;

/**
 * A client that proves its identity, keeps to the limit, retries what may be retried and turns
 * every failure into a `RemoteError`.
 * @throws RemoteError of kind `input` when the credentials make no usable address or header
 */
export function createRemoteClient<Credentials>(
  options: RemoteClientOptions<Credentials>,
): RemoteClient {
  const target = prepareTarget(options);
  return {
    async request(request) {
      const attempt = toAttempt(target, request);
      for (let number = 1; ; number += 1) {
        const outcome = await sendWithinLimit(target, { ...attempt, number });
        if (outcome.error === null) return outcome.answer;
        await waitForRetry(target, { ...attempt, number }, outcome);
      }
    },
    async upload({ method, url: address, headers = {}, form, body }) {
      const content = encodeBody({ form, body });
      const url = URL.parse(address);
      if (url === null) throw brokenAddress(target);
      const all = new Headers({ 'user-agent': 'Hirewire', ...headers });
      if (content.contentType !== null) all.set('content-type', content.contentType);
      const outcome = await send(target, {
        method,
        url,
        headers: all,
        body: content,
        number: 1,
        name: `${method} ${url.host}`,
        isIdempotent: false,
        timeoutMs: target.maxTimeoutMs ?? fileTimeoutMs,
        // The storage knows nothing of the remote's errors.
        read: async (response, source) =>
          toStorageOutcome(response, await readText(target, response), source),
      });
      if (outcome.error !== null) throw toFinalError({ ...outcome, isIdempotent: false });
    },
    download: (file) => download(target, file),
  };
}

function toAttempt<Credentials>(
  target: Target<Credentials>,
  request: RemoteRequest,
): Omit<Attempt<RemoteResponse>, 'number'> {
  const { method } = request;
  const body = encodeBody(request);
  const wantedMs = request.timeoutMs ?? defaultTimeoutMs;
  const url = requestUrl(target, request);
  return {
    method,
    url,
    name: `${method} ${request.link === undefined ? request.path : url.pathname}`,
    headers: requestHeaders(hostOf(target, request.host), body.contentType, request.headers),
    body,
    isIdempotent: request.isIdempotent ?? method === 'GET',
    timeoutMs: Math.min(wantedMs, target.maxTimeoutMs ?? wantedMs),
    read: async (response, source) =>
      toOutcome(response, await readText(target, response), {
        declaration: target.declaration,
        source,
      }),
  };
}

/** @throws RemoteError where there is to be no next try */
async function waitForRetry<Credentials>(
  target: Target<Credentials>,
  { isIdempotent, number }: Attempt<RemoteResponse>,
  outcome: Extract<Outcome<RemoteResponse>, { error: RemoteError }>,
): Promise<void> {
  const canBeRepeated = isIdempotent || !outcome.wasSent;
  const { error } = outcome;
  const waitMs = retryDelay({ error, attempt: number, canBeRepeated });
  if (waitMs === null || waitMs > (target.maxRetryWaitMs ?? Infinity)) {
    throw toFinalError({ ...outcome, isIdempotent });
  }
  const { kind, status, message } = error;
  target.log.debug(
    { event: 'remote.request.retried', kind, status, attempt: number, waitMs },
    `Retrying in ${waitMs / 1000} s: ${message}`,
  );
  await target.clock.sleep(waitMs, target.signal);
}

/** Sends a request once, when the limit has room for it, and tells the observer. */
export async function sendWithinLimit<Credentials, Answer extends Told>(
  target: Target<Credentials>,
  attempt: Attempt<Answer>,
): Promise<Outcome<Answer>> {
  const permit = await takePlace(target, attempt);
  try {
    return await send(target, attempt);
  } finally {
    permit.release();
  }
}

async function send<Credentials, Answer extends Told>(
  target: Target<Credentials>,
  attempt: Attempt<Answer>,
): Promise<Outcome<Answer>> {
  await target.observer?.beforeRequest?.({ isIdempotent: attempt.isIdempotent });
  const startedAt = target.clock.now();
  const outcome = await exchange(target, attempt);
  target.observer?.onRequest({
    method: attempt.method,
    path: redactText(attempt.url.pathname, target.secrets),
    url: redactText(attempt.url.href, target.secrets),
    status: outcome.answer?.status ?? null,
    startedAt,
    durationMs: target.clock.now().getTime() - startedAt.getTime(),
    attempt: attempt.number,
    errorKind: outcome.error?.kind ?? null,
    bodies: () => ({
      request: redact(attempt.body.shown, target.secrets),
      response: redact(shownBody(outcome.answer?.body ?? null), target.secrets),
    }),
  });
  return outcome;
}

async function exchange<Credentials, Answer>(
  target: Target<Credentials>,
  { method, url, name, headers, body, isIdempotent, timeoutMs, read }: Attempt<Answer>,
): Promise<Outcome<Answer>> {
  const source = toSource(target, name);
  const timeout = startTimeout(target, timeoutMs);
  try {
    const response = await target.guard.fetch(url, {
      method,
      headers,
      body: body.open(),
      signal: AbortSignal.any([target.signal, timeout]),
      mayBeLoopback: mayBeLoopback(target, url),
      mustArriveOnce: !isIdempotent,
    });
    return await read(response, source);
  } catch (error) {
    target.signal.throwIfAborted();
    const timedOut = timeout.aborted;
    return { answer: null, ...failureOfConnection(error, { ...source, timeoutMs, timedOut }) };
  }
}

function readText({ maxResponseBytes }: Target<unknown>, response: Response): Promise<string> {
  return readBody(response, maxResponseBytes ?? defaultMaxResponseBytes);
}
