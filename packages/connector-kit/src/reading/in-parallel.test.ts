import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inParallel } from './in-parallel.ts';

test('keeps the order, and so many under way that a slow one holds up no other', async () => {
  const slow = Promise.withResolvers<void>();
  let most = 0;
  let underWay = 0;
  const results = await inParallel(
    [0, 1, 2, 3, 4, 5],
    async (element) => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (element === 5) slow.resolve();
      await (element === 0 ? slow.promise : Promise.resolve());
      underWay -= 1;
      return element * 2;
    },
    2,
  );
  assert.deepEqual(results, [0, 2, 4, 6, 8, 10]);
  assert.equal(most, 2);
});

test('fails with the first failure, and begins nothing after it', async () => {
  const begun: number[] = [];
  const failing = inParallel(
    [0, 1, 2, 3],
    async (element) => {
      begun.push(element);
      await Promise.resolve();
      throw new Error(`failure ${element}`);
    },
    2,
  );
  await assert.rejects(failing, /failure 0/);
  await Promise.resolve();
  assert.deepEqual(begun, [0, 1]);
});
