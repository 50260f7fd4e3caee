import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { authorize, createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import type { Database } from '@hirewire/store';
import { createTestDatabase, endKeyWindow } from '@hirewire/store/testing';
import fc from 'fast-check';

import { type KeyAllowances, createKeyAllowances } from './key-allowances.ts';

interface Key {
  id: string;
  key: string;
}

describe('the requests of a key in a minute', () => {
  let database: Database;
  let environmentId: string;
  let close: () => Promise<void>;
  before(async () => {
    const made = await createTestDatabase();
    ({ database } = made);
    close = () => made.drop();
    ({ id: environmentId } = await findOrCreateEnvironment(database, { name: 'one' }));
  });
  after(() => close());

  const createKey = (): Promise<Key> => createApiKey(database, { environmentId, name: 'test' });
  const start = (limit: number, count: number): KeyAllowances[] =>
    Array.from({ length: count }, () => createKeyAllowances(database, { limit }));

  /** A request, as the server counts it. */
  async function ask(process: KeyAllowances | undefined, { id, key }: Key) {
    assert.ok(process);
    const authorization = await authorize(database, { apiKey: key, integrationId: null });
    return process.count(id, authorization?.window ?? null);
  }

  /** How many of so many requests, that all come at once, are answered. */
  async function countGranted(process: KeyAllowances | undefined, key: Key, requests: number) {
    const answers = await Promise.all(Array.from({ length: requests }, () => ask(process, key)));
    return answers.filter(({ isGranted }) => isGranted).length;
  }

  it('are as many as the limit, whichever processes they reach and in which order', async () => {
    const order = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 40 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), order, async (limit, bursts) => {
        const processes = start(limit, 3);
        const key = await createKey();
        let granted = 0;
        for (const [process, requests] of bursts) {
          granted += await countGranted(processes[process], key, requests);
        }
        assert.ok(granted <= limit);
        // The rest is not lost in one of them.
        for (const process of processes) {
          granted += await countGranted(process, key, limit);
        }
        assert.equal(granted, limit);
      }),
      { numRuns: 30 },
    );
  });

  it('can all be made at one process, once the others have given back what they held', async () => {
    const limit = 640;
    const [first, second] = start(limit, 2);
    const key = await createKey();
    assert.equal(await countGranted(first, key, 1), 1);
    const before = await countGranted(second, key, limit);
    assert.ok(before < limit - 1, 'the first holds some of them');
    assert.equal((await ask(second, key)).isGranted, false);
    await first?.releaseScarce();
    assert.equal(before + (await countGranted(second, key, limit)), limit - 1);
  });

  it('are not asked for one by one', async () => {
    const [first, second] = start(6400, 2);
    const key = await createKey();
    await ask(first, key);
    const window = async () =>
      (await authorize(database, { apiKey: key.key, integrationId: null }))?.window?.taken;
    assert.equal(await window(), 100);
    assert.equal(await countGranted(first, key, 99), 99);
    assert.equal(await window(), 100);
    await first?.releaseScarce();
    await second?.releaseScarce();
    assert.equal(await window(), 100, 'what is not scarce is kept');
  });

  it('seem to get fewer in each answer, but for what another process holds', async () => {
    const limit = 640;
    const processes = start(limit, 2);
    const key = await createKey();
    let lowest = limit;
    for (let request = 0; request < limit; request += 1) {
      const { isGranted, remaining } = await ask(processes[request % 2], key);
      assert.ok(isGranted);
      assert.ok(remaining <= lowest + limit / 64, `${remaining} after ${lowest}`);
      assert.ok(remaining <= limit - 1 - request, 'more than there are');
      lowest = Math.min(lowest, remaining);
    }
    assert.deepEqual((await ask(processes[0], key)).isGranted, false);
  });

  it('begin anew when the minute is over, also for a process that holds some of the last one', async () => {
    const limit = 128;
    const [first, second] = start(limit, 2);
    const key = await createKey();
    await ask(first, key);
    assert.equal(await countGranted(second, key, limit), limit - 2);
    const refused = await ask(second, key);
    assert.ok(!refused.isGranted && refused.resetMs > 0 && refused.resetMs <= 60_000);
    await endKeyWindow(database.pool, key.id);
    assert.equal(await countGranted(second, key, limit + 5), limit);
    // What it held of the window before is neither used nor given back to the new one.
    assert.equal((await ask(first, key)).isGranted, false);
    await first?.releaseScarce();
    await first?.close();
    assert.equal((await ask(second, key)).isGranted, false);
  });

  it('are given back by a process that stops', async () => {
    const [first, second] = start(6400, 2);
    const key = await createKey();
    await ask(first, key);
    await first?.close();
    assert.equal((await ask(second, key)).remaining, 6398);
  });
});
