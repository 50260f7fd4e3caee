import { answeredAt } from '../reading/answered-at.ts';
import type { RequestsLeft } from './remote.ts';
import type { RequestLimit } from './request-limit.ts';
import { parseRetryAfter } from './retry-delay.ts';

/** The longest time that headers can stop us for. */
const maxWindowMs = 3_600_000;
/** Seconds since 1970 are more, the seconds that are left are fewer. */
const minEpochSeconds = 1_000_000_000;
const minEpochMs = minEpochSeconds * 1000;

interface Expected {
  /** As `limitHeaders` of the declaration. */
  prefix: string | undefined;
  limit: RequestLimit;
  now: Date;
}

/**
 * What an answer says of the vendor's limit: in `Retry-After` of a 429, or in the headers
 * `<prefix>-remaining` and `<prefix>-reset` (seconds left, or a time in seconds or milliseconds since
 * 1970; without it, the declared window). Null where it says nothing.
 */
export function readLimit(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { prefix, limit, now }: Expected,
): RequestsLeft | null {
  const all = Object.fromEntries(headers);
  const pauseMs = status === 429 ? parseRetryAfter(all, now) : null;
  if (pauseMs !== null) return { requests: 0, windowMs: pauseMs };
  if (prefix === undefined) return null;
  const requests = toNumber(all[`${prefix}-remaining`]);
  if (requests === null) return null;
  const reset = toNumber(all[`${prefix}-reset`]);
  // The vendor's own time, where it says so: clocks differ.
  const nowMs = (answeredAt({ headers: all }) ?? now).getTime();
  const windowMs = reset === null ? limit.windowMs : toWindow(reset, nowMs);
  return { requests, windowMs: Math.min(Math.max(0, windowMs), maxWindowMs) };
}

function toWindow(reset: number, nowMs: number): number {
  if (reset >= minEpochMs) return reset - nowMs;
  return reset >= minEpochSeconds ? reset * 1000 - nowMs : reset * 1000;
}

function toNumber(text = ''): number | null {
  return /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
