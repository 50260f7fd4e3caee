import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMutex, mapConcurrent, prefetch } from './concurrency.ts';

describe('work in lanes', () => {
  it('is done once for each item, never more at once than there are lanes', async () => {
    const done = new Set<number>();
    let underWay = 0;
    let most = 0;
    await mapConcurrent([1, 2, 3, 4, 5], 2, {
      stop: () => assert.fail('nothing failed'),
      async work(item) {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        done.add(item);
      },
    });
    assert.deepEqual([...done], [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
  });

  it('ends with the first failure when all that was under way has stopped', async () => {
    const events: string[] = [];
    const stopped = Promise.withResolvers<void>();
    const working = mapConcurrent(['fails', 'slow', 'never'], 2, {
      stop: (reason) => {
        events.push(String(reason));
        stopped.resolve();
      },
      async work(item) {
        if (item === 'fails') throw new Error('first');
        events.push(item);
        await stopped.promise;
        throw new Error('second');
      },
    });
    await assert.rejects(working, /first/);
    assert.deepEqual(events, ['slow', 'Error: first', 'Error: second']);
  });
});

describe('work in turn', () => {
  it('begins when what was asked for before has ended, be it with a failure', async () => {
    const exclusively = createMutex();
    const events: string[] = [];
    const first = exclusively(async () => {
      events.push('first begins');
      await new Promise(setImmediate);
      events.push('first ends');
      throw new Error('failed');
    });
    const second = exclusively(async () => void events.push('second'));
    await assert.rejects(first, /failed/);
    await second;
    assert.deepEqual(events, ['first begins', 'first ends', 'second']);
  });
});

async function* numbers(count: number, onRead: (page: number) => void = () => undefined) {
  for (let page = 1; page <= count; page += 1) {
    await sleep(0);
    onRead(page);
    yield page;
  }
}

const stopReading = (): void => undefined;

describe('pages that are read ahead', () => {
  it('arrive all, once and in order, several at a time for a slow caller', async () => {
    const batches: number[][] = [];
    for await (const batch of prefetch(numbers(50), stopReading)) {
      batches.push(batch);
      await sleep(2);
    }
    assert.deepEqual(
      batches.flat(),
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    assert.ok(batches.length < 50);
  });

  it('are at most a few ahead of the caller', async () => {
    let read = 0;
    let stored = 0;
    for await (const batch of prefetch(
      numbers(100, (page) => (read = page)),
      stopReading,
    )) {
      stored += batch.length;
      await sleep(3);
      assert.ok(read - stored <= 9, `${read} read, ${stored} stored`);
    }
    assert.equal(stored, 100);
  });

  it('are handed over before a failure that came after them', async () => {
    async function* failing() {
      yield* numbers(3);
      throw new Error('the vendor failed');
    }
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const batch of prefetch(failing(), stopReading)) seen.push(...batch);
    }, /the vendor failed/);
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('are no longer read when the caller stops', async () => {
    let read = 0;
    let hasEnded = false;
    async function* watched() {
      try {
        yield* numbers(1000, (page) => (read = page));
      } finally {
        hasEnded = true;
      }
    }
    for await (const batch of prefetch(watched(), stopReading)) {
      if (batch.length > 0) break;
    }
    assert.ok(hasEnded);
    assert.ok(read < 20);
  });

  it('end the request under way when the caller stops', async () => {
    const stop = new AbortController();
    async function* hanging() {
      yield 1;
      await sleep(60_000, undefined, { signal: stop.signal });
    }
    for await (const batch of prefetch(hanging(), () => stop.abort())) {
      assert.deepEqual(batch, [1]);
      break;
    }
    assert.ok(stop.signal.aborted);
  });
});
