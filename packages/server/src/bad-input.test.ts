import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { after, afterEach, before, describe, test } from 'node:test';
import { revokeApiKey } from '@hirewire/store';
import { AtsError, GeneralError, modelNames, operations } from '@hirewire/contract';

import { type TestCall, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
let key: string;
let integration: string;
let foreign: string;
let pending: string;

before(async () => {
  api = await startTestApi();
  ({ key } = await api.createKey('ours'));
  integration = await api.createIntegration({ environment: 'ours', tool: 'full', isSynced: true });
  foreign = await api.createIntegration({ environment: 'theirs', tool: 'full', isSynced: true });
  pending = await api.createIntegration({ environment: 'ours', tool: 'full', isSynced: false });
});
after(() => api.close());

afterEach(async () => {
  const alive = await callApi(api, { path: '/v1/check-api-key', headers: bearer() });
  assert.equal(alive.status, 200, 'the server no longer answers');
  const log = api.logLines.join('');
  for (const secret of [key, 'noor@example.org', 'Topsecret']) {
    assert.ok(!log.includes(secret), `the log holds ${secret}`);
  }
});

function bearer(): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

function ours(): Record<string, string> {
  return { ...bearer(), 'x-integration-id': integration };
}

async function expectError(
  call: TestCall,
  expected: { status: number; code: string | null; message: RegExp; errorType?: 'ats' | 'general' },
): Promise<void> {
  const answer = await callApi(api, call);
  const errorType = expected.errorType ?? (call.path.startsWith('/v1/ats/') ? 'ats' : 'general');
  const error = errorOf(answer, errorType);
  assert.equal(error.code, expected.code, error.message);
  assert.equal(answer.status, expected.status, error.message);
  assert.match(error.message, expected.message);
}

describe('API keys', () => {
  const paths = ['/v1/ats/jobs', '/v1/check-api-key', '/v1/tools/ats', '/v1/connect/create-link'];

  test('a call without a usable key is refused on every kind of operation', async () => {
    const headers: Record<string, string>[] = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer ' },
      { authorization: 'Basic dXNlcjpwYXNz' },
      { authorization: 'Bearer unknown' },
      { authorization: `Bearer ${key.slice(0, -1)}` },
      { authorization: `Bearer ${key} ${key}` },
      { authorization: key },
      { 'x-api-key': key },
    ];
    for (const path of paths) {
      for (const header of headers) {
        const method = path.includes('create-link') ? 'POST' : 'GET';
        await expectError(
          { path, method, headers: { ...header, 'x-integration-id': integration } },
          { status: 401, code: 'PLATFORM.AUTHENTICATION_INVALID', message: /API key/ },
        );
      }
    }
  });

  test('the scheme of the header may be written in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${key}` };
      assert.equal((await callApi(api, { path: '/v1/check-api-key', headers })).status, 200);
    }
  });

  test('a revoked key stops working at once', async () => {
    const revoked = await api.createKey('ours');
    const call = {
      path: '/v1/check-api-key',
      headers: { authorization: `Bearer ${revoked.key}` },
    };
    assert.equal((await callApi(api, call)).status, 200);
    await revokeApiKey(api.database, revoked.id);
    await expectError(call, {
      status: 401,
      code: 'PLATFORM.AUTHENTICATION_INVALID',
      message: /unknown, revoked or expired/,
    });
  });

  test('the refusal says with which scheme to authenticate', async () => {
    const answer = await callApi(api, { path: '/v1/check-api-key' });
    assert.equal(answer.headers['www-authenticate'], 'Bearer');
  });
});

describe('the integration header', () => {
  const calls: TestCall[] = [
    { path: '/v1/ats/jobs' },
    { path: '/v1/ats/candidates', method: 'POST' },
    { path: '/v1/force-sync', method: 'POST' },
    { path: '/v1/passthrough/full/v1', method: 'POST' },
  ];

  test('a call that does not name an integration is an input error', async () => {
    for (const call of calls) {
      for (const headers of [bearer(), { ...bearer(), 'x-integration-id': '' }]) {
        await expectError(
          { ...call, headers },
          { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /`X-Integration-Id` is missing/ },
        );
      }
    }
  });

  test('unknown, malformed and foreign integrations get the same answer', async () => {
    const messages = new Set<string>();
    const ids = ['full:11111111111111111111', 'x', '%', 'ä', ' : ', 'a'.repeat(5000), foreign];
    for (const id of [...ids, `${integration}, ${integration}`, integration.toUpperCase()]) {
      for (const call of calls) {
        const answer = await callApi(api, {
          ...call,
          headers: { ...bearer(), 'x-integration-id': Buffer.from(id).toString('latin1') },
        });
        const error = errorOf(answer, 'general');
        assert.equal(error.code, 'PLATFORM.INTEGRATION_NOT_FOUND', id);
        assert.equal(answer.status, 404);
        messages.add(error.message);
      }
    }
    assert.equal(messages.size, 1);
  });

  test('reads before the end of the first sync say so', async () => {
    await expectError(
      { path: '/v1/ats/jobs', headers: { ...bearer(), 'x-integration-id': pending } },
      { status: 409, code: 'INTEGRATION.SETUP_SYNC_PENDING', message: /has not finished/ },
    );
  });
});

describe('query parameters', () => {
  const wrong: [query: string, message: RegExp][] = [
    ['page_size=0', /`page_size`.*1/],
    ['page_size=251', /`page_size`.*250/],
    ['page_size=abc', /`page_size` must be a whole number/],
    ['page_size=', /`page_size`/],
    ['page_size=1e2', /`page_size`/],
    ['page_size=10.0', /`page_size`/],
    ['page_size=-5', /`page_size`/],
    ['page_size=99999999999999999999', /`page_size`/],
    ['page_size=10&page_size=20', /`page_size` must be given only once/],
    ['updated_after=yesterday', /`updated_after` must be a date/],
    ['updated_after=2024-02-31', /`updated_after`/],
    ['updated_after=2024-13-01T00:00:00Z', /`updated_after`/],
    ['updated_after=', /`updated_after`/],
    ['updated_after=1704067200', /`updated_after`/],
    ['remote_created_after=2024-01-01T25:00:00', /`remote_created_after`/],
    ['include_deleted=1', /`include_deleted` must be one of true, false/],
    ['include_deleted=True', /`include_deleted`/],
    ['ignore_unsupported_filters=yes', /`ignore_unsupported_filters`/],
    ['ids=', /`ids/],
    ['ids=a,,b', /`ids/],
    ['ids=a&ids=b', /`ids` must be given only once/],
    ['ids[]=a', /`ids\[\]` is not known/],
    ['remote_ids=%00', /`remote_ids` holds a NUL/],
    ['name_contains=a%00b', /`name_contains` holds a NUL/],
    ['statuses=OPEN,open', /`statuses.*OPEN, CLOSED/],
    ['status=GONE', /`status` must be one of/],
    ['employment_types=FULLTIME', /`employment_types/],
    ['offset=10', /`offset` is not known/],
    ['__proto__=x', /`__proto__`/],
    ['constructor=x', /`constructor` is not known/],
    ['cursor=', /`cursor` is not one/],
    ['cursor=abc', /`cursor` is not one/],
    ['cursor=%F0%9F%92%A5', /`cursor` is not one/],
    [`cursor=${'A'.repeat(60_000)}`, /`cursor` is not one/],
  ];

  test('each malformed parameter is an input error that names it', async () => {
    for (const [query, message] of wrong) {
      await expectError(
        { path: `/v1/ats/jobs?${query}`, headers: ours() },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message },
      );
    }
  });

  test('the values of personal parameters are neither answered nor logged', async () => {
    const path = '/v1/ats/candidates?email=Topsecret&first_name=Topsecret&first_name=Topsecret';
    const answer = await callApi(api, { path, headers: ours() });
    assert.match(errorOf(answer, 'ats').message, /`email`.*`first_name`/);
    assert.doesNotMatch(answer.text, /Topsecret/);
  });

  test('an unknown parameter is an input error on every list', async () => {
    const lists = operations.filter(
      ({ kind, notImplemented }) => kind === 'list' && notImplemented === null,
    );
    assert.equal(lists.length, modelNames.length);
    for (const { path } of lists) {
      await expectError(
        { path: `/v1${path}?nothing_known=1`, headers: ours() },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /`nothing_known`/ },
      );
    }
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };
  const sync = { path: '/v1/force-sync', method: 'POST' };

  test('a body that is not JSON is an input error', async () => {
    for (const body of ['{', '{"type":', 'type=FULL', '\u0000', '{"type":"FULL"}x', 'NaN']) {
      await expectError(
        { ...sync, body, headers: { ...ours(), ...json } },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /not valid JSON/ },
      );
    }
  });

  test('JSON of the wrong shape is an input error that names the field', async () => {
    for (const body of ['null', '[]', '"FULL"', '1', '{"type":"HALF"}', '{"type":null}']) {
      await expectError(
        { ...sync, body, headers: { ...ours(), ...json } },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /body/ },
      );
    }
  });

  test('a NUL character in a text is an input error that names the field', async () => {
    const calls: [TestCall, RegExp][] = [
      [{ path: '/hirewire/v1/webhooks', body: '{"url":"https://a.example/\\u0000"}' }, /`url`/],
      [
        {
          path: '/hirewire/v1/webhooks',
          body: '{"url":"https://a.example","description":"a\\u0000"}',
        },
        /`description` holds a NUL/,
      ],
      [
        { path: '/hirewire/v1/webhooks/x/replay', body: '{"event_id":"\\u0000"}' },
        /`event_id` holds a NUL/,
      ],
      [{ path: '/v1/force-sync', body: '{"type":"\\u0000"}' }, /`type` holds a NUL/],
      [
        { path: '/v1/ats/candidates', body: '{"candidate":{"first_name":"\\u0000"}}' },
        /`candidate.first_name` holds a NUL/,
      ],
    ];
    for (const [call, message] of calls) {
      await expectError(
        { ...call, method: 'POST', headers: { ...ours(), ...json } },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message },
      );
    }
  });

  test('keys that could reach into objects are refused', async () => {
    for (const body of ['{"__proto__":{"type":"FULL"}}', '{"constructor":{"prototype":{}}}']) {
      await expectError(
        { ...sync, body, headers: { ...ours(), ...json } },
        { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /not valid JSON/ },
      );
    }
  });

  test('another media type is an input error with status 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      await expectError(
        { ...sync, body: '{}', headers: { ...ours(), 'content-type': type } },
        { status: 415, code: 'PLATFORM.INPUT_INVALID', message: /must be JSON/ },
      );
    }
  });

  test('20 MB of body are refused with status 413, also chunked', async () => {
    const body = Buffer.alloc(20 * 1024 * 1024, ' ');
    for (const framing of [{}, { 'transfer-encoding': 'chunked' }]) {
      await expectError(
        { ...sync, body, headers: { ...ours(), ...json, ...framing } },
        { status: 413, code: 'PLATFORM.INPUT_INVALID', message: /larger than/ },
      );
    }
  });

  test('a client that sends all of 20 MB before it reads gets its answer all the same', async () => {
    const cases = [
      { key, status: 413 },
      { key: 'unknown', status: 401 },
    ];
    for (const { key: used, status } of cases) {
      const size = 20 * 1024 * 1024;
      const head = [
        'POST /v1/force-sync HTTP/1.1',
        'Host: x',
        'Connection: close',
        `Authorization: Bearer ${used}`,
        `X-Integration-Id: ${integration}`,
        'Content-Type: application/json',
        `Content-Length: ${size}`,
      ];
      const chunks = [`${head.join('\r\n')}\r\n\r\n`, Buffer.alloc(size, ' ')];
      assert.equal(parseRaw(await sendRaw(chunks, { readsLate: true })).status, status);
    }
  });
});

describe('paths', () => {
  test('unknown paths and methods are answered in the error envelope', async () => {
    const calls: TestCall[] = [
      { path: '/v1' },
      { path: '/v1/nothing' },
      { path: '/v1/ats/nothing' },
      { path: '/v2/ats/jobs' },
      { path: '/ats/jobs' },
      { path: '/v1/ats/jobs/', method: 'GET' },
      { path: '/v1/ats/jobs/j1/unknown', method: 'POST' },
      { path: '/v1/ats/jobs/applications', method: 'POST' },
      { path: '//etc/passwd' },
    ];
    for (const call of calls) {
      await expectError(
        { ...call, headers: ours() },
        { status: 404, code: null, message: /There is no .* on this path/ },
      );
    }
  });

  test('a method that a path does not have is refused with those that it has', async () => {
    const calls: [TestCall, string][] = [
      [{ path: '/v1/ats/jobs', method: 'DELETE' }, 'GET, HEAD'],
      [{ path: '/v1/ats/candidates', method: 'PUT', body: '{}' }, 'GET, HEAD, POST'],
      [{ path: '/v1/force-sync' }, 'POST'],
      [{ path: '/v1/force-sync', method: 'OPTIONS' }, 'POST'],
      [{ path: '/hirewire/v1/webhooks/x', method: 'POST' }, 'DELETE, GET, HEAD, PATCH'],
      [{ path: '/healthz', method: 'POST' }, 'GET, HEAD'],
    ];
    for (const [call, allowed] of calls) {
      for (const headers of [ours(), {}]) {
        const answer = await callApi(api, { ...call, headers });
        assert.equal(answer.status, 405, call.path);
        assert.equal(answer.headers['allow'], allowed);
        const error = errorOf(answer, call.path.startsWith('/v1/ats/') ? 'ats' : 'general');
        assert.equal(error.code, null);
        assert.ok(error.message.includes(allowed), error.message);
      }
    }
  });

  test('no cache keeps an answer to a key, not even a refusal', async () => {
    const paths = [
      '/v1/ats/jobs',
      '/v1/ats/jobs?nothing=1',
      '/v1/tools/ats',
      '/hirewire/v1/webhooks',
    ];
    for (const path of paths) {
      for (const headers of [ours(), {}]) {
        const answer = await callApi(api, { path, headers });
        assert.equal(answer.headers['cache-control'], 'no-store', path);
      }
    }
  });

  test('a path that is not validly encoded is an input error', async () => {
    await expectError(
      { path: '/v1/integrations/%zz', headers: ours() },
      { status: 400, code: 'PLATFORM.INPUT_INVALID', message: /percent-encoded/ },
    );
  });

  test('an absurdly long id is an input error', async () => {
    await expectError(
      { path: `/v1/integrations/${'a'.repeat(5000)}`, headers: ours() },
      { status: 414, code: 'PLATFORM.INPUT_INVALID', message: /too long/ },
    );
  });
});

/** Sends raw bytes and gives back all that comes until the server closes the connection. */
function sendRaw(chunks: Iterable<string | Buffer>, { readsLate = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    let text = '';
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    const source = Readable.from(chunks);
    if (readsLate) {
      socket.pause();
      // The last chunk has only been handed over; give the server time to answer it.
      source.on('end', () => socket.write('', () => setTimeout(() => socket.resume(), 200)));
    }
    source.pipe(socket, { end: false });
  });
}

function parseRaw(text: string): { status: number; error: { code: string | null } } {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  assert.match(head, /content-type: application\/json; charset=utf-8/i);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
  AtsError.parse(JSON.parse(body));
  return { status, error: GeneralError.parse(JSON.parse(body)).error };
}

describe('what is not HTTP', () => {
  test('20 MB of headers are refused with status 431, also when all are sent before reading', async () => {
    function* headers(): Generator<string> {
      yield 'GET /v1/check-api-key HTTP/1.1\r\nHost: x\r\n';
      for (let index = 0; index < 20; index += 1)
        yield `X-${index}: ${'a'.repeat(1024 * 1024)}\r\n`;
      yield '\r\n';
    }
    const { status, error } = parseRaw(await sendRaw(headers(), { readsLate: true }));
    assert.equal(status, 431);
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
  });

  test('a filter of 2,000 ids still fits', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => String(index).padStart(24, 'a'));
    const answer = await callApi(api, { path: `/v1/ats/jobs?ids=${ids.join()}`, headers: ours() });
    assert.equal(answer.status, 200);
  });

  test('bytes that are no HTTP request are refused with status 400', async () => {
    const texts = [
      'HELLO\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'GET / HTTP/9.9\r\n\r\n',
      'POST /v1/force-sync HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc',
    ];
    for (const text of texts) {
      const { status, error } = parseRaw(await sendRaw([Buffer.from(text, 'latin1')]));
      assert.equal(status, 400, JSON.stringify(text));
      assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
    }
  });
});
