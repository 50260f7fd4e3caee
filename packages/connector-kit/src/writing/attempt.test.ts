import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attempt } from './attempt.ts';
import { RemoteError } from '../http/remote.ts';

const refusal = new RemoteError({ kind: 'input', message: 'The file is too large.', status: 422 });

test('a step that succeeds gives what it made, without a warning', async () => {
  const warnings: string[] = [];
  assert.equal(await attempt(warnings, 'has no note', () => Promise.resolve('note-1')), 'note-1');
  assert.deepEqual(warnings, []);
});

test('a step that the tool refuses is a warning: what was done, what is missing, and why', async () => {
  const warnings: string[] = [];
  const refuse = () => Promise.reject(refusal);
  assert.equal(await attempt(warnings, 'a file could not be attached', refuse), null);
  await attempt(warnings, 'its note could not be written', refuse, 'The application was rejected');
  assert.deepEqual(warnings, [
    'The application was created, but a file could not be attached: The file is too large.',
    'The application was rejected, but its note could not be written: The file is too large.',
  ]);
});

test('what is no answer of the tool is no warning', async () => {
  const warnings: string[] = [];
  const fault = new TypeError('A fault of ours.');
  await assert.rejects(
    attempt(warnings, 'has no note', () => Promise.reject(fault)),
    fault,
  );
  assert.deepEqual(warnings, []);
});
