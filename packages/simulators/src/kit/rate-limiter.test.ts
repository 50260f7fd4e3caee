import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RateLimiter } from './rate-limiter.ts';

it('lets as many requests pass as the window allows, then says how long to wait', () => {
  const limiter = new RateLimiter({ requests: 2, windowMs: 1000 });
  assert.deepEqual(
    [10_000, 10_100, 10_200].map((now) => limiter.take(now)),
    [0, 0, 800],
  );
  assert.equal(limiter.take(11_000), 0);
});
