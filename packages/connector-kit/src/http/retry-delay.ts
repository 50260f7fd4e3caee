import { jitter } from './jitter.ts';
import type { RemoteError } from './remote.ts';

const maxAttempts = 5;
const firstDelayMs = 1000;
const maxDelayMs = 60_000;
/** Retrying without a pause would only use up the attempts. */
const minRetryAfterMs = 500;
/** The longest pause before the next attempt, and the longest that callers are told to make. */
const maxRetryAfterMs = 3_600_000;
/**
 * The three forms of an HTTP date, all in GMT (RFC 9110, 5.6.7). `Date.parse` accepts much else:
 * it reads `1,5` as a day of 2001.
 */
const httpDate =
  /^(?:\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

export interface FailedAttempt {
  error: RemoteError;
  /** 1 for the first. */
  attempt: number;
  /** That the remote may have acted on the request does no harm, or it certainly never got it. */
  canBeRepeated: boolean;
}

/** How long to wait before the next attempt, in milliseconds; null when there is to be none. */
export function retryDelay({ error, attempt, canBeRepeated }: FailedAttempt): number | null {
  // What was refused for its rate, or undone, was not acted on, so that any request may be repeated.
  const isRetryable =
    error.kind === 'rate-limited' ||
    error.kind === 'rolled-back' ||
    (error.kind === 'unavailable' && canBeRepeated);
  if (!isRetryable || attempt >= maxAttempts) return null;
  if (error.retryAfterMs !== null) return error.retryAfterMs;
  return jitter(Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs));
}

/**
 * Milliseconds of a `Retry-After` header (RFC 9110, 10.2.3), from half a second to an hour: seconds,
 * or a date, which is compared with the remote's own `Date` where there is one, as clocks differ.
 * Null where it is neither.
 */
export function parseRetryAfter(
  headers: Readonly<Record<string, string>>,
  now: Date,
): number | null {
  const waitMs = readRetryAfter(headers, now);
  if (Number.isNaN(waitMs)) return null;
  return Math.min(Math.max(waitMs, minRetryAfterMs), maxRetryAfterMs);
}

/** NaN for what is neither seconds nor a date. */
function readRetryAfter(headers: Readonly<Record<string, string>>, now: Date): number {
  const retryAfter = headers['retry-after']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(retryAfter)) return Math.ceil(Number(retryAfter) * 1000);
  const remoteNowMs = parseHttpDate(headers['date']);
  return parseHttpDate(retryAfter) - (Number.isNaN(remoteNowMs) ? now.getTime() : remoteNowMs);
}

function parseHttpDate(text = ''): number {
  if (!httpDate.test(text)) return Number.NaN;
  // The form of asctime names no zone.
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
