import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { bufferedPages } from './buffered-pages.ts';

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
    for await (const batch of bufferedPages(numbers(50), stopReading)) {
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
    for await (const batch of bufferedPages(
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
      for await (const batch of bufferedPages(failing(), stopReading)) seen.push(...batch);
    }, /the vendor failed/);
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('are no longer read when the caller stops', async () => {
    let read = 0;
    for await (const batch of bufferedPages(
      numbers(1000, (page) => (read = page)),
      stopReading,
    )) {
      if (batch.length > 0) break;
    }
    const readAtEnd = read;
    await sleep(20);
    assert.equal(read, readAtEnd);
    assert.ok(read < 20);
  });

  it('end the request under way when the caller stops', async () => {
    const stop = new AbortController();
    async function* hanging() {
      yield 1;
      await sleep(60_000, undefined, { signal: stop.signal });
    }
    for await (const batch of bufferedPages(hanging(), () => stop.abort())) {
      assert.deepEqual(batch, [1]);
      break;
    }
    assert.ok(stop.signal.aborted);
  });
});
