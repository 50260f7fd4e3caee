import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changesOf, parseEvent } from './vendor-webhooks.ts';

const event = { candidate: { id: 'c1', name: 'Zoë 🔑 Example' } };
const bytes = Buffer.from(JSON.stringify(event));

test('an event is read with a byte-order mark, and with bytes that are no UTF-8', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  assert.deepEqual(parseEvent(marked), event);
  const latin = Buffer.from('{"candidate":{"id":"c1","name":"Zo\u00eb"}}', 'latin1');
  assert.deepEqual(parseEvent(latin), { candidate: { id: 'c1', name: 'Zo\uFFFD' } });
});

test('what is no JSON, cut wherever it is, is undefined and never an error', () => {
  assert.equal(parseEvent(Buffer.alloc(0)), undefined);
  for (let end = 0; end < bytes.length; end += 1) {
    assert.equal(parseEvent(bytes.subarray(0, end)), undefined, `cut at ${end}`);
  }
  fc.assert(fc.property(fc.uint8Array(), (any) => void parseEvent(any)));
});

test('records are named by texts and by numbers, alone and in objects', () => {
  const parts = ['j', 7, { id: 'k' }, { id: 8 }, null, undefined];
  const ids = changesOf('jobs', parts).map(({ remoteId }) => remoteId);
  assert.deepEqual(ids, ['j', '7', 'k', '8']);
});

test('an id that cannot be used leaves the good ones, and has a delta find the record', () => {
  const odd = [
    '',
    '..',
    'a\ud800',
    'a\0b',
    'a\uFFFDb',
    'x'.repeat(501),
    2 ** 60,
    1.5,
    true,
    [],
    {},
    { id: null },
  ];
  for (const part of odd) {
    const ids = changesOf('jobs', ['j', part, 7]).map(({ remoteId }) => remoteId);
    assert.deepEqual(ids, ['j', null, '7'], JSON.stringify(part));
  }
});

test('every part that is not null is a change, and every id is one that can be stored', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), (parts) => {
      const changes = changesOf('jobs', parts);
      assert.equal(changes.length, parts.filter((part) => (part ?? null) !== null).length);
      for (const { remoteId } of changes) {
        assert.ok(remoteId === null || (remoteId !== '' && !/[\0\uFFFD]/.test(remoteId)));
      }
    }),
  );
});
