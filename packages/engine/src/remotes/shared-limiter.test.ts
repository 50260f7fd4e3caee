import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestClock, RemoteError, systemClock } from '@hirewire/connector-kit';
import type { TestDatabase } from '@hirewire/store/testing';
import { createTestDatabase, expireRequestLeases } from '@hirewire/store/testing';
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
        const permit = await limiter.acquire(limit, signal);
        admitted.push(performance.now());
        permit.release();
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
    const [limiter, other] = ['a:2', 'a:3'].map((integrationId) =>
      createSharedLimiter({ database: test.database, integrationId, clock: systemClock }),
    );
    assert.ok(limiter && other);
    const first = await limiter.acquire(limit, signal);
    await limiter.acquire(limit, signal);
    let isReleased = false;
    const third = limiter.acquire(limit, signal).then(() => assert.ok(isReleased));
    // Asked later, and not held back: the third would have been admitted by now as well.
    await other.acquire(limit, signal);
    isReleased = true;
    first.release();
    await third;
  });

  it('follows what a vendor says of its limit, in all processes', async () => {
    const { database } = test;
    const limit = { requests: 10_000, windowMs: 1000, concurrency: 2, source: 'a test' };
    const clock = createTestClock(new Date());
    const [one, other] = [1, 2].map(() =>
      createSharedLimiter({ database, integrationId: 'a:5', clock }),
    );
    assert.ok(one && other);
    const permit = await one.acquire(limit, signal);
    permit.release();
    // Fewer than declared: they are spread over the window.
    await permit.learn?.({ requests: 5, windowMs: 60_000 });
    clock.advance(1000);
    await other.acquire(limit, signal);
    (await other.acquire(limit, signal)).release();
    const [waitMs = 0] = clock.sleeps.slice(-1);
    assert.ok(waitMs > 9000 && waitMs < 13_000, `waited ${waitMs} ms for the next of five`);
    // More than declared: the declared pace stays.
    await permit.learn?.({ requests: 90_000, windowMs: 1000 });
    // None: all wait, unless the pause is long.
    await permit.learn?.({ requests: 0, windowMs: 20_000 });
    clock.advance(100_000);
    await one.acquire(limit, signal);
    const [pauseMs = 0] = clock.sleeps.slice(-1);
    assert.ok(pauseMs > 15_000, `waited ${pauseMs} ms in a pause of 20 s`);
    await permit.learn?.({ requests: 0, windowMs: 3_000_000 });
    await assert.rejects(
      other.acquire(limit, signal),
      (error) =>
        error instanceof RemoteError &&
        error.kind === 'rate-limited' &&
        (error.retryAfterMs ?? 0) > 2_900_000,
    );
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

  it('has so many requests of a route under way at once, over all processes', async () => {
    const pace = { requests: 10_000, windowMs: 1000, source: 'a test' };
    const routes = [{ name: 'one', route: /one/, ...pace, concurrency: 2 }];
    const limit = { ...pace, concurrency: 10, routes };
    const open = () =>
      createSharedLimiter({ database: test.database, integrationId: 'a:6', clock: systemClock });
    const [here, there] = [open(), open()];
    const [first] = [await here.acquire(limit, signal), await there.acquire(limit, signal)];
    let isAdmitted = false;
    const third = there.acquire(limit, signal).then((permit) => {
      isAdmitted = true;
      return permit;
    });
    (await there.acquire({ ...limit, routes: [] }, signal)).release();
    assert.equal(isAdmitted, false);
    first.release();
    await third;
    // A process that has died releases nothing.
    const fourth = here.acquire(limit, signal);
    await expireRequestLeases(test.database.pool);
    (await fourth).release();
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
