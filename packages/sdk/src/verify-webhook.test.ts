import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyWebhook, type WebhookRequest, WebhookVerificationError } from './index.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const body = JSON.stringify({
  id: '26vafvWSRmbhNcxJYqjCzuJg',
  type: 'data-changed',
  data: { integration_id: 'ashby:1', changed_models: [{ name: 'ats_jobs' }], note: 'Zoë 🎉' },
});
const seconds = (): number => Math.floor(Date.now() / 1000);

function standard(text: string, key = secret, time = seconds()): Record<string, string> {
  const bytes = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', bytes).update(`m1.${time}.${text}`).digest('base64');
  return {
    'webhook-id': 'm1',
    'webhook-timestamp': String(time),
    'webhook-signature': `v1,${signature}`,
  };
}
function compatible(text: string, key = secret): Record<string, string> {
  return { 'X-Kombo-Signature': createHmac('sha256', key).update(text).digest('base64url') };
}
const refused = (request: WebhookRequest | Request, secrets: string | string[] = secret) =>
  assert.rejects(verifyWebhook(request, secrets), WebhookVerificationError);

describe('a webhook', () => {
  for (const [scheme, sign] of Object.entries({ standard, compatible })) {
    it(`is the event that was sent, by its ${scheme} signature`, async () => {
      const event = await verifyWebhook({ headers: sign(body), body }, secret);
      assert.ok(event.type === 'data-changed');
      assert.deepEqual(event.data.changed_models, [{ name: 'ats_jobs' }]);
      const bytes = new TextEncoder().encode(body);
      await verifyWebhook({ headers: new Headers(sign(body)), body: bytes }, secret);
      const request = new Request('https://x.example', {
        method: 'POST',
        body,
        headers: sign(body),
      });
      await verifyWebhook(request, secret);
    });

    it(`is accepted by either secret while one replaces the other (${scheme})`, async () => {
      const other = `whsec_${randomBytes(24).toString('base64')}`;
      await verifyWebhook({ headers: sign(body), body }, [other, secret]);
      await refused({ headers: sign(body), body }, other);
    });

    it(`is refused when a single byte or bit of it is another (${scheme})`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(body.length - 1),
          fc.integer({ min: 1, max: 127 }),
          async (at, flip) => {
            const character = String.fromCodePoint((body.codePointAt(at) ?? 0) ^ flip);
            const forged = body.slice(0, at) + character + body.slice(at + 1);
            if (forged !== body) await refused({ headers: sign(body), body: forged });
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it('is refused without a signature, and with one that is none', async () => {
    await refused({ headers: {}, body });
    for (const nonsense of ['', '!', 'v1,', 'v2,AAAA', 'AAAA', 'v1,####']) {
      await refused({ headers: { ...standard(body), 'webhook-signature': nonsense }, body });
      await refused({ headers: { 'x-kombo-signature': nonsense }, body });
    }
  });

  it('is refused when it is old, or comes from a clock far ahead', async () => {
    for (const distance of [-301, 302]) {
      await refused({ headers: standard(body, secret, seconds() + distance), body });
    }
    const old = standard(body, secret, seconds() - 400);
    await verifyWebhook({ headers: old, body }, secret, { tolerance_seconds: 500 });
    await refused({ headers: { ...old, 'webhook-timestamp': 'soon' }, body });
  });

  it('cannot be let through by the compatible header where the other one is wrong', async () => {
    const headers = { ...standard(body, 'whsec_AAAA'), ...compatible(body) };
    await refused({ headers, body });
  });

  it('is refused when it is signed but no event', async () => {
    for (const text of ['', 'no', '{}', '[]', 'null', '"text"']) {
      await refused({ headers: standard(text), body: text });
    }
  });

  it('needs a secret and the raw body, and says so', async () => {
    const headers = standard(body);
    for (const secrets of ['', [], ['']]) {
      await assert.rejects(verifyWebhook({ headers, body }, secrets), /`secret` is empty/);
    }
    const parsed = { headers, body: JSON.parse(body) as string };
    await assert.rejects(verifyWebhook(parsed, secret), /raw body/);
  });
});
