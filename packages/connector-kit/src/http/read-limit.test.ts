import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLimit } from './read-limit.ts';

const limit = { requests: 10, windowMs: 1000, concurrency: 2, source: 'a test' };
const now = new Date('2026-01-01T00:00:00Z');
const seconds = now.getTime() / 1000;

const left = (headers: Record<string, string>, status = 200) =>
  readLimit(new Response(null, { status, headers }), { prefix: 'x-limit', limit, now });

test('the requests that are left count until the reset, in whatever form it comes', () => {
  for (const reset of ['30', String(seconds + 30), String((seconds + 30) * 1000)]) {
    const headers = { 'X-Limit-Limit': '75', 'X-Limit-Remaining': '74', 'X-Limit-Reset': reset };
    assert.deepEqual(left(headers), { requests: 74, windowMs: 30_000 });
  }
});

test('a time of reset is compared with the clock of the vendor', () => {
  const headers = { 'x-limit-remaining': '3', 'x-limit-reset': String(seconds + 100) };
  const date = 'Thu, 01 Jan 2026 00:01:35 GMT';
  assert.deepEqual(left({ ...headers, date }), { requests: 3, windowMs: 5000 });
});

test('without a reset, they count for the declared window', () => {
  assert.deepEqual(left({ 'x-limit-remaining': '0' }), { requests: 0, windowMs: 1000 });
});

test('Retry-After of a refusal stops all requests, with or without other headers', () => {
  const headers = { 'retry-after': '7', 'x-limit-remaining': '3', 'x-limit-reset': '20' };
  assert.deepEqual(left(headers, 429), { requests: 0, windowMs: 7000 });
  assert.deepEqual(left(headers), { requests: 3, windowMs: 20_000 });
});

test('what is no number says nothing, and what is over or far away is bounded', () => {
  assert.equal(left({ 'x-limit-remaining': 'many' }), null);
  assert.equal(left({}), null);
  const past = { 'x-limit-remaining': '0', 'x-limit-reset': String(seconds - 5) };
  assert.deepEqual(left(past), { requests: 0, windowMs: 0 });
  const far = { 'x-limit-remaining': '0', 'x-limit-reset': '999999999' };
  assert.deepEqual(left(far), { requests: 0, windowMs: 3_600_000 });
});
