import type { RateLimit } from './simulator.ts';

/** Counts requests in fixed windows, as vendors with "N per minute" limits do. */
export class RateLimiter {
  readonly #limit: RateLimit;
  #windowStart = 0;
  #count = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts a request at `now` (epoch ms). Zero when it may pass, else milliseconds to wait. */
  take(now: number): number {
    if (now - this.#windowStart >= this.#limit.windowMs) {
      this.#windowStart = now;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= this.#limit.requests) return 0;
    return this.#windowStart + this.#limit.windowMs - now;
  }
}
