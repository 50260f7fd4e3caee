import { ApiError, ConnectionError, TimeoutError } from './errors.ts';
import { repeatableCodes } from './generated/error-codes.ts';
import { random } from './platform.ts';

/** A try that failed. */
export interface FailedTry {
  readonly error: unknown;
  /** How many tries there have been. */
  readonly tries: number;
  readonly maxRetries: number;
  /** Whether doing it twice is the same as doing it once. */
  readonly isIdempotent: boolean;
}

const firstWaitMs = 500;
const maxWaitMs = 8000;

/** A call does not wait longer than this: the error says how long to wait. */
const maxRetryAfterMs = 60_000;

/** How long to wait before the next try, in milliseconds; null to give up. */
export function waitBeforeRetry(failed: FailedTry): number | null {
  if (failed.tries > failed.maxRetries || !mayRepeat(failed)) return null;
  const asked = failed.error instanceof ApiError ? failed.error.retry_after_ms : null;
  if (asked !== null) return asked > maxRetryAfterMs ? null : asked;
  const wait = Math.min(firstWaitMs * 2 ** (failed.tries - 1), maxWaitMs);
  // Half of it by chance, so that clients that failed together do not come back together.
  return wait / 2 + (wait / 2) * random();
}

function mayRepeat({ error, isIdempotent }: FailedTry): boolean {
  // No answer: it may have been carried out all the same.
  if (error instanceof ConnectionError || error instanceof TimeoutError) return isIdempotent;
  if (!(error instanceof ApiError)) return false;
  // Refused before anything was done.
  if (error.status === 429) return true;
  if (error.code !== null && repeatableCodes.has(error.code)) return true;
  // The server does not have the operation, and will not have it in a second.
  if (error.status === 501) return false;
  return isIdempotent && (error.status === 408 || error.status >= 500);
}

/** `Retry-After` in milliseconds: seconds or a date, or the finer header; null without. */
export function readRetryAfter(headers: Headers, nowMs: number): number | null {
  const fine = headers.get('retry-after-ms');
  if (fine !== null && /^\d+$/.test(fine)) return Number(fine);
  const text = headers.get('retry-after');
  if (text === null) return null;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
