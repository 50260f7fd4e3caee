import { toFinalError } from './final-error.ts';
import { openUrl } from './open-url.ts';
import { toStorageOutcome } from './read-answer.ts';
import type { Outcome } from './read-answer.ts';
import { readBody } from './read-body.ts';
import { failureOfConnection, failureOfStorage } from './remote-failure.ts';
import { hostOf, mayBeLoopback } from './remote-target.ts';
import type { RemoteClientOptions, Target } from './remote-target.ts';
import { RemoteError } from './remote.ts';
import type { RemoteClient, RemoteResponse } from './remote.ts';
import { encodeBody } from './request-body.ts';
import { retryDelay } from './retry-delay.ts';
import { readText, send, startTimeout, toAttempt, toSource } from './send-request.ts';
import type { Attempt } from './send-request.ts';
import { openSender } from './sender.ts';
import type { IncomingFile } from './files.ts';

/** For all of a file. */
const fileTimeoutMs = 120_000;
/** Of a refused download. */
const maxReasonBytes = 100_000;

/**
 * A client that proves its identity, keeps to the limit, retries what may be retried and turns
 * every failure into a `RemoteError`.
 * @throws RemoteError of kind `input` when the credentials make no usable address or header
 */
export function createRemoteClient<Credentials>(
  options: RemoteClientOptions<Credentials>,
): RemoteClient {
  const { target, sendProven } = openSender(options);
  return {
    async request(request) {
      const attempt = toAttempt(target, request);
      const to = { host: hostOf(target, request.host), isRefused: isAuthenticationFailure };
      for (let number = 1; ; number += 1) {
        const outcome = await sendProven({ ...attempt, number }, to);
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
    download: (address) => download(target, address),
  };
}

function isAuthenticationFailure({ error }: Outcome<RemoteResponse>): boolean {
  return error?.kind === 'authentication';
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

async function download<Credentials>(
  target: Target<Credentials>,
  address: string,
): Promise<IncomingFile> {
  const url = URL.parse(address);
  if (url === null) throw brokenAddress(target);
  const source = toSource(target, `GET ${url.host}`);
  const timeoutMs = target.maxTimeoutMs ?? fileTimeoutMs;
  const timeout = startTimeout(target, timeoutMs);
  const signal = AbortSignal.any([target.signal, timeout]);
  const isLoopbackAllowed = (place: URL): boolean => mayBeLoopback(target, place);
  let response: Response;
  try {
    response = await openUrl(address, {
      guard: target.guard,
      signal,
      mayBeLoopback: isLoopbackAllowed,
    });
  } catch (error) {
    target.signal.throwIfAborted();
    throw failureOfConnection(error, { ...source, timeoutMs, timedOut: timeout.aborted }).error;
  }
  if (!response.ok || response.body === null) {
    const body = await readBody(response, maxReasonBytes).catch(() => null);
    throw failureOfStorage({ status: response.status, body }, source);
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  // What was compressed on the way is longer than the header says.
  const isPlain = response.headers.get('content-encoding') === null;
  return {
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    size: isPlain && Number.isSafeInteger(length) ? length : null,
    body: response.body,
  };
}

function brokenAddress<Credentials>({ label }: Target<Credentials>): RemoteError {
  const message = `${label} named an address for a file that is no URL.`;
  return new RemoteError({ kind: 'unknown', message, status: null });
}
