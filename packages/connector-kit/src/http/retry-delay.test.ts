import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RemoteError } from './remote.ts';
import type { RemoteErrorKind } from './remote.ts';
import { parseRetryAfter, retryDelay } from './retry-delay.ts';

function errorOf(kind: RemoteErrorKind, retryAfterMs: number | null = null): RemoteError {
  return new RemoteError({ kind, message: 'failed', status: null, retryAfterMs });
}

test('waits longer after each failure, at random within bounds, up to the fifth attempt', () => {
  const error = errorOf('unavailable');
  for (const [attempt, most] of [
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
  ] as const) {
    for (let draw = 0; draw < 50; draw += 1) {
      const waitMs = retryDelay({ error, attempt, canBeRepeated: true });
      assert.ok(waitMs !== null && waitMs >= most / 2 && waitMs <= most, `${waitMs}`);
    }
  }
  assert.equal(retryDelay({ error, attempt: 5, canBeRepeated: true }), null);
});

test('does what Retry-After says', () => {
  const error = errorOf('rate-limited', 7000);
  assert.equal(retryDelay({ error, attempt: 1, canBeRepeated: false }), 7000);
});

test('repeats a refused request always, a failed one only when that does no harm', () => {
  const failed = errorOf('unavailable');
  assert.equal(retryDelay({ error: failed, attempt: 1, canBeRepeated: false }), null);
  for (const undone of ['rate-limited', 'rolled-back'] as const) {
    const error = errorOf(undone);
    assert.notEqual(retryDelay({ error, attempt: 1, canBeRepeated: false }), null, undone);
  }
});

test('repeats nothing that would only fail again', () => {
  const kinds = [
    'authentication',
    'permission',
    'input',
    'not-found',
    'unknown',
    'sync-token-expired',
  ];
  for (const kind of kinds as RemoteErrorKind[]) {
    assert.equal(retryDelay({ error: errorOf(kind), attempt: 1, canBeRepeated: true }), null);
  }
});

test('reads Retry-After as seconds or as a date by the clock of the remote', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const at = 'Thu, 01 Jan 2026 00:00:30 GMT';
  assert.equal(parseRetryAfter({ 'retry-after': '2' }, now), 2000);
  assert.equal(parseRetryAfter({ 'retry-after': '0.8' }, now), 800);
  assert.equal(parseRetryAfter({ 'retry-after': at }, now), 30_000);
  const date = 'Thu, 01 Jan 2026 00:00:20 GMT';
  assert.equal(parseRetryAfter({ 'retry-after': at, date }, now), 10_000);
  for (const other of ['Thursday, 01-Jan-26 00:00:30 GMT', 'Thu Jan  1 00:00:30 2026']) {
    assert.equal(parseRetryAfter({ 'retry-after': other }, now), 30_000, other);
  }
});

test('keeps Retry-After between half a second and an hour', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const past = 'Wed, 31 Dec 2025 00:00:30 GMT';
  for (const soon of ['0', '0.0001', past]) {
    assert.equal(parseRetryAfter({ 'retry-after': soon }, now), 500, soon);
  }
  const inYears = 'Thu, 01 Jan 2037 00:00:30 GMT';
  for (const late of ['3601', '1000000000', '9'.repeat(400), inYears]) {
    assert.equal(parseRetryAfter({ 'retry-after': late }, now), 3_600_000, late);
  }
});

test('takes nothing for Retry-After that is neither seconds nor a date of HTTP', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const others = ['', 'soon', '-5', '1,5', '60s', '1e9', '0x10', '2026-01-01', 'Jan 2026'];
  assert.equal(parseRetryAfter({}, now), null);
  for (const other of others) {
    assert.equal(parseRetryAfter({ 'retry-after': other }, now), null, other);
  }
  // Then the own clock tells how long it is.
  const at = 'Thu, 01 Jan 2026 00:00:30 GMT';
  assert.equal(parseRetryAfter({ 'retry-after': at, date: 'yesterday' }, now), 30_000);
});
