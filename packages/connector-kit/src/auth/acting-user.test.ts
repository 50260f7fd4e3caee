import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findActingUser } from './acting-user.ts';

const name = 'remote_fields.acme.perform_as';

test("the caller's user goes before the setting, which goes before nobody", () => {
  const context = { settings: { perform_as: 'u-1' } };
  assert.equal(findActingUser(context, { name, value: 'u-2' }), 'u-2');
  assert.equal(findActingUser(context, { name, value: undefined }), 'u-1');
  assert.equal(findActingUser(context, { name, value: null }), 'u-1');
  assert.equal(findActingUser({ settings: {} }, { name, value: undefined }), null);
});

test('an id may be a number, and stand between blanks', () => {
  assert.equal(findActingUser({ settings: {} }, { name, value: 17 }), '17');
  assert.equal(findActingUser({ settings: {} }, { name, value: ' u-2 ' }), 'u-2');
});

test('what is no id is refused and never replaced by the setting', () => {
  for (const value of ['', '  ', true, {}, ['u-2']]) {
    assert.throws(() => findActingUser({ settings: { perform_as: 'u-1' } }, { name, value }), {
      kind: 'input',
      message: /remote_fields\.acme\.perform_as.*remote_id/,
    });
  }
});
