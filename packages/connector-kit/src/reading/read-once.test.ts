import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOnce } from './read-once.ts';

test('what a key stands for is read once, also for those that ask at the same time', async () => {
  const read: string[] = [];
  const find = readOnce(async (key) => {
    read.push(key);
    return key.toUpperCase();
  });
  assert.deepEqual(await Promise.all([find('a'), find('b'), find('a')]), ['A', 'B', 'A']);
  assert.equal(await find('b'), 'B');
  assert.deepEqual(read, ['a', 'b']);
});
