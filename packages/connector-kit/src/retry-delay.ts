import { jitter } from './jitter.ts';
import type { RemoteError } from './remote.ts';

const maxAttempts = 5;
const firstDelayMs = 1000;
const maxDelayMs = 60_000;
/** A vendor that asks for more than this is asked again sooner. */
const maxRetryAfterMs = 600_000;

export interface FailedAttempt {
  error: RemoteError;
  /** 1 for the first. */
  attempt: number;
  /** That the remote may have acted on the request does no harm, or it certainly never got it. */
  canBeRepeated: boolean;
}

/** How long to wait before the next attempt, in milliseconds; null when there is to be none. */
export function retryDelay({ error, attempt, canBeRepeated }: FailedAttempt): number | null {
  // A request that was refused for its rate was not acted on, so that any may be repeated.
  const isRetryable =
    error.kind === 'rate-limited' || (error.kind === 'unavailable' && canBeRepeated);
  if (!isRetryable || attempt >= maxAttempts) return null;
  if (error.retryAfterMs !== null) return Math.min(error.retryAfterMs, maxRetryAfterMs);
  return jitter(Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs));
}

/**
 * Milliseconds of a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date, which is
 * compared with the remote's own `Date` where there is one, as clocks differ.
 */
export function parseRetryAfter(
  headers: Readonly<Record<string, string>>,
  now: Date,
): number | null {
  const retryAfter = headers['retry-after']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(retryAfter)) return Math.ceil(Number(retryAfter) * 1000);
  const untilMs = Date.parse(retryAfter);
  if (Number.isNaN(untilMs)) return null;
  const remoteNowMs = Date.parse(headers['date'] ?? '');
  return Math.max(0, untilMs - (Number.isNaN(remoteNowMs) ? now.getTime() : remoteNowMs));
}
