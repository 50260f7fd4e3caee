import type { RateLimit } from './simulator.ts';
import { VendorFailure } from './vendor-message.ts';

/** Where a client stands after a request. */
export interface RateUsage {
  limit: number;
  remaining: number;
  /** When requests are there again, in epoch milliseconds. */
  resetAt: number;
  now: number;
}

/** A limit of the vendor, as `startVendor` takes it. */
export interface RateRule extends RateLimit {
  /**
   * Requests that may come at once after a pause: the limit is then a bucket that fills evenly.
   * Without it requests are counted in fixed windows.
   */
  burst?: number;
  /** The requests that count, as `GET /jobs/4`, below the base path. Default: all. */
  matching?: RegExp;
  /** What the answer to a request, such as `GET /jobs/4`, tells of the limit. Default: nothing. */
  headers?: (usage: RateUsage, request: string) => Record<string, string>;
  /** Whether a refusal says when to come again. Default: true. */
  hasRetryAfter?: boolean;
}

/** Counts requests against one limit. */
export class RateLimiter {
  readonly #limit: RateLimit & { burst?: number };
  #windowStart = 0;
  /** In the window, or missing in the bucket. */
  #count = 0;

  constructor(limit: RateLimit & { burst?: number }) {
    this.#limit = limit;
  }

  /** Counts a request at `now` (epoch ms). Zero when it may pass, else milliseconds to wait. */
  take(now: number): number {
    const { requests, windowMs, burst } = this.#limit;
    if (burst !== undefined) return this.#takeFromBucket(now, burst);
    if (now - this.#windowStart >= windowMs) {
      this.#windowStart = now;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= requests) return 0;
    return this.#windowStart + windowMs - now;
  }

  usage(now: number): RateUsage {
    const { requests, windowMs, burst } = this.#limit;
    const limit = burst ?? requests;
    const resetAt =
      burst === undefined
        ? this.#windowStart + windowMs
        : now + (this.#count * windowMs) / requests;
    return { limit, remaining: Math.max(0, Math.floor(limit - this.#count)), resetAt, now };
  }

  #takeFromBucket(now: number, burst: number): number {
    const perMs = this.#limit.requests / this.#limit.windowMs;
    this.#count = Math.max(0, this.#count - (now - this.#windowStart) * perMs);
    this.#windowStart = now;
    if (this.#count + 1 > burst) return Math.ceil((this.#count + 1 - burst) / perMs);
    this.#count += 1;
    return 0;
  }
}

/** The limits of a vendor, each with its own count. */
export class RateLimits {
  readonly #rules: { rule: RateRule; limiter: RateLimiter }[];

  constructor(rules: readonly RateRule[]) {
    this.#rules = rules.map((rule) => ({ rule, limiter: new RateLimiter(rule) }));
  }

  /** Counts a request and returns the headers of its answer; throws when a limit is exceeded. */
  count(request: string, now: number): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const { rule, limiter } of this.#rules) {
      if (rule.matching?.test(request) === false) continue;
      const waitMs = limiter.take(now);
      Object.assign(headers, rule.headers?.(limiter.usage(now), request));
      if (waitMs > 0) throw tooMany(waitMs, headers, rule.hasRetryAfter ?? true);
    }
    return headers;
  }
}

/** `x-ratelimit-limit`, `-remaining` and `-reset`, the last as epoch seconds or seconds left. */
export function rateLimitHeaders(
  prefix: string,
  reset: 'epoch' | 'seconds-left',
): NonNullable<RateRule['headers']> {
  return ({ limit, remaining, resetAt, now }) => ({
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-remaining`]: String(remaining),
    [`${prefix}-reset`]: String(Math.ceil((reset === 'epoch' ? resetAt : resetAt - now) / 1000)),
  });
}

function tooMany(
  waitMs: number,
  headers: Record<string, string>,
  hasRetryAfter: boolean,
): VendorFailure {
  const seconds = Math.ceil(waitMs / 1000);
  return new VendorFailure('rate_limit', `Try again in ${seconds} seconds.`, {
    status: 429,
    headers: hasRetryAfter ? { ...headers, 'retry-after': String(seconds) } : headers,
  });
}
