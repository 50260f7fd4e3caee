import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestClock } from '@hirewire/connector-kit';
import { createRequestTally } from './request-tally.ts';

const limit = { requests: 1, windowMs: 1000, concurrency: 1, source: 'a test' };
const { signal } = new AbortController();

describe('the tally of requests', () => {
  it('counts requests, and waits for a place in the pace and before a repetition', async () => {
    const clock = createTestClock('2026-01-02T03:04:05Z');
    const acquire = async () => {
      await clock.sleep(400);
      return { release: () => undefined };
    };
    const tally = createRequestTally({ limiter: { acquire }, clock });
    await tally.limiter.acquire(limit, signal);
    await tally.clock.sleep(2000, signal);
    tally.observer.onRequest({} as never);
    tally.observer.onRequest({} as never);
    assert.deepEqual(tally.take(), { requests: 2, waitedMs: 2400 });
    assert.deepEqual(tally.take(), { requests: 0, waitedMs: 0 });
  });

  it('counts waits at the same time once, and moments not at all', async () => {
    const clock = createTestClock('2026-01-02T03:04:05Z');
    const waits: (() => void)[] = [];
    const acquire = () =>
      new Promise<{ release: () => void }>((resolve) =>
        waits.push(() => resolve({ release: () => undefined })),
      );
    const tally = createRequestTally({ limiter: { acquire }, clock });
    const both = [1, 2].map(() => tally.limiter.acquire(limit, signal));
    clock.advance(500);
    for (const end of waits) end();
    await Promise.all(both);
    const brief = tally.limiter.acquire(limit, signal);
    clock.advance(1);
    waits.at(-1)?.();
    await brief;
    assert.deepEqual(tally.take(), { requests: 0, waitedMs: 500 });
  });
});
