import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { isSigned } from './is-signed.ts';

const body = Buffer.from('{"id":"j\u00e4"}');
const hmac = (encoding: 'hex' | 'base64') =>
  createHmac('sha256', 'secret').update('1700000000.').update(body).digest(encoding);
const parts = ['1700000000', '.', body];

test('a signature over the bytes of several parts counts, in hex or base64', () => {
  for (const signature of [hmac('hex'), hmac('hex').toUpperCase(), hmac('base64')]) {
    assert.ok(isSigned(parts, 'secret', [signature]));
  }
});

test('one right signature among several is enough, and none is not', () => {
  assert.ok(isSigned(parts, 'secret', ['', 'wrong', hmac('hex')]));
  for (const signatures of [[], [''], ['wrong'], [hmac('hex').slice(2)], ['0'.repeat(64)]]) {
    assert.ok(!isSigned(parts, 'secret', signatures), JSON.stringify(signatures));
  }
});

test('another secret, order or byte makes it wrong', () => {
  const signatures = [hmac('hex')];
  assert.ok(!isSigned(parts, 'other', signatures));
  assert.ok(!isSigned([body, '1700000000', '.'], 'secret', signatures));
  assert.ok(!isSigned(['1700000000', '.', Buffer.concat([body, body])], 'secret', signatures));
});
