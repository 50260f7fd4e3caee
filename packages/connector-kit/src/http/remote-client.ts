import { toFinalError } from './final-error.ts';
import { toStorageOutcome } from './read-answer.ts';
import type { Outcome } from './read-answer.ts';
import { download, fileTimeoutMs } from './remote-download.ts';
import { brokenAddress, describedCredentials } from './remote-target.ts';
import type { RemoteClientOptions, Target } from './remote-target.ts';
import type { RemoteClient, RemoteError, RemoteResponse } from './remote.ts';
import { encodeBody } from './request-body.ts';
import { retryDelay } from './retry-delay.ts';
import { readText, send, toAttempt } from './send-request.ts';
import type { Attempt } from './send-request.ts';
import { openSender } from './sender.ts';

/**
 * A client that proves its identity, keeps to the limit, retries what may be retried and turns
 * every failure into a `RemoteError`.
 * @throws RemoteError of kind `input` when the credentials make no usable address or header
 */
export function createRemoteClient<Credentials>(
  options: RemoteClientOptions<Credentials>,
): RemoteClient {
  const sender = openSender(options);
  const { target, sendProven } = sender;
  return {
    credentials: describedCredentials(options),
    async request(request) {
      const attempt = toAttempt(target, request);
      const host = sender.hostFor(request);
      const to = { host, isRefused: isAuthenticationFailure };
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
    download: (file) => download(sender, file),
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
