import { defaultAnswerLimits, readBody } from './read-body.ts';
import { redact, redactText } from './redact.ts';
import { shownBody, toOutcome } from './read-answer.ts';
import type { Outcome } from './read-answer.ts';
import { readLimit } from './read-limit.ts';
import { failureOfConnection } from './remote-failure.ts';
import type { FailureSource } from './remote-failure.ts';
import {
  hostOf,
  mayBeLoopback,
  requestHeaders,
  requestUrl,
  startTimeout,
  takePlace,
  toSource,
} from './remote-target.ts';
import type { Target } from './remote-target.ts';
import type { Method, RemoteRequest, RemoteResponse } from './remote.ts';
import { encodeBody } from './request-body.ts';
import type { EncodedBody } from './request-body.ts';

const defaultTimeoutMs = 30_000;

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
  /** True where observers must not see the bodies. */
  isConfidential?: boolean;
  /** 1 for the first attempt of a request. */
  number: number;
  /** Reads the answer and judges it. What it throws is a failure of the connection. */
  read: (response: Response, source: FailureSource) => Promise<Outcome<Answer>>;
}

/** What observers are told of an answer. */
export type Told = Pick<RemoteResponse, 'status' | 'body'>;

/** A request as it is sent, but for the proof of who is asking. */
export function toAttempt<Credentials>(
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
    headers: requestHeaders(hostOf(target, request.host), body.contentType, request),
    body,
    isIdempotent: request.isIdempotent ?? method === 'GET',
    timeoutMs: Math.min(wantedMs, target.maxTimeoutMs ?? wantedMs),
    read: async (response, source) =>
      toOutcome(response, await readText(target, response, request), {
        declaration: target.declaration,
        source,
        accepts: request.accepts,
      }),
  };
}

/** Sends a request once, when the limit has room for it, and tells the observer. */
export async function sendWithinLimit<Credentials, Answer extends Told>(
  target: Target<Credentials>,
  attempt: Attempt<Answer>,
): Promise<Outcome<Answer>> {
  const { limit, limitHeaders } = target.declaration;
  const permit = await takePlace(target, attempt);
  const read: typeof attempt.read = async (response, source) => {
    const left = readLimit(response, { prefix: limitHeaders, limit, now: source.now });
    // What could not be told is told by the next answer.
    if (left !== null) await permit.learn?.(left).catch(() => undefined);
    return attempt.read(response, source);
  };
  try {
    return await send(target, { ...attempt, read });
  } finally {
    permit.release();
  }
}

/** Sends a request once, outside of the limit, and tells the observer. */
export async function send<Credentials, Answer extends Told>(
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
    bodies: () =>
      attempt.isConfidential === true
        ? { request: null, response: null }
        : {
            request: redact(attempt.body.shown, target.secrets),
            response: redact(shownBody(outcome.answer?.body ?? null), target.secrets),
          },
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
    return {
      answer: null,
      ...failureOfConnection(error, { ...source, host: url.host, timeoutMs, timedOut }),
    };
  }
}

export function readText(
  { answerLimits = {} }: Target<unknown>,
  response: Response,
  { maxAnswerBytes: bytes }: Pick<RemoteRequest, 'maxAnswerBytes'> = {},
): Promise<string> {
  const limits = { ...defaultAnswerLimits, ...answerLimits };
  return readBody(response, { ...limits, bytes: bytes ?? limits.bytes });
}
