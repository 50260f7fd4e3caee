import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '@hirewire/contract';
import type { Position } from '@hirewire/store';
import fc from 'fast-check';

import { type CursorScope, createCursorCodec } from './cursor.ts';

const codec = createCursorCodec([Buffer.alloc(32, 1)]);
const scope: CursorScope = {
  operation: 'get-jobs',
  integrationId: 'ashby:one',
  filters: { include_deleted: false, statuses: ['OPEN', 'CLOSED'] },
};

function refusal(scopeOfReader: CursorScope, cursor: string): string {
  try {
    codec.decode(scopeOfReader, cursor);
  } catch (error) {
    assert.ok(error instanceof ApiError);
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
    return error.message;
  }
  return assert.fail(`accepted ${cursor}`);
}

const positions = fc.oneof(
  fc.tuple(fc.string({ unit: 'binary', maxLength: 60 })),
  fc.tuple(fc.constant('2026-01-02T03:04:05.678901Z'), fc.string({ maxLength: 60 })),
) as fc.Arbitrary<Position>;

test('a cursor gives back the position it was made from', () => {
  fc.assert(
    fc.property(positions, (position) => {
      assert.deepEqual(codec.decode(scope, codec.encode(scope, position)), position);
    }),
  );
});

test('a cursor is fit for a URL as it is', () => {
  fc.assert(
    fc.property(positions, (position) => {
      const cursor = codec.encode(scope, position);
      assert.equal(encodeURIComponent(cursor), cursor);
    }),
  );
});

test('every change of a single character of a cursor is refused', () => {
  const cursor = codec.encode(scope, ['2026-01-02T03:04:05.678901Z', 'abc']);
  for (let index = 0; index < cursor.length; index += 1) {
    const replacement = cursor[index] === 'A' ? 'B' : 'A';
    const changed = cursor.slice(0, index) + replacement + cursor.slice(index + 1);
    assert.match(refusal(scope, changed), /not one that this API gave out/);
  }
});

test('garbage, cut, padded and enormous cursors are refused', () => {
  const cursor = codec.encode(scope, ['abc']);
  const garbled = ['', ' ', '%', 'null', '💥', cursor.slice(1), `${cursor}=`, `${cursor}A`];
  for (const text of [...garbled, ` ${cursor}`, cursor.repeat(100), 'A'.repeat(1_000_000)]) {
    assert.match(refusal(scope, text), /not one that this API gave out/);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.match(refusal(scope, text), /not one that this API gave out/);
    }),
  );
});

test('a cursor of another endpoint, integration or set of filters is refused', () => {
  const others: CursorScope[] = [
    { ...scope, operation: 'get-tags' },
    { ...scope, integrationId: 'ashby:two' },
    { ...scope, filters: {} },
    { ...scope, filters: { ...scope.filters, include_deleted: true } },
    { ...scope, filters: { ...scope.filters, statuses: ['OPEN'] } },
    { ...scope, filters: { ...scope.filters, ids: ['a'] } },
  ];
  const cursor = codec.encode(scope, ['abc']);
  for (const other of others) {
    assert.match(refusal(other, cursor), /another endpoint, integration or set of filters/);
  }
});

test('the order of parameters and of list entries does not matter to a cursor', () => {
  const cursor = codec.encode(scope, ['abc']);
  const filters = { statuses: ['CLOSED', 'OPEN', 'OPEN'], ids: undefined, include_deleted: false };
  assert.deepEqual(codec.decode({ ...scope, filters }, cursor), ['abc']);
});

test('a cursor outlives a new secret key, as long as the former one still opens', () => {
  const rotated = createCursorCodec([Buffer.alloc(32, 2), Buffer.alloc(32, 1)]);
  assert.deepEqual(rotated.decode(scope, codec.encode(scope, ['abc'])), ['abc']);
});

test('a cursor that was signed with another key is refused', () => {
  const foreign = createCursorCodec([Buffer.alloc(32, 2)]).encode(scope, ['abc']);
  assert.match(refusal(scope, foreign), /not one that this API gave out/);
});
