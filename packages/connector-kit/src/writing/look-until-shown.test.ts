import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { lookUntilShown } from './look-until-shown.ts';
import { RemoteError } from '../http/remote.ts';

function contextOf() {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  return { clock, signal: new AbortController().signal };
}
const said = 'Acme took the application';

test('what was made is looked for at once, and again after growing pauses', async () => {
  const context = contextOf();
  const answers = [null, null, 'application 12'];
  const found = await lookUntilShown(context, said, async () => answers.shift() ?? null);
  assert.equal(found, 'application 12');
  assert.deepEqual(context.clock.sleeps, [500, 1000]);
});

test('what is not shown in time was made all the same, and the error says so', async () => {
  const context = contextOf();
  await assert.rejects(
    lookUntilShown(context, said, async () => null),
    {
      kind: 'unknown',
      mayHaveHappened: true,
      message: 'Acme took the application, but does not show it yet. The next sync brings it.',
    },
  );
  assert.deepEqual(context.clock.sleeps, [500, 1000, 2000, 4000]);
});

test('a search that fails does not say that nothing was made', async () => {
  const refused = new RemoteError({ kind: 'permission', message: 'Acme says no.', status: 403 });
  const look = lookUntilShown(contextOf(), said, () => Promise.reject(refused));
  await assert.rejects(look, {
    kind: 'unknown',
    status: 403,
    mayHaveHappened: true,
    cause: refused,
    message: /does not show it yet \(Acme says no\)\./,
  });
});

test('a mistake of our own and the end of the work are thrown as they are', async () => {
  const mistake = new TypeError('no such thing');
  await assert.rejects(
    lookUntilShown(contextOf(), said, () => Promise.reject(mistake)),
    mistake,
  );
  const ended = new Error('The time is over.');
  const context = { ...contextOf(), signal: AbortSignal.abort(ended) };
  await assert.rejects(
    lookUntilShown(context, said, async () => null),
    ended,
  );
});
