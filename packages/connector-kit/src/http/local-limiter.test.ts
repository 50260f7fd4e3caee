import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { createTestClock } from '../clock.ts';
import { createLocalLimiter } from './local-limiter.ts';

const limit = { requests: 3, windowMs: 1000, concurrency: 2, source: 'test' };
const { signal } = new AbortController();

test('lets no more requests through in a window than the limit says', async () => {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const limiter = createLocalLimiter(clock);
  const startMs = clock.now().getTime();
  const admittedAt: number[] = [];
  for (let request = 0; request < 8; request += 1) {
    const permit = await limiter.acquire(limit, signal);
    admittedAt.push(clock.now().getTime() - startMs);
    permit.release();
  }
  assert.deepEqual(admittedAt, [0, 0, 0, 1000, 1000, 1000, 2000, 2000]);
});

test('lets the next request in when one is released, in the order of arrival', async () => {
  const limiter = createLocalLimiter(createTestClock('2026-01-01T00:00:00Z'));
  const wide = { ...limit, requests: 100 };
  const order: number[] = [];
  const enter = async (number: number) => {
    const permit = await limiter.acquire(wide, signal);
    order.push(number);
    return permit;
  };
  const places = [1, 2, 3, 4].map(enter);
  await setImmediate();
  assert.deepEqual(order, [1, 2]);
  const first = await places[0]!;
  first.release();
  first.release();
  await setImmediate();
  assert.deepEqual(order, [1, 2, 3], 'A place that is released twice counts once.');
  (await places[1]!).release();
  await setImmediate();
  assert.deepEqual(order, [1, 2, 3, 4]);
});

test('a route has a pace of its own beside that of all, and holds up nobody else', async () => {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const limiter = createLocalLimiter(clock);
  const apply = { name: 'apply', route: /apply/, requests: 1, windowMs: 5000, source: 'test' };
  const startMs = clock.now().getTime();
  const admittedAt: [string, number][] = [];
  for (const name of ['apply', 'other', 'other', 'apply', 'other']) {
    const routes = name === 'apply' ? [apply] : [];
    const permit = await limiter.acquire({ ...limit, routes }, signal);
    admittedAt.push([name, clock.now().getTime() - startMs]);
    permit.release();
  }
  assert.deepEqual(admittedAt, [
    ['apply', 0],
    ['other', 0],
    ['other', 0],
    ['apply', 5000],
    ['other', 5000],
  ]);
});

test('whoever gives up waiting leaves the others their turn', async () => {
  const limiter = createLocalLimiter(createTestClock('2026-01-01T00:00:00Z'));
  const single = { ...limit, concurrency: 1 };
  const abort = new AbortController();
  const first = await limiter.acquire(single, signal);
  const head = limiter.acquire(single, abort.signal);
  const queued = limiter.acquire(single, abort.signal);
  const last = limiter.acquire(single, signal);
  const outcomes = Promise.allSettled([head, queued]);
  abort.abort(new Error('enough'));
  assert.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  first.release();
  (await last).release();
});

test('never has more under way than allowed, whatever the pattern of work', async () => {
  const pattern = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(pattern, fc.integer({ min: 1, max: 4 }), async (turns, concurrency) => {
      const limiter = createLocalLimiter(createTestClock('2026-01-01T00:00:00Z'));
      let underWay = 0;
      let most = 0;
      const work = async (turnsOfWork: number): Promise<void> => {
        const permit = await limiter.acquire({ ...limit, concurrency }, signal);
        underWay += 1;
        most = Math.max(most, underWay);
        for (let turn = 0; turn < turnsOfWork; turn += 1) await setImmediate();
        underWay -= 1;
        permit.release();
      };
      await Promise.all(turns.map(work));
      assert.ok(most <= concurrency);
      assert.equal(underWay, 0);
    }),
    { numRuns: 30 },
  );
});
