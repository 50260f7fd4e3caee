import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { systemClock } from '@hirewire/connector-kit';
import { seal } from '../integrations/sealing.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { IntegrationLink } from './link-tokens.ts';
import { openLinkToken, sealLinkToken } from './link-tokens.ts';

const keys: SecretKeys = [randomBytes(32)];
const link: IntegrationLink = {
  purpose: 'reconnect',
  integrationId: 'ashby:222k7eCGyUdgt2JWZDNnkDs3',
  type: 'EMBEDDED',
  language: 'de',
  scopeConfigId: null,
};
const hourMs = 60 * 60_000;

const clockAt = (ms: number) => ({ ...systemClock, now: () => new Date(ms) });

describe('the token of a link', () => {
  it('stands for what it was made for', () => {
    const setup: IntegrationLink = { ...link, purpose: 'setup', scopeConfigId: 'some-scope' };
    for (const one of [link, setup]) {
      const opened = openLinkToken(keys, clockAt(1), sealLinkToken(keys, clockAt(0), one));
      assert.deepEqual(opened, { state: 'valid', link: one });
    }
  });

  for (const [type, lifeMs] of [
    ['EMBEDDED', hourMs],
    ['MAGIC_LINK', 365 * 24 * hourMs],
  ] as const) {
    it(`lives ${lifeMs / hourMs} hours when it is ${type}`, () => {
      const token = sealLinkToken(keys, clockAt(0), { ...link, type });
      assert.equal(openLinkToken(keys, clockAt(lifeMs - 1), token).state, 'valid');
      assert.equal(openLinkToken(keys, clockAt(lifeMs), token).state, 'expired');
    });
  }

  it('tells nothing, is never the same, and goes into an address as it is', () => {
    const tokens = [1, 2].map(() => sealLinkToken(keys, clockAt(0), link));
    assert.notEqual(tokens[0], tokens[1]);
    for (const token of tokens) {
      assert.match(token, /^[\w-]{80,400}$/);
      const bytes = Buffer.from(token, 'base64url').toString('latin1');
      for (const known of ['ashby', 'reconnect', 'EMBEDDED']) assert.ok(!bytes.includes(known));
    }
  });

  it('is not valid when it was changed, made with another key or for another purpose', () => {
    const token = sealLinkToken(keys, clockAt(0), link);
    const bytes = Buffer.from(token, 'base64url');
    const changed = [...bytes.keys()].map((index) => {
      const copy = Buffer.from(bytes);
      copy[index] = (copy[index] ?? 0) ^ 1;
      return copy.toString('base64url');
    });
    const foreign = sealLinkToken([randomBytes(32)], clockAt(0), link);
    const otherPurpose = seal(keys, 'hirewire file link', '[1]').toString('base64url');
    const otherForm = seal(keys, 'hirewire integration link', '[1]').toString('base64url');
    const misspelt = [`${token}x`, `${token}=`, ` ${token}`, '', 'abc', 'é'.repeat(99)];
    for (const one of [...changed, ...misspelt, foreign, otherPurpose, otherForm]) {
      assert.deepEqual(openLinkToken(keys, clockAt(0), one), { state: 'invalid' });
    }
  });

  it('outlives a change of the secret key, as long as the old one still opens', () => {
    const token = sealLinkToken(keys, clockAt(0), link);
    const rotated: SecretKeys = [randomBytes(32), ...keys];
    assert.equal(openLinkToken(rotated, clockAt(1), token).state, 'valid');
  });
});
