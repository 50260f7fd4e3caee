import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@hirewire/connector-kit';
import type { TestDatabase } from '@hirewire/store/testing';
import { createTestDatabase } from '@hirewire/store/testing';
import { createSharedLimiter } from './shared-limiter.ts';

describe('the request pace of an integration', () => {
  let test: TestDatabase;
  before(async () => {
    test = await createTestDatabase();
  });
  after(() => test.drop());

  const signal = new AbortController().signal;

  it('is shared by limiters that know nothing of each other', async () => {
    const limit = { requests: 20, windowMs: 1000, concurrency: 10, source: 'a test' };
    const limiters = [1, 2, 3].map(() =>
      createSharedLimiter({ database: test.database, integrationId: 'a:1', clock: systemClock }),
    );
    const admitted: number[] = [];
    const work = limiters.flatMap((limiter) =>
      Array.from({ length: 5 }, async () => {
        const place = await limiter.acquire(limit, signal);
        admitted.push(performance.now());
        place.release();
      }),
    );
    await Promise.all(work);
    const times = admitted.toSorted((a, b) => a - b);
    const spread = (times.at(-1) ?? 0) - (times[0] ?? 0);
    // 15 requests at 20 a second; places that were reserved together may come a little early.
    assert.ok(spread >= 500, `15 requests within ${spread} ms`);
  });

  it('holds back requests beyond the concurrency until one is released', async () => {
    const limit = { requests: 10_000, windowMs: 1000, concurrency: 2, source: 'a test' };
    const limiter = createSharedLimiter({
      database: test.database,
      integrationId: 'a:2',
      clock: systemClock,
    });
    const first = await limiter.acquire(limit, signal);
    await limiter.acquire(limit, signal);
    let isAdmitted = false;
    const third = limiter.acquire(limit, signal).then(() => (isAdmitted = true));
    await systemClock.sleep(50);
    assert.equal(isAdmitted, false);
    first.release();
    await third;
  });

  it('has a pace of its own for a route, which all processes share', async () => {
    const wide = { requests: 10_000, windowMs: 1000, concurrency: 1, source: 'a test' };
    const apply = { name: 'apply', route: /apply/, requests: 1, windowMs: 3_600_000, source: '' };
    const limiterOfAnotherProcess = () =>
      createSharedLimiter({ database: test.database, integrationId: 'a:4', clock: systemClock });
    const limit = { ...wide, routes: [apply] };
    (await limiterOfAnotherProcess().acquire(limit, signal)).release();
    const limiter = limiterOfAnotherProcess();
    const stop = new AbortController();
    const waiting = assert.rejects(limiter.acquire(limit, stop.signal), /enough/);
    // It waits for an hour, and has not taken the one place that there is.
    (await limiter.acquire(wide, signal)).release();
    stop.abort(new Error('enough'));
    await waiting;
    (await limiter.acquire(wide, signal)).release();
  });

  it('gives up waiting when it is told to', async () => {
    const limit = { requests: 1, windowMs: 60_000, concurrency: 2, source: 'a test' };
    const limiter = createSharedLimiter({
      database: test.database,
      integrationId: 'a:3',
      clock: systemClock,
    });
    (await limiter.acquire(limit, signal)).release();
    const stop = new AbortController();
    const waiting = limiter.acquire(limit, stop.signal);
    stop.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
  });
});
