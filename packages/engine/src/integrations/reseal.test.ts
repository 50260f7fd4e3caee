import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isSigned } from '@hirewire/connector-kit';
import type { VendorWebhooks } from '@hirewire/connector-kit';
import { acquireTokenLease, findSealedCredentials, retireKeys, saveToken } from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import { sealToken } from '../remotes/shared-token-store.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { keyIdOf, listKeys } from './sealing.ts';

const id = 'pretend:one';
const body = Buffer.from('[]');

describe('after the secret key was rotated and the former one is gone', () => {
  let test: TestEngine;
  let registered: string[];
  let unregistered: (readonly string[])[];
  beforeEach(async () => {
    test = await startTestEngine();
    registered = [];
    unregistered = [];
    test.ats.connector.webhooks = {
      async *register(_, { secret, keepSecret }) {
        registered.push(secret);
        await keepSecret('made-by-the-vendor');
        yield { id: 'w1', event: null };
      },
      unregister: async (_, ids) => void unregistered.push(ids),
      receive: ({ headers, body: bytes }, secret) =>
        isSigned([bytes], secret, [headers['x-signature'] ?? '']) ? [] : null,
    } satisfies VendorWebhooks;
  });
  afterEach(() => test.close());

  /** As `rotateSecretKey` of the server does it, with what all parts of this process share. */
  async function rotate(): Promise<void> {
    const keys = listKeys(test.environment.secretKeys) as unknown as Buffer[];
    keys.unshift(randomBytes(32));
    await test.engine.resealAll();
    await retireKeys(test.database, keys.slice(1).map(keyIdOf));
    await test.engine.resealAll();
    keys.length = 1;
  }

  const deliver = (secret: string) =>
    test.engine.ingestWebhook(id, {
      headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
      query: {},
      body,
    });
  const accepted = { status: 200, headers: {} };

  it('deliveries of webhooks count that the vendor signs with what it got before', async () => {
    await test.engine.registerVendorWebhooks(id);
    // Twice: the secret of the first key follows from none that is left.
    await rotate();
    await rotate();
    const [ours = ''] = registered;
    for (const secret of [ours, 'made-by-the-vendor']) {
      assert.deepEqual(await deliver(secret), accepted, secret);
    }
    assert.equal(await deliver('wrong'), 'rejected');
    await test.engine.registerVendorWebhooks(id);
    assert.notEqual(registered[1], ours);
    assert.deepEqual(await deliver(registered[1] ?? ''), accepted);
  });

  it('webhooks of an integration that was deleted before are still unregistered', async () => {
    await test.engine.registerVendorWebhooks(id);
    await keepToken();
    unregistered = [];
    await test.engine.deleteIntegration(id);
    await rotate();
    const worker = await test.engine.startWorker({ concurrency: 1 });
    try {
      await until(async () => unregistered.length > 0 || failures().length > 0, {
        pool: test.database.pool,
      });
    } finally {
      await worker.stop();
    }
    assert.deepEqual(failures(), []);
    assert.deepEqual(unregistered, [['w1']]);
  });

  const failures = () =>
    test.logLines.filter(({ fields }) => fields['event'] === 'inbound_webhook.unregister.failed');

  async function keepToken(): Promise<void> {
    const sealedCredentials = (await findSealedCredentials(test.database, id))!;
    const lease = { integrationId: id, sealedCredentials, lease: randomUUID() };
    const acquired = await acquireTokenLease(test.database, lease);
    assert.ok(typeof acquired === 'object');
    const sealed = sealToken(test.environment.secretKeys, id, {
      token: 'the-token',
      refreshToken: null,
      renewAt: 4_000_000_000_000,
      expiresAt: 4_000_000_000_000,
    });
    await saveToken(test.database, { integrationId: id, version: acquired.version, sealed });
  }
});
