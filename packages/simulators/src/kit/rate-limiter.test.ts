import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RateLimiter, RateLimits, rateLimitHeaders } from './rate-limiter.ts';
import { VendorFailure } from './vendor-message.ts';

describe('a rate limit', () => {
  it('lets as many requests pass as the window allows, then says how long to wait', () => {
    const limiter = new RateLimiter({ requests: 2, windowMs: 1000 });
    assert.deepEqual(
      [10_000, 10_100, 10_200].map((now) => limiter.take(now)),
      [0, 0, 800],
    );
    assert.equal(limiter.take(11_000), 0);
  });

  it('with a burst lets so many pass at once, and then as many as it fills up with', () => {
    const limiter = new RateLimiter({ requests: 10, windowMs: 1000, burst: 3 });
    assert.deepEqual(
      [0, 0, 0, 0].map(() => limiter.take(5000)),
      [0, 0, 0, 100],
    );
    assert.equal(limiter.take(5099), 1);
    assert.equal(limiter.take(5100), 0);
    assert.equal(limiter.usage(5100).remaining, 0);
    assert.equal(limiter.take(9000), 0);
    assert.equal(limiter.usage(9000).remaining, 2);
  });

  it('counts only the requests that its pattern matches', () => {
    const limits = new RateLimits([
      { requests: 100, windowMs: 1000 },
      { requests: 1, windowMs: 1000, matching: /^POST \/apply/ },
    ]);
    limits.count('GET /jobs', 0);
    limits.count('POST /apply/1', 0);
    limits.count('GET /jobs', 0);
    assert.throws(() => limits.count('POST /apply/2', 0), VendorFailure);
  });

  it('counts requests whose answers say nothing of it', () => {
    const headers = ({ remaining }: { remaining: number }, request: string) =>
      request.startsWith('GET ') ? { remaining: String(remaining) } : {};
    const limits = new RateLimits([{ requests: 3, windowMs: 1000, headers }]);
    assert.deepEqual(limits.count('POST /jobs', 0), {});
    assert.deepEqual(limits.count('GET /jobs', 0), { remaining: '1' });
  });

  it('says with its refusal when to come again, unless the vendor does not', () => {
    const refusal = (hasRetryAfter?: boolean): VendorFailure => {
      const rule = {
        requests: 0,
        windowMs: 2500,
        ...(hasRetryAfter !== undefined && { hasRetryAfter }),
      };
      try {
        new RateLimits([rule]).count('GET /', 10_000);
      } catch (error) {
        if (error instanceof VendorFailure) return error;
      }
      return assert.fail('not refused');
    };
    assert.deepEqual([refusal().status, refusal().headers], [429, { 'retry-after': '3' }]);
    assert.deepEqual(refusal(false).headers, {});
  });

  it('tells in headers what is left, and when the window ends, in either form', () => {
    const told = (reset: 'epoch' | 'seconds-left'): Record<string, string> => {
      const headers = rateLimitHeaders('x-rate-limit', reset);
      const limits = new RateLimits([{ requests: 5, windowMs: 10_000, headers }]);
      limits.count('GET /', 60_000);
      return limits.count('GET /', 64_000);
    };
    assert.deepEqual(told('epoch'), {
      'x-rate-limit-limit': '5',
      'x-rate-limit-remaining': '3',
      'x-rate-limit-reset': '70',
    });
    assert.equal(told('seconds-left')['x-rate-limit-reset'], '6');
  });
});
