import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitName } from './split-name.ts';

test('takes the last word as the last name', () => {
  assert.deepEqual(splitName('Ada Lovelace'), { first_name: 'Ada', last_name: 'Lovelace' });
  assert.deepEqual(splitName('  Juan  Carlos\u00a0Pérez '), {
    first_name: 'Juan Carlos',
    last_name: 'Pérez',
  });
});

test('takes a single word as the first name', () => {
  assert.deepEqual(splitName('Björk'), { first_name: 'Björk', last_name: null });
});

test('makes nothing of nothing', () => {
  for (const nothing of [null, undefined, '', ' \t ']) {
    assert.deepEqual(splitName(nothing), { first_name: null, last_name: null });
  }
});

test('loses and adds no word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (full) => {
      const { first_name, last_name } = splitName(full);
      const joined = [first_name, last_name].filter((part) => part !== null).join(' ');
      assert.equal(joined, full.split(/\s+/u).join(' ').trim());
    }),
  );
});
