import { silentLog } from '../declaration/connector-context.ts';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { createTestClock } from '../clock.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { sendPassthrough } from './passthrough.ts';
import type { PassthroughAnswer, PassthroughRequest } from './passthrough.ts';
import { RemoteError } from './remote.ts';

/** The API lies below /tenant/api/v1; everything else on the host is somebody else's. */
const base = '/tenant/api/v1';
let arrived: { path: string; headers: Readonly<Record<string, unknown>> }[] = [];
let respond: { status: number; headers: Record<string, string>; body: string };

const server = createServer((request, response) => {
  request.resume();
  arrived.push({ path: request.url ?? '', headers: request.headers });
  response.writeHead(respond.status, respond.headers).end(respond.body);
});
before(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  arrived = [];
  respond = { status: 200, headers: {}, body: '{}' };
});

function send(request: Partial<PassthroughRequest>): Promise<PassthroughAnswer> {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const log = silentLog;
  return sendPassthrough(
    {
      declaration: {
        baseUrl: () => 'https://tool.example.com',
        authenticate: () => ({ type: 'bearer', token: 'the-very-secret-token' }),
        limit: { requests: 100_000, windowMs: 1000, concurrency: 5, source: 'test' },
        errors: [],
      },
      credentials: {},
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`,
      clock,
      limiter: createLocalLimiter(clock),
      log,
      signal: AbortSignal.timeout(10_000),
    },
    { path: '/api/v1' },
    { method: 'GET', path: '/jobs', params: {}, headers: {}, ...request },
  );
}

async function isRefused(request: Partial<PassthroughRequest>): Promise<string> {
  try {
    await send(request);
  } catch (error) {
    assert.ok(error instanceof RemoteError && error.kind === 'input', String(error));
    return error.message;
  }
  return assert.fail(`not refused: ${JSON.stringify(request)}`);
}

const ways = [
  '../admin',
  '/../admin',
  '/jobs/../../../admin',
  '/%2e%2e/admin',
  '/.%2E/admin',
  '/%252e%252e/admin',
  '/..%2fadmin',
  '/..%5cadmin',
  '\\..\\admin',
  '//evil.example/jobs',
  'http://evil.example/../..',
  '/jobs\t/../x',
  '/jobs#/../x',
  '/./jobs',
  '/..;/admin',
  '/%2e%2e;x=1/admin',
];

test('no way to climb out of the API is sent', async () => {
  for (const path of ways) await isRefused({ path });
  assert.deepEqual(arrived, []);
});

test('whatever the path is, a request arrives below the API or not at all', async () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '/', '\\', '%2e', '%2E%2e', '%2f', '%5c', '%25', '%', '?', '#', '@'),
    fc.constantFrom('http:', '//', 'evil.example', ' ', '\n', '\u0000', ';', ':', '％２ｅ', 'jobs'),
    fc.string({ maxLength: 4, unit: 'grapheme' }),
  );
  const paths = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(paths, async (path) => {
      arrived = [];
      await send({ path }).catch((error: unknown) => {
        assert.ok(error instanceof RemoteError && error.kind === 'input', String(error));
      });
      for (const { path: sent } of arrived) {
        assert.ok(sent.startsWith(`${base}/`), sent);
        const [name = ''] = sent.split('?');
        assert.ok(!/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(decodeTwice(name)), sent);
      }
    }),
    { numRuns: 500 },
  );
});

function decodeTwice(text: string): string {
  const decode = (part: string): string =>
    part.replaceAll(/%([0-7][0-9a-f])/gi, (_all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
  return decode(decode(text));
}

test('query, params and headers arrive, with our proof and no other', async () => {
  await send({ path: '/jobs?a=1', params: { b: 'x y&z' }, headers: { 'X-Actor': 'me' } });
  const [request] = arrived;
  assert.equal(request?.path, `${base}/jobs?a=1&b=x+y%26z`);
  assert.equal(request.headers['x-actor'], 'me');
  assert.equal(request.headers['authorization'], 'Bearer the-very-secret-token');
});

test('headers that decide for whom a request is are refused', async () => {
  for (const name of ['Authorization', 'HOST', 'Content-Length', 'Proxy-Authorization', 'TE']) {
    assert.match(await isRefused({ headers: { [name]: 'x' } }), /set by Hirewire/);
  }
  for (const value of ['a\r\nHost: evil.example', '\u0000']) {
    assert.match(await isRefused({ headers: { 'x-a': value } }), /HTTP does not allow/);
  }
  assert.deepEqual(arrived, []);
});

test('a redirect is an answer, and is not followed', async () => {
  respond = { status: 302, headers: { location: '/admin' }, body: '' };
  const { status, headers } = await send({});
  assert.deepEqual([status, headers['location'], arrived.length], [302, '/admin', 1]);
});

test('an answer shows its status and headers, and the address without secrets', async () => {
  respond = { status: 418, headers: { 'x-left': '3' }, body: 'short and stout' };
  const answer = await send({ params: { key: 'the-very-secret-token' } });
  assert.equal(answer.status, 418);
  assert.equal(answer.headers['x-left'], '3');
  assert.equal(answer.body.toString(), 'short and stout');
  assert.ok(!answer.url.includes('the-very-secret-token'), answer.url);
});

test('an API at another host gets the credentials of that host alone', async () => {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const { port } = server.address() as AddressInfo;
  const basic = { type: 'basic', username: 'client', password: 'client-secret' } as const;
  const { url } = await sendPassthrough(
    {
      declaration: {
        baseUrl: () => 'https://tool.example.com/api',
        authenticate: () => ({ type: 'bearer', token: 'the-very-secret-token' }),
        hosts: {
          auth: { baseUrl: () => 'https://auth.example.com/oauth', authenticate: () => basic },
        },
        limit: { requests: 100_000, windowMs: 1000, concurrency: 5, source: 'test' },
        errors: [],
      },
      credentials: {},
      baseUrl: `http://127.0.0.1:${port}/api`,
      clock,
      limiter: createLocalLimiter(clock),
      log: silentLog,
      signal: AbortSignal.timeout(10_000),
    },
    { path: '', host: 'auth' },
    { method: 'POST', path: '/introspect', params: {}, headers: {} },
  );
  assert.equal(new URL(url).pathname, '/oauth/introspect');
  assert.equal(arrived[0]?.path, '/oauth/introspect');
  assert.equal(arrived[0]?.headers['authorization'], `Basic ${btoa('client:client-secret')}`);
});

test('an answer that would cost too much to parse is refused, and handed on where nobody parses it', async () => {
  const attacks = ['['.repeat(1_000_000), `[${'{},'.repeat(300_000)}{}]`];
  for (const body of attacks) {
    respond = { status: 200, headers: { 'content-type': 'application/json' }, body };
    await assert.rejects(send({}), {
      name: 'RemoteError',
      kind: 'unknown',
      message: /is nested deeper than 500 levels|has more than 500000 values/,
    });
    const { body: bytes } = await send({ isAnswerOpaque: true });
    assert.equal(bytes.length, body.length);
  }
  respond = { status: 200, headers: {}, body: `"${'['.repeat(1_000_000)}"` };
  assert.equal((await send({})).body.length, 1_000_002);
});
