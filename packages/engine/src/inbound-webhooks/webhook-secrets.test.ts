import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isSigned } from '@hirewire/connector-kit';
import type { VendorWebhooks, WebhookReception } from '@hirewire/connector-kit';
import { findTablesWith } from '@hirewire/store/testing';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';
const body = Buffer.from('{"id":"a1"}');

/** Signed as a vendor does that may have several secrets: `v1=…;v1=…`. */
const receive: WebhookReception['receive'] = ({ headers, body: bytes }, secret) => {
  const given = (headers['x-signature'] ?? '').split(';').map((one) => one.replace(/^v1=/, ''));
  return isSigned([bytes], secret, given) ? [] : null;
};

describe('a secret of webhooks', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
  });
  afterEach(() => test.close());

  const deliver = (...secrets: string[]) => {
    const signatures = secrets.map(
      (secret) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`,
    );
    const headers = { 'x-signature': signatures.join(';') };
    return test.engine.ingestWebhook(id, { headers, query: {}, body });
  };
  const accepted = { status: 200, headers: {} };

  it('that the vendor makes is kept sealed, beside ours and earlier ones, until they end', async () => {
    const made = ['made-by-the-vendor-1', 'made-by-the-vendor-2'];
    let ours = '';
    test.ats.connector.webhooks = {
      async *register(_, { secret, keepSecret }) {
        ours = secret;
        for (const one of made) await keepSecret(one);
        yield { id: 'w1', event: null };
      },
      unregister: async () => undefined,
      receive,
    } satisfies VendorWebhooks;
    assert.equal(await deliver('made-by-the-vendor-1'), 'rejected');
    await test.engine.registerVendorWebhooks(id);
    for (const secret of [ours, ...made]) assert.deepEqual(await deliver(secret), accepted);
    assert.deepEqual(await deliver('wrong', 'made-by-the-vendor-2'), accepted);
    assert.equal(await deliver('wrong'), 'rejected');
    assert.deepEqual(await findTablesWith(test.database.pool, 'made-by-the-vendor'), []);
    await test.engine.unregisterVendorWebhooks(id);
    assert.equal(await deliver('made-by-the-vendor-1'), 'rejected');
  });

  it('that the vendor makes ends with its own webhook, and not with another one', async () => {
    let next: [id: string, secret: string | null][] = [];
    test.ats.connector.webhooks = {
      async *register(_, { keepSecret }) {
        for (const [hook, secret] of next) {
          if (secret !== null) await keepSecret(secret);
          if (hook === 'refused') throw new Error('no more');
          yield { id: hook, event: hook };
        }
      },
      unregister: async () => undefined,
      receive,
    } satisfies VendorWebhooks;
    next = [
      ['w1', 'of-w1'],
      ['refused', 'of-none'],
    ];
    await assert.rejects(test.engine.registerVendorWebhooks(id), /no more/);
    // It may be there all the same, until a later registration replaces it.
    assert.deepEqual(await deliver('of-none'), accepted);
    next = [
      ['w1', null],
      ['w2', 'of-w2'],
    ];
    await test.engine.registerVendorWebhooks(id);
    for (const secret of ['of-w1', 'of-w2']) assert.deepEqual(await deliver(secret), accepted);
    assert.equal(await deliver('of-none'), 'rejected');
    next = [
      ['w2', null],
      ['w3', 'of-w3'],
    ];
    await test.engine.registerVendorWebhooks(id);
    for (const secret of ['of-w2', 'of-w3']) assert.deepEqual(await deliver(secret), accepted);
    assert.equal(await deliver('of-w1'), 'rejected');
  });

  it('that is one of the credentials counts, and is not shown for webhooks made by hand', async () => {
    test.ats.connector.webhooks = {
      isHandMade: true,
      secretOf: (credentials) => (credentials as { api_key: string }).api_key,
      receive,
    };
    assert.deepEqual(await deliver('k'), accepted);
    const made = await test.engine.describeHandMadeWebhook(id, 'https://hirewire.example.com');
    assert.deepEqual(made, {
      url: 'https://hirewire.example.com/hirewire/v1/vendor-webhooks/pretend%3Aone',
      secret: null,
    });
  });

  it('of ours is shown for webhooks made by hand, which cannot be registered', async () => {
    test.ats.connector.webhooks = { isHandMade: true, receive };
    const made = await test.engine.describeHandMadeWebhook(id);
    assert.deepEqual(await deliver(made?.secret ?? ''), accepted);
    await assert.rejects(test.engine.registerVendorWebhooks(id), /set up in Pretend/);
  });

  it('is not needed for a handshake, which changes nothing', async () => {
    test.ats.connector.webhooks = {
      isHandMade: true,
      receive,
      success: { status: 202, headers: { 'x-taken': 'yes' } },
      handshake({ headers }) {
        const secret = headers['x-hook-secret'];
        return secret === undefined ? null : { 'x-hook-secret': secret };
      },
    };
    const greeting = { headers: { 'x-hook-secret': 'h' }, query: {}, body: Buffer.alloc(0) };
    const answer = await test.engine.ingestWebhook(id, greeting);
    assert.deepEqual(answer, { status: 200, headers: { 'x-hook-secret': 'h' } });
    assert.equal(await deliver('wrong'), 'rejected');
    const made = await test.engine.describeHandMadeWebhook(id);
    assert.deepEqual(await deliver(made?.secret ?? ''), {
      status: 202,
      headers: { 'x-taken': 'yes' },
    });
  });
});
