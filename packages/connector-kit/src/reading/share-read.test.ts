import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createShareRead } from './share-read.ts';

/** Answers with how often it was asked. */
function createVendor(): { read: () => Promise<number>; asked: () => number } {
  let asked = 0;
  return {
    read: async () => {
      asked += 1;
      return asked;
    },
    asked: () => asked,
  };
}

const shared = { key: 'candidate c-1', readers: 2 };

test('two models ask once, one after the other or at the same time', async () => {
  const vendor = createVendor();
  const share = createShareRead();
  assert.equal(await share(shared, vendor.read), 1);
  assert.equal(await share(shared, vendor.read), 1);
  const other = { ...shared, key: 'candidate c-2' };
  const both = await Promise.all([share(other, vendor.read), share(other, vendor.read)]);
  assert.deepEqual(both, [2, 2]);
  assert.equal(vendor.asked(), 2);
});

test('after its last reader an answer is forgotten, so that the next read is a fresh one', async () => {
  const vendor = createVendor();
  const share = createShareRead();
  for (const expected of [1, 1, 2, 2]) assert.equal(await share(shared, vendor.read), expected);
});

test('a reader that fails costs the others nothing', async () => {
  const vendor = createVendor();
  const share = createShareRead();
  const stopped = share(shared, () => Promise.reject(new Error('The model was stopped.')));
  const other = share(shared, vendor.read);
  await assert.rejects(stopped, /was stopped/);
  assert.equal(await other, 1);
  assert.equal(await share(shared, vendor.read), 2, 'nothing is kept of a failure');
});

test('what does not fit into memory is read again', async () => {
  const vendor = createVendor();
  const share = createShareRead(1);
  await share({ ...shared, key: 'candidate c-1' }, vendor.read);
  await share({ ...shared, key: 'candidate c-2' }, vendor.read);
  assert.equal(await share({ ...shared, key: 'candidate c-2' }, vendor.read), 3);
  assert.equal(await share({ ...shared, key: 'candidate c-1' }, vendor.read), 1);
});

test('what waits for a model that is not read makes room for the others', async () => {
  const vendor = createVendor();
  const share = createShareRead(1);
  const [old, recent] = ['c-1', 'c-2'].map((key) => ({ key, readers: 3 }));
  assert.ok(old && recent);
  for (const one of [old, old, recent, recent]) await share(one, vendor.read);
  assert.equal(vendor.asked(), 2);
  assert.equal(await share(old, vendor.read), 3, 'the older one was forgotten');
});

test('no reader can change what another one gets', async () => {
  const share = createShareRead();
  const read = async () => ({ tags: ['Go'] });
  const one = (await share(shared, read)) as { tags: string[] };
  one.tags.push('Rust');
  assert.deepEqual(await share(shared, read), { tags: ['Go'] });
});
