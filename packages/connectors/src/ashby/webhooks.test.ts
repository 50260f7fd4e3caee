import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { VendorHook } from '@hirewire/connector-kit';
import { failure } from './fixtures/ashby-fixture-server.ts';
import type { Answer, Override } from './fixtures/ashby-fixture-server.ts';
import { withFixtures } from './fixtures/read-from-fixtures.ts';
import { ashbyWebhooks } from './webhooks.ts';

const secret = 'the secret that Ashby was given';
const sign = (body: Uint8Array, key = secret): Record<string, string> => ({
  'ashby-signature': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
});
const receiveBytes = (body: Uint8Array) =>
  ashbyWebhooks
    .receive({ headers: sign(body), query: {}, body }, secret)
    ?.map(({ model, remoteId }) => [model, remoteId]);
const receive = (event: unknown) => receiveBytes(Buffer.from(JSON.stringify(event)));

const url = 'https://hirewire.example.com/hook';
const known = 'f3a1c1de-0000-4000-8000-000000000001';

/** What is registered at an Ashby that answers in this way, and what it was asked. */
async function register(
  override: Override,
  hooks: VendorHook[] = [],
): Promise<{
  registered: VendorHook[];
  asked: { method: string; body: Record<string, unknown> }[];
}> {
  let made = 0;
  return withFixtures(
    async ({ context, server }) => {
      const receiver = { url, secret, known: hooks, keepSecret: async () => undefined };
      const registered = await Array.fromAsync(ashbyWebhooks.register(context, receiver));
      return { registered, asked: server.calls };
    },
    {
      override: (method, body) =>
        override(method, body) ??
        (method === 'webhook.create'
          ? { success: true, results: { id: `made-${(made += 1)}`, enabled: true } }
          : { success: true, results: {} }),
    },
  );
}

describe("registering Ashby's webhooks", () => {
  it('adopts a webhook that a refusal as duplicate names', async () => {
    const { registered, asked } = await register((method, { webhookType }) =>
      method === 'webhook.create' && webhookType === 'offerCreate'
        ? failure(`webhook ${known} already exists`)
        : undefined,
    );
    assert.equal(registered.find(({ event }) => event === 'offerCreate')?.id, known);
    const update = asked.find(({ method }) => method === 'webhook.update');
    assert.deepEqual(update?.body, {
      webhookId: known,
      enabled: true,
      requestUrl: url,
      secretToken: secret,
    });
  });

  it('makes a webhook of its own beside a duplicate that nothing names', async () => {
    const { registered, asked } = await register((method, { requestUrl }) =>
      method === 'webhook.create' && requestUrl === url ? failure('duplicate_webhook') : undefined,
    );
    assert.equal(registered.length, 15);
    const urls = asked.map(({ body }) => String(body['requestUrl']));
    assert.ok(urls.filter((one) => one.startsWith(`${url}?since=`)).length >= 15);
  });

  it('keeps what sends to this address, and leaves what sends to another one alone', async () => {
    const other = 'f3a1c1de-0000-4000-8000-000000000002';
    const found: Record<string, unknown> = {
      [known]: { id: known, enabled: false, webhookType: 'offerCreate', requestUrl: url },
      [other]: {
        id: other,
        enabled: true,
        webhookType: 'offerUpdate',
        requestUrl: 'https://x.example.com',
      },
    };
    const { registered, asked } = await register(
      (method, { webhookId }) =>
        method === 'webhook.info'
          ? { success: true, results: found[String(webhookId)] }
          : undefined,
      [known, other].map((id) => ({ id, event: null })),
    );
    assert.equal(registered.find(({ event }) => event === 'offerCreate')?.id, known);
    assert.ok(registered.every(({ id }) => id !== other));
    assert.ok(asked.every(({ body }) => body['webhookId'] !== other || !('enabled' in body)));
  });

  it('stops at a refusal with those that are there, and takes none back', async () => {
    const asked: string[] = [];
    const override: Override = (method, { webhookType }) => {
      asked.push(method);
      return webhookType === 'candidateHire' ? failure('missing_endpoint_permission') : undefined;
    };
    await assert.rejects(register(override), { kind: 'permission' });
    assert.ok(!asked.includes('webhook.delete'));
  });

  it('tells which are disabled, and which are gone', async () => {
    const answers: Record<string, Answer> = {
      a: { success: true, results: { id: 'a', enabled: true } },
      b: { success: true, results: { id: 'b', enabled: false } },
      c: failure('webhook_not_found'),
    };
    const states = await withFixtures(
      ({ context }) => ashbyWebhooks.inspect!(context, ['a', 'b', 'c']),
      { override: (_, { webhookId }) => answers[String(webhookId)] },
    );
    assert.deepEqual(
      [...states],
      [
        ['a', 'enabled'],
        ['b', 'disabled'],
        ['c', 'gone'],
      ],
    );
  });
});

describe("Ashby's webhooks", () => {
  it('name what to read again, whatever happened', () => {
    const application = { id: 'a', candidate: { id: 'c', name: 'Ada Example' } };
    const events: [string, object, [string, string][]][] = [
      [
        'applicationSubmit',
        { application },
        [
          ['applications', 'a'],
          ['candidates', 'c'],
        ],
      ],
      [
        'candidateHire',
        { application, offer: { id: 'o' } },
        [
          ['applications', 'a'],
          ['candidates', 'c'],
          ['offers', 'o'],
        ],
      ],
      [
        'candidateDelete',
        { candidate: { id: 'c', applicationIds: ['a', 'b'] } },
        [
          ['applications', 'a'],
          ['applications', 'b'],
          ['candidates', 'c'],
        ],
      ],
      [
        'candidateMerge',
        { deletedCandidate: { id: 'c' }, mergedCandidate: { id: 'd' } },
        [
          ['candidates', 'c'],
          ['candidates', 'd'],
        ],
      ],
      ['interviewScheduleUpdate', { interviewSchedule: { id: 'i' } }, [['interviews', 'i']]],
      ['interviewPlanTransition', { jobId: 'j' }, [['jobs', 'j']]],
      ['jobPostingPublish', { jobPosting: { id: 'p' } }, [['jobs', 'p']]],
      ['offerDelete', { offer: { id: 'o' } }, [['offers', 'o']]],
      ['ping', { webhookActionType: 'ping' }, []],
      ['somethingNew', { whatever: 1 }, []],
    ];
    for (const [action, data, expected] of events) {
      assert.deepEqual(receive({ action, data }), expected, action);
    }
  });

  it('are genuine and useless where their body is none that anybody knows', () => {
    for (const event of [null, [], 'text', { data: null }, { data: [] }]) {
      assert.deepEqual(receive(event), []);
    }
  });

  it('name what they can, and have a delta find what they cannot', () => {
    const candidate = { id: 'c', applicationIds: ['a', 7, 'a\0', { no: 'id' }, null, 2 ** 60] };
    assert.deepEqual(receive({ action: 'candidateDelete', data: { candidate, jobId: 5 } }), [
      ['applications', 'a'],
      ['applications', '7'],
      ['applications', null],
      ['applications', null],
      ['applications', '1152921504606847000'],
      ['candidates', 'c'],
      ['jobs', '5'],
    ]);
    assert.deepEqual(receive({ data: { application: 'odd', offer: { id: 'o' } } }), [
      ['offers', 'o'],
    ]);
  });

  it('are signed over bytes, and read whatever bytes they are', () => {
    const event = Buffer.from('{"data":{"offer":{"id":"o","name":"Zo\u00eb Example"}}}');
    const latin = Buffer.from('{"data":{"offer":{"id":"o","name":"Zo\u00eb"}}}', 'latin1');
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), event]);
    for (const bytes of [event, latin, marked]) {
      assert.deepEqual(receiveBytes(bytes), [['offers', 'o']]);
    }
    assert.deepEqual(receiveBytes(event.subarray(0, 30)), [['candidates', null]]);
  });

  it('are refused without the signature of exactly this body', () => {
    const body = Buffer.from('{"action":"offerDelete","data":{"offer":{"id":"o"}}}');
    const forged: Record<string, string>[] = [
      {},
      { 'ashby-signature': '' },
      { 'ashby-signature': 'sha256=' },
      { 'ashby-signature': sign(body)['ashby-signature']!.toUpperCase() },
      sign(body, 'another secret'),
      sign(Buffer.concat([body, Buffer.from(' ')])),
    ];
    for (const headers of forged) {
      assert.equal(ashbyWebhooks.receive({ headers, query: {}, body }, secret), null);
    }
  });
});
