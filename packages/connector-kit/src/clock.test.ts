import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock, systemClock } from './clock.ts';

test('the system clock tells the time and waits', async () => {
  const before = Date.now();
  const told = systemClock.now().getTime();
  assert.ok(before <= told && told <= Date.now());
  await systemClock.sleep(20);
  assert.ok(Date.now() - before >= 19);
});

test('the system clock stops waiting when it is told to, with the reason', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const sleep = systemClock.sleep(60_000, abort.signal);
  abort.abort(reason);
  await assert.rejects(sleep, (error) => error === reason);
  await assert.rejects(systemClock.sleep(60_000, abort.signal), (error) => error === reason);
});

test('the test clock stands still until somebody sleeps', async () => {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  assert.equal(clock.now().toISOString(), '2026-01-01T00:00:00.000Z');
  await clock.sleep(90_000);
  clock.advance(1000);
  assert.equal(clock.now().toISOString(), '2026-01-01T00:01:31.000Z');
  assert.deepEqual(clock.sleeps, [90_000]);
  await assert.rejects(clock.sleep(1, AbortSignal.abort(new Error('enough'))), /enough/);
});
