import assert from 'node:assert/strict';
import { it } from 'node:test';
import { requireBasic, requireBasicKey, requireHeader } from './authorization.ts';
import { VendorFailure } from './vendor-message.ts';

const basic = (text: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});

/** The code of the refusal; null without one. */
function refusalOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    assert.ok(error instanceof VendorFailure);
    return error.code;
  }
}

it('takes a key as user name with no password, and tells a missing key from a wrong one', () => {
  const ask = (headers: { authorization?: string }): string | null =>
    refusalOf(() => requireBasicKey({ headers }, 'key'));
  assert.equal(ask(basic('key:')), null);
  for (const wrong of ['key', 'key:password', 'KEY:', 'other:']) {
    assert.equal(ask(basic(wrong)), 'wrong_credentials', wrong);
  }
  for (const none of [{}, basic(':'), { authorization: 'Bearer key' }]) {
    assert.equal(ask(none), 'no_credentials');
  }
});

it('takes a user with a password that may have colons', () => {
  const ask = (text: string): string | null =>
    refusalOf(() => requireBasic({ headers: basic(text) }, { user: 'ada', password: 'a:b' }));
  assert.deepEqual(
    ['ada:a:b', 'ada:a', 'ben:a:b'].map((text) => ask(text)),
    [null, 'wrong_credentials', 'wrong_credentials'],
  );
});

it('takes a secret in a header behind its prefix, or without one', () => {
  const ask = (headers: Record<string, string>, name: string, prefix: string): string | null =>
    refusalOf(() => requireHeader({ headers }, name, prefix, 'secret'));
  const token = 'Token token=';
  assert.equal(ask({ authorization: `${token}secret` }, 'authorization', token), null);
  assert.equal(ask({ 'x-key': 'secret' }, 'x-key', ''), null);
  assert.equal(ask({ 'x-key': 'secret2' }, 'x-key', ''), 'wrong_credentials');
  for (const headers of [{}, { authorization: 'Bearer secret' }, { authorization: token }]) {
    assert.equal(ask(headers, 'authorization', token), 'no_credentials');
  }
});
