import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { watchFirstSyncs } from './watch-first-syncs.ts';
import type { FirstSyncWatch } from './watch-first-syncs.ts';

const stuck = new Promise<never>(() => undefined);
const broken = (): Promise<void> => Promise.reject(new Error('broken'));

function watch(
  syncs: Record<string, Promise<void>>,
  changed: Partial<FirstSyncWatch> = {},
): ReturnType<typeof watchFirstSyncs> {
  return watchFirstSyncs(new Map(Object.entries(syncs)), {
    clock: { sleep: async () => undefined },
    maxWaitMs: 1,
    signal: new AbortController().signal,
    onEnd: () => undefined,
    ...changed,
  });
}

test('a tool that is stuck or has failed does not hide the others', async () => {
  const states = await watch({ ashby: Promise.resolve(), lever: stuck, odoo: broken() });
  assert.deepEqual(Object.fromEntries(states), {
    ashby: 'ready',
    lever: 'syncing',
    odoo: 'failed',
  });
});

test('while none is ready, it waits longer than the time for the others', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const states = watch({ ashby: promise, odoo: broken() });
  const first = await Promise.race([states, nextTurn('waits')]);
  assert.equal(first, 'waits');
  resolve();
  assert.equal((await states).get('ashby'), 'ready');
});

test('it does not wait for the time where all are ready', async () => {
  const sleep = (_: number, signal?: AbortSignal): Promise<void> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('no longer needed')));
    });
  const states = await watch({ ashby: Promise.resolve() }, { clock: { sleep } });
  assert.equal(states.get('ashby'), 'ready');
});

test('each end is told, also those that come later', async () => {
  const ends: [string, unknown][] = [];
  const late = Promise.withResolvers<void>();
  const syncs = { ashby: Promise.resolve(), lever: late.promise };
  await watch(syncs, { onEnd: (id, failure) => ends.push([id, failure]) });
  assert.deepEqual(ends, [['ashby', null]]);
  late.reject('too slow');
  await late.promise.catch(() => undefined);
  assert.deepEqual(ends.at(-1), ['lever', 'too slow']);
});

test('where all have failed, the demo fails, and an abort ends the wait', async () => {
  await assert.rejects(watch({ ashby: broken(), odoo: broken() }), /broken/);
  const abort = new AbortController();
  abort.abort(new Error('Ctrl-C'));
  const syncs = { ashby: Promise.reject(abort.signal.reason) };
  await assert.rejects(watch(syncs, { signal: abort.signal }), /Ctrl-C/);
});
