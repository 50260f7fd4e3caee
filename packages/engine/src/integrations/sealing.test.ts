import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { seal, unseal } from './sealing.ts';

const key = randomBytes(32);
const secret = JSON.stringify({ api_key: 'invented-secret' });

describe('sealed credentials', () => {
  it('open with the key and the integration that they were sealed with', () => {
    assert.equal(unseal([key], 'ashby:one', seal([key], 'ashby:one', secret)), secret);
  });

  it('never show the secret, nor the same text twice', () => {
    const first = seal([key], 'ashby:one', secret);
    assert.equal(first.includes('invented-secret'), false);
    assert.notDeepEqual(first, seal([key], 'ashby:one', secret));
  });

  it('open with an older key after a rotation', () => {
    const sealed = seal([key], 'ashby:one', secret);
    assert.equal(unseal([randomBytes(32), key], 'ashby:one', sealed), secret);
  });

  it('say what to do when the key is another one', () => {
    const sealed = seal([key], 'ashby:one', secret);
    assert.throws(
      () => unseal([randomBytes(32)], 'ashby:one', sealed),
      /secret key that they were/,
    );
  });

  it('do not open for another integration, nor after any byte was changed', () => {
    const sealed = seal([key], 'ashby:one', secret);
    assert.throws(() => unseal([key], 'ashby:two', sealed));
    for (let index = 0; index < sealed.length; index += 7) {
      const forged = Buffer.from(sealed);
      forged[index] = (forged[index] ?? 0) ^ 1;
      assert.throws(() => unseal([key], 'ashby:one', forged), `byte ${index}`);
    }
  });
});
