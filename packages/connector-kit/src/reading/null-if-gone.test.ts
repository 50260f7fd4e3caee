import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nullIfGone } from './null-if-gone.ts';
import { RemoteError } from '../http/remote.ts';
import type { RemoteErrorKind } from '../http/remote.ts';

const failing = (kind: RemoteErrorKind) => () =>
  Promise.reject(new RemoteError({ kind, message: 'It failed.', status: null }));

test('a record is given as it is, and null stands for one that the remote does not have', async () => {
  assert.equal(await nullIfGone(() => Promise.resolve('a job')), 'a job');
  assert.equal(await nullIfGone(failing('not-found')), null);
});

test('a failure that does not say whether there is a record is none that is gone', async () => {
  await assert.rejects(nullIfGone(failing('permission')), { kind: 'permission' });
  await assert.rejects(nullIfGone(failing('unavailable')), { kind: 'unavailable' });
  const fault = new TypeError('A fault of ours.');
  await assert.rejects(
    nullIfGone(() => Promise.reject(fault)),
    fault,
  );
});
