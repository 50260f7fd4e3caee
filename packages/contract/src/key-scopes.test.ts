import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { clientOperations, hirewireOperations } from './hirewire/operations.ts';
import { containsScopes, keyScopes, mayCall } from './key-scopes.ts';
import type { Operation } from './operations/define-operation.ts';
import { operations } from './operations/operations.ts';

const all: readonly Operation[] = [...operations, ...hirewireOperations];

function callable(...scopes: string[]): string[] {
  return clientOperations
    .filter((operation) => mayCall(scopes, operation))
    .map(({ id }) => id)
    .toSorted();
}

test('every operation declares what a key needs for it', () => {
  assert.ok(all.length > 60);
  for (const { id, keyScope } of all) {
    const isKnown = keyScope === null || keyScope === 'any' || keyScopes.includes(keyScope);
    assert.ok(isKnown, `${id} declares no scope that keys have: ${String(keyScope)}`);
  }
});

test('what takes no key, and what takes any, is not made more', () => {
  const named = (scope: unknown) =>
    all.filter(({ keyScope }) => keyScope === scope).map(({ id }) => id);
  assert.deepEqual(named(null), ['download-file', 'receive-vendor-webhook']);
  assert.deepEqual(named('any'), ['check-api-key']);
});

test('an operation that declares nothing is refused to every key with scopes', () => {
  const undeclared = { id: 'new-operation' } as unknown as Operation;
  for (const scope of keyScopes) assert.equal(mayCall([scope], undeclared), false, scope);
});

test('a key that may read can do nothing else', () => {
  const lists = operations.filter(({ kind }) => kind === 'list').map(({ id }) => id);
  assert.ok(lists.length > 10);
  // What shows bodies of other requests, addresses of endpoints, or keys is for management.
  assert.deepEqual(
    callable('read'),
    [
      ...lists,
      'check-api-key',
      'get-application-attachments',
      'get-assessment-orders',
      'get-candidate-attachments',
      'get-changes',
      'get-custom-fields',
      'get-integration-details',
      'get-integration-fields',
      'get-packages',
      'get-tool',
      'get-tools',
    ].toSorted(),
  );
});

test('writes are allowed by model, or one by one', () => {
  assert.deepEqual(callable('write:candidates'), [
    'add-candidate-attachment',
    'add-candidate-result-link',
    'add-candidate-tag',
    'check-api-key',
    'create-candidate',
    'remove-candidate-tag',
  ]);
  assert.deepEqual(callable('write:create-application'), ['check-api-key', 'create-application']);
  assert.ok(callable('write').includes('reject-application'));
  // It can do everything in the tool, also what other scopes forbid.
  assert.deepEqual(callable('passthrough'), ['check-api-key', 'send-passthrough-request']);
  assert.ok(!callable('read', 'write', 'management').includes('send-passthrough-request'));
});

test('all scopes together are every operation, and a key without scopes is not limited', () => {
  assert.equal(callable(...keyScopes).length, clientOperations.length);
  assert.ok(clientOperations.every((operation) => mayCall(null, operation)));
});

test('a key contains another one exactly if it may call all that the other may, now and later', () => {
  const some = fc.subarray([...keyScopes], { minLength: 1 });
  fc.assert(
    fc.property(some, some, (own, wanted) => {
      if (!containsScopes(own, wanted)) return;
      const allowed = new Set(callable(...own));
      assert.ok(callable(...wanted).every((id) => allowed.has(id)));
    }),
  );
  assert.ok(containsScopes(['write'], ['write:candidates', 'write:create-candidate']));
  assert.ok(containsScopes(['write:candidates'], ['write:create-candidate']));
  assert.ok(!containsScopes(['write:create-candidate'], ['write:candidates']));
  const models = keyScopes.filter((scope) => scope.startsWith('write:'));
  assert.ok(!containsScopes(models, ['write']), 'later versions may add to it');
  assert.ok(!containsScopes([...keyScopes], null));
  assert.ok(containsScopes(null, null));
});
