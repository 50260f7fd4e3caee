import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

const emptyObjects = (count: number): string => `${'{},'.repeat(count - 1)}{}`;
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('bodies that would cost too much to parse', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi();
  });
  beforeEach(() => {
    fake.fake.requests.length = 0;
  });
  after(() => fake.close());

  const headers = (): Record<string, string> => ({
    authorization: `Bearer ${fake.key}`,
    'x-integration-id': fake.integrationId,
  });
  const send = (path: string, body: string): Promise<TestAnswer> =>
    callApi(fake.api, {
      method: 'POST',
      path,
      body,
      headers: { ...headers(), 'content-type': 'application/json' },
    });
  const askElsewhere = (): Promise<TestAnswer> =>
    callApi(fake.api, { path: '/v1/ats/jobs', headers: headers() });

  const attacks: Record<string, { path: string; body: string; message: RegExp }> = {
    '1 MB of empty attachments': {
      path: '/v1/ats/candidates',
      body: `{"attachments":[${emptyObjects(340_000)}]}`,
      message: /has more than 10000 values, which is more than this operation takes/,
    },
    'two million empty objects for the tool': {
      path: '/v1/passthrough/tiny/v1',
      body: `{"method":"POST","path":"/x","data":[${emptyObjects(2_000_000)}]}`,
      message: /has more than 100000 values/,
    },
    'a million lists that are never closed': {
      path: '/v1/passthrough/tiny/v1',
      body: '['.repeat(1_000_000),
      message: /is nested deeper than 100 levels/,
    },
    'a value nested 5,000 deep': {
      path: '/v1/ats/candidates',
      body: `{"candidate":${nested(5000)}}`,
      message: /is nested deeper than 50 levels/,
    },
    'a value nested 50,000 deep for the tool': {
      path: '/v1/passthrough/tiny/v1',
      body: `{"method":"POST","path":"/x","data":${nested(50_000)}}`,
      message: /is nested deeper than 100 levels/,
    },
    'a value nested 5,000 deep in our own API': {
      path: '/hirewire/v1/webhook-endpoints',
      body: nested(5000),
      message: /is nested deeper than 50 levels/,
    },
  };
  for (const [name, { path, body, message }] of Object.entries(attacks)) {
    it(`are refused, and change nothing: ${name}`, async () => {
      const [first, second, elsewhere] = await Promise.all([
        send(path, body),
        send(path, body),
        askElsewhere(),
      ]);
      for (const answer of [first, second]) {
        assert.equal(answer.status, 413);
        const error = errorOf(answer, path.startsWith('/v1/ats/') ? 'ats' : 'general');
        assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
        assert.match(error.message, message);
      }
      assert.equal(elsewhere.status, 200);
      assert.deepEqual(fake.fake.requests, []);
    });
  }

  it('are refused where there is no such path, and without a key before they are looked at', async () => {
    const body = nested(5000);
    assert.equal((await send('/v1/nothing', body)).status, 413);
    const anonymous = await callApi(fake.api, {
      method: 'POST',
      path: '/v1/ats/candidates',
      body,
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(anonymous.status, 401);
  });

  it('are all answered where several are large, also beside senders that stop half-way', async () => {
    const file = { name: 'cv.pdf', content_type: 'application/pdf', data: 'A'.repeat(20_000_000) };
    const body = JSON.stringify({ candidate: {}, attachments: [file, file] });
    const { hostname, port } = new URL(fake.api.url);
    const path = '/v1/ats/candidates';
    const length = String(body.length);
    const silent = Array.from({ length: 2 }, () => {
      const sent = request({
        hostname,
        port,
        path,
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json', 'content-length': length },
      });
      // The test ends it.
      sent.on('error', () => undefined);
      sent.write(body.slice(0, 35_000_000));
      return sent;
    });
    const answers = await Promise.all([send(path, body), send(path, body)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400],
    );
    for (const sent of silent) sent.destroy();
    assert.equal((await send(path, body)).status, 400);
  });

  it('are not those that the tool may need: 30,000 values reach it', async () => {
    const data = Array.from({ length: 30_000 }, (_, id) => id);
    const answer = await send(
      '/v1/passthrough/tiny/v1',
      JSON.stringify({ method: 'POST', path: '/x', data }),
    );
    assert.equal(answer.status, 200);
    assert.equal(fake.fake.requests.length, 1);
  });
});
