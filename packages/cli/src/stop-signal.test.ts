import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '@hirewire/connector-kit';
import { listenForStop } from './stop-signal.ts';

test('the first Ctrl-C asks for an orderly end, its echo changes nothing, a later one exits', (t) => {
  const exit = t.mock.method(process, 'exit', () => undefined);
  t.after(() => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  });
  const clock = createTestClock('2026-01-02T03:00:00Z');
  let announced = 0;
  const signal = listenForStop(() => (announced += 1), clock);
  assert.equal(signal.aborted, false);

  process.emit('SIGTERM');
  assert.deepEqual([signal.aborted, announced], [true, 1]);
  // npm gets the Ctrl-C of the terminal as well, and passes it on.
  clock.advance(900);
  process.emit('SIGINT');
  assert.equal(exit.mock.callCount(), 0);

  clock.advance(200);
  process.emit('SIGINT');
  assert.deepEqual(
    exit.mock.calls.map((call) => call.arguments),
    [[130]],
  );
  assert.equal(announced, 1);
});
