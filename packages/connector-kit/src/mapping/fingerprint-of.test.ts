import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprintOf } from './fingerprint-of.ts';

test('equal values have one fingerprint, and a change of value or order another', () => {
  assert.equal(fingerprintOf(['applied', 'hired']), fingerprintOf(['applied', 'hired']));
  assert.notEqual(fingerprintOf(['applied', 'hired']), fingerprintOf(['hired', 'applied']));
  assert.notEqual(fingerprintOf(['applied']), fingerprintOf(['applied', '']));
});

test('a fingerprint stays what it is: another one would have everything read again', () => {
  assert.equal(fingerprintOf([]), 'T1PNoYwrqgwDVLtf');
});
