import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createTestClock } from '../clock.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { path } from './path.ts';
import { createRemoteClient } from './remote-client.ts';
import type { RemoteClientOptions } from './remote-target.ts';
import { RemoteError } from './remote.ts';
import type { Authentication, RemoteDeclaration, RemoteErrorKind } from './remote.ts';
import type { RequestExchange } from './request-observer.ts';

const secret = 'the-very-secret-token';
type Credentials = { token: string };
type Options = Partial<RemoteClientOptions<Credentials>>;

const declaration: RemoteDeclaration<Credentials> = {
  baseUrl: () => 'http://unused.example',
  authenticate: ({ token }) => ({ type: 'bearer', token }),
  headers: { 'x-api-version': '7' },
  limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'test' },
  errors: [
    { status: 200, code: 'sync_expired', kind: 'sync-token-expired' },
    { code: /_closed$/, kind: 'job-closed' },
    { status: 4, text: /already applied/, kind: 'already-exists' },
    { status: 404, kind: 'input' },
  ],
  readError({ body }) {
    const { error } = (body ?? {}) as { error?: { code: string; message: string } };
    return error ?? null;
  },
  requestIdHeader: 'X-Request-Id',
};

const cleanUps: (() => void)[] = [];
after(() => {
  for (const cleanUp of cleanUps) cleanUp();
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client of a server that gives these answers in turn, the last one for ever. */
async function connect(answers: ((response: ServerResponse) => void)[], options: Options = {}) {
  const received: { request: IncomingMessage; body: string }[] = [];
  const baseUrl = await listen((request, response) => {
    const chunks: string[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    request.on('end', () => {
      received.push({ request, body: chunks.join('') });
      (answers[received.length - 1] ?? answers.at(-1))?.(response);
    });
  });
  return { received, baseUrl, ...clientOf({ baseUrl, ...options }) };
}

function clientOf(options: Options) {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const logged: unknown[] = [];
  const exchanges: RequestExchange[] = [];
  const write = (fields: unknown, message: string): void => void logged.push({ fields, message });
  const client = createRemoteClient({
    declaration,
    credentials: { token: secret },
    label: 'Tiny',
    clock,
    limiter: createLocalLimiter(clock),
    log: { debug: write, info: write, warn: write, error: write },
    signal: new AbortController().signal,
    observer: { onRequest: (exchange) => exchanges.push(exchange) },
    ...options,
  });
  return { client, clock, logged, exchanges };
}

const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end(JSON.stringify(value));
const text =
  (body: string, status = 200) =>
  (response: ServerResponse): void =>
    void response.writeHead(status).end(body);
const reset = (response: ServerResponse): void => void response.socket?.destroy();
const silence = (): void => undefined;
const failure = (code: string, message = 'Sorry.') => ({ error: { code, message } });

async function failureOf(work: Promise<unknown>): Promise<RemoteError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof RemoteError, String(error));
    return error;
  }
  return assert.fail('This was meant to fail.');
}

test('sends the method, path, query, headers and body that were asked for', async () => {
  const { client, received } = await connect([json({ ok: true }, 201, { 'x-more': 'yes' })]);
  const answer = await client.request({
    method: 'POST',
    path: path`/jobs/${'a/b'}`,
    query: { page: 2, q: 'x&y', all: true, none: null, nothing: undefined },
    headers: { 'x-own': '1', Authorization: 'Bearer other' },
    json: { name: 'Ada' },
  });
  const { request, body } = received[0]!;
  assert.equal(request.method, 'POST');
  assert.equal(request.url, '/jobs/a%2Fb?page=2&q=x%26y&all=true');
  assert.equal(request.headers['authorization'], `Bearer ${secret}`);
  assert.equal(request.headers['x-api-version'], '7');
  assert.equal(request.headers['x-own'], '1');
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(body, '{"name":"Ada"}');
  assert.equal(answer.status, 201);
  assert.equal(answer.headers['x-more'], 'yes');
  assert.deepEqual(answer.body, { ok: true });
});

test('proves who it is in each of the declared ways', async () => {
  const ways: [Authentication, string, string][] = [
    [{ type: 'bearer', token: 'ö1' }, 'authorization', 'Bearer ö1'],
    [{ type: 'basic', username: 'key', password: '' }, 'authorization', 'Basic a2V5Og=='],
    [{ type: 'header', name: 'X-Api-Key', value: 'k1' }, 'x-api-key', 'k1'],
  ];
  for (const [authentication, name, value] of ways) {
    const own = { ...declaration, authenticate: () => authentication };
    const { client, received } = await connect([json({})], { declaration: own });
    await client.request({ method: 'GET', path: '/me', headers: { [name]: 'another' } });
    assert.equal(received[0]?.request.headers[name], value);
  }
});

test('keeps the path of the base address', async () => {
  const { baseUrl, received } = await connect([json({})]);
  const { client } = clientOf({ baseUrl: `${baseUrl}/api/v1/` });
  await client.request({ method: 'GET', path: '/jobs' });
  assert.equal(received[0]?.request.url, '/api/v1/jobs');
});

test('reads an empty body as null', async () => {
  const { client } = await connect([text('', 204), text('  \n')]);
  assert.equal((await client.request({ method: 'DELETE', path: '/x' })).body, null);
  assert.equal((await client.request({ method: 'DELETE', path: '/x' })).body, null);
});

test('finds what an error means by the table, in its order, then by the status', async () => {
  const cases: [unknown, number, RemoteErrorKind][] = [
    [failure('sync_expired'), 200, 'sync-token-expired'],
    [failure('anything else'), 200, 'unknown'],
    [failure('job_closed'), 422, 'job-closed'],
    [failure('x', 'You have already applied.'), 409, 'already-exists'],
    [failure('x'), 409, 'conflict'],
    [failure('x'), 404, 'input'],
    [{}, 400, 'input'],
    [{}, 401, 'authentication'],
    [{}, 403, 'permission'],
    [{}, 418, 'unknown'],
    [{}, 422, 'input'],
  ];
  for (const [body, status, kind] of cases) {
    const { client } = await connect([json(body, status, { 'x-request-id': 'r-1' })]);
    const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
    assert.equal(error.kind, kind, error.message);
    assert.equal(error.status, status);
    assert.equal(error.remoteRequestId, 'r-1');
  }
});

test('says who answered what to which request, and what to do', async () => {
  const { client } = await connect([json(failure('no_jobs_read', 'Missing\n permission.'), 403)]);
  const error = await failureOf(
    client.request({ method: 'POST', path: '/job.list', query: { cursor: 'c1' } }),
  );
  assert.equal(
    error.message,
    'Tiny answered 403 to POST /job.list: no_jobs_read: Missing permission. Give the credentials the permission that this needs.',
  );
  assert.equal(error.remoteCode, 'no_jobs_read');
});

test('shortens what a vendor says', async () => {
  const { client } = await connect([json(failure('x', 'long '.repeat(1000)), 400)]);
  const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
  assert.ok(error.message.length < 500);
});

test('tells the reason in a form that the connector does not know', async () => {
  const bodies = [
    json({ errors: [{ message: 'must be in the future', parameter: 'date' }] }, 400),
    json({ errors: { date: ['must be in the future'] } }, 400),
    text('<html><p>date: must be in the future</p>', 400),
  ];
  for (const body of bodies) {
    const { client } = await connect([body]);
    const { message } = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
    assert.match(message, /answered 400 to GET \/jobs: date: must be in the future\./);
  }
});

test('finds a code among several errors', async () => {
  const errors = [{ message: 'Please reload.' }, { message: 'post_closed' }];
  const { client } = await connect([json({ errors }, 400)]);
  const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
  assert.equal(error.kind, 'job-closed');
});

test('tells the reason of a refused file, and never a secret', async () => {
  const page = `<Error><Code>EntityTooLarge</Code><Message>Too big for ${secret}</Message></Error>`;
  const { client, baseUrl } = await connect([text(page, 400)]);
  const url = `${baseUrl}/file`;
  const transfers = [() => client.upload({ method: 'PUT', url }), () => client.download(url)];
  for (const transfer of transfers) {
    const { kind, status, remoteCode, message } = await failureOf(transfer());
    assert.deepEqual([kind, status, remoteCode], ['input', 400, 'EntityTooLarge']);
    assert.match(message, /EntityTooLarge: Too big for/);
    assert.ok(!message.includes(secret));
  }
});

test('reads errors that are no JSON, and errors that the connector cannot read', async () => {
  const readError = (): never => {
    throw new TypeError('vendors lie');
  };
  const { client } = await connect([text('<html>', 403)]);
  assert.equal((await failureOf(client.request({ method: 'GET', path: '/' }))).kind, 'permission');
  const careless = await connect([json([1])], { declaration: { ...declaration, readError } });
  const error = await failureOf(careless.client.request({ method: 'GET', path: '/' }));
  assert.equal(error.kind, 'unknown');
});

test('asks again after a 429, even for a POST, when Retry-After has passed', async () => {
  const busy = json({}, 429, { 'retry-after': '7' });
  const { client, clock, received } = await connect([busy, busy, json({ ok: 1 })]);
  const answer = await client.request({ method: 'POST', path: '/jobs', json: {} });
  assert.deepEqual(answer.body, { ok: 1 });
  assert.equal(received.length, 3);
  assert.deepEqual(clock.sleeps, [7000, 7000]);
});

test('gives up a GET after five attempts and a POST after one, unless it is idempotent', async () => {
  const post = { method: 'POST', path: '/jobs' } as const;
  for (const [request, attempts] of [
    [{ method: 'GET', path: '/jobs' }, 5],
    [post, 1],
    [{ ...post, isIdempotent: true }, 5],
  ] as const) {
    const { client, received, exchanges } = await connect([json({}, 503)]);
    assert.equal((await failureOf(client.request(request))).kind, 'unavailable');
    assert.equal(received.length, attempts);
    assert.equal(exchanges.length, attempts);
  }
});

test('takes a success that is no JSON for an outage', async () => {
  const { client } = await connect([text('<html>'), text('{"cut":'), json({ ok: 1 })]);
  const answer = await client.request({ method: 'GET', path: '/jobs' });
  assert.deepEqual(answer.body, { ok: 1 });
  const cut = await connect([text('{"cut":')]);
  const error = await failureOf(cut.client.request({ method: 'POST', path: '/jobs' }));
  assert.equal(error.kind, 'unavailable');
  assert.equal(cut.received.length, 1);
});

test('takes a success without a body for an outage where the vendor always sends one', async () => {
  const request = { method: 'GET', path: '/jobs' } as const;
  const { client } = await connect([text('')]);
  assert.equal((await client.request(request)).body, null);
  const strict = { declaration: { ...declaration, alwaysHasBody: true } };
  const again = await connect([text(''), json({ ok: 1 })], strict);
  assert.deepEqual((await again.client.request(request)).body, { ok: 1 });
  const write = await connect([text('')], strict);
  const error = await failureOf(write.client.request({ ...request, method: 'POST' }));
  assert.equal(error.kind, 'unavailable');
  assert.equal(error.mayHaveHappened, true);
  assert.equal(write.received.length, 1);
});

test('sends again after a broken connection only what may be sent twice', async () => {
  const { client, received } = await connect([reset, json({ ok: 1 })]);
  assert.deepEqual((await client.request({ method: 'GET', path: '/jobs' })).body, { ok: 1 });
  assert.equal(received.length, 2);
  const broken = await connect([reset]);
  const error = await failureOf(broken.client.request({ method: 'POST', path: '/jobs' }));
  assert.equal(error.kind, 'unavailable');
  assert.equal(error.status, null);
  assert.equal(broken.received.length, 1);
});

test('sends what must not be sent twice on no connection that may be closing', async () => {
  // A server that closes a connection after each answer, without saying so, as one does that has
  // waited for the next request: the request that is on its way then is lost.
  const used = new WeakSet();
  const baseUrl = await listen((request, response) => {
    const { socket } = request;
    if (used.has(socket)) socket.destroy();
    else response.end('{}');
    used.add(socket);
  });
  const { client } = clientOf({ baseUrl });
  for (let written = 0; written < 20; written += 1) {
    await client.request({ method: 'GET', path: '/jobs' });
    await client.request({ method: 'POST', path: '/notes' });
  }
});

test('sends a POST again that never left, as nobody was listening', async () => {
  const { baseUrl } = await connect([json({})]);
  cleanUps.pop()?.();
  const { client, clock } = clientOf({ baseUrl });
  const error = await failureOf(client.request({ method: 'POST', path: '/jobs' }));
  assert.match(error.message, /ECONNREFUSED/);
  assert.equal(clock.sleeps.length, 4);
});

/** A client whose connections fail with this code. */
const failingWith = (code: string) => {
  const cause = Object.assign(new Error(code), { code });
  return clientOf({
    baseUrl: 'https://ats.example',
    guard: {
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
      refusalOf: () => null,
    },
  });
};

for (const [code, text] of [
  ['ENOTFOUND', /^The host ats\.example of Tiny does not exist\. Check the address/],
  ['EAI_AGAIN', /could not be looked up\. Check the DNS/],
  ['ECONNREFUSED', /^Tiny refused the connection at ats\.example: nothing listens there/],
  ['ENETUNREACH', /^There is no way from this server to ats\.example/],
  ['UND_ERR_CONNECT_TIMEOUT', /did not accept a connection at ats\.example in time/],
  [
    'CERT_HAS_EXPIRED',
    /^The certificate of ats\.example of Tiny is not valid .* NODE_EXTRA_CA_CERTS/,
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /^The certificate .* nothing was sent/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^The certificate .* nothing was sent/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /^The certificate .* nothing was sent/],
] as const) {
  test(`says what ${code} means and what to do, and sends a POST again, as nothing was sent`, async () => {
    const { client, clock } = failingWith(code);
    const error = await failureOf(client.request({ method: 'POST', path: '/jobs' }));
    assert.match(error.message, text);
    assert.ok(error.message.endsWith(`(POST /jobs: ${code})`), error.message);
    assert.equal(error.mayHaveHappened, false);
    assert.equal(clock.sleeps.length, 4);
  });
}

test('takes a POST for sent when an alert of the other side ends the connection', async () => {
  const { client, clock } = failingWith('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
  const error = await failureOf(client.request({ method: 'POST', path: '/jobs' }));
  assert.deepEqual([error.mayHaveHappened, clock.sleeps.length], [true, 0]);
});

test('sends a POST again where none of the addresses of the host was reached', async () => {
  const unreached = ['ETIMEDOUT', 'ENETUNREACH'].map((code) =>
    Object.assign(new Error(code), { code, syscall: 'connect' }),
  );
  const cause = Object.assign(new AggregateError(unreached), { code: 'ETIMEDOUT' });
  const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
  const guard = { fetch, refusalOf: () => null };
  const { client, clock } = clientOf({ guard });
  const error = await failureOf(client.request({ method: 'POST', path: '/jobs' }));
  assert.deepEqual([error.kind, error.mayHaveHappened], ['unavailable', false]);
  assert.equal(clock.sleeps.length, 4);
});

test('waits for the head and for the body of an answer no longer than allowed', async () => {
  const trickle = (response: ServerResponse): void => {
    response.writeHead(200);
    response.write('{"never":');
  };
  for (const answer of [silence, trickle]) {
    const { client, received } = await connect([answer]);
    const request = { method: 'POST', path: '/jobs', timeoutMs: 500 } as const;
    const error = await failureOf(client.request(request));
    assert.match(error.message, /within 0.5 seconds/);
    assert.equal(error.kind, 'unavailable');
    // None where the machine took that long to send it.
    assert.ok(received.length <= 1, 'it was sent again');
  }
});

test('lets nobody wait longer than the client allows', async () => {
  const { client } = await connect([silence], { maxTimeoutMs: 50 });
  const error = await failureOf(client.request({ method: 'POST', path: '/', timeoutMs: 60_000 }));
  assert.match(error.message, /within 0.05 seconds/);
});

test('follows no redirect and does not say where it leads', async () => {
  const reached: unknown[] = [];
  const elsewhere = await listen((request, response) => {
    reached.push(request.headers);
    response.end('{}');
  });
  const redirect = (response: ServerResponse): void =>
    void response.writeHead(302, { location: `${elsewhere}/?token=${secret}` }).end();
  const { client, received } = await connect([redirect]);
  const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
  assert.equal(error.kind, 'unknown');
  assert.match(error.message, /redirect \(302\)/);
  assert.ok(!error.message.includes(elsewhere));
  assert.equal(received.length, 1);
  assert.deepEqual(reached, []);
});

test('gives up answers that are too long, also when they were packed', async () => {
  const long = JSON.stringify('x'.repeat(100_000));
  const packed = (response: ServerResponse): void =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long));
  for (const answer of [text(long), packed]) {
    const { client, received } = await connect([answer], { answerLimits: { bytes: 50_000 } });
    const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
    assert.equal(error.kind, 'unknown');
    assert.match(error.message, /longer than 50000 bytes, .* Ask for less at a time/);
    assert.equal(received.length, 1);
  }
});

describe('an answer that would cost too much to parse is given up', () => {
  const attacks: Record<string, { body: string; reason: RegExp }> = {
    'many small objects': {
      body: `{"results":[${'{},'.repeat(1_000_000)}{}]}`,
      reason: /GET \/jobs has more than 500000 values, .* Ask for less at a time/,
    },
    'lists that are opened and never closed': {
      body: '['.repeat(1_000_000),
      reason: /is nested deeper than 500 levels/,
    },
    'a value nested 5,000 deep': {
      body: `{"results":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      reason: /is nested deeper than 500 levels/,
    },
    'a value nested 50,000 deep': {
      body: `{"results":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      reason: /is nested deeper than 500 levels/,
    },
  };
  for (const [name, { body, reason }] of Object.entries(attacks)) {
    for (const status of [200, 500]) {
      test(`${name}, packed, with status ${status}`, async () => {
        const packed = gzipSync(body);
        const answer = (response: ServerResponse): void =>
          void response.writeHead(status, { 'content-encoding': 'gzip' }).end(packed);
        const { client, received } = await connect([answer, json({ ok: true })]);
        const error = await failureOf(client.request({ method: 'GET', path: '/jobs' }));
        assert.equal(error.kind, 'unknown');
        assert.match(error.message, reason);
        assert.equal(received.length, 1);
        const next = await client.request({ method: 'GET', path: '/jobs' });
        assert.deepEqual(next.body, { ok: true });
      });
    }
  }
});

test('an answer that holds a file may be longer, where its request says so', async () => {
  const answer = json({ file: 'x'.repeat(100_000) });
  const { client } = await connect([answer], { answerLimits: { bytes: 50_000 } });
  const request = { method: 'GET', path: '/file' } as const;
  assert.match((await failureOf(client.request(request))).message, /longer than 50000 bytes/);
  assert.equal((await client.request({ ...request, maxAnswerBytes: 200_000 })).status, 200);
});

test('an answer of the largest size that connectors ask for is read', async () => {
  const person = { id: 'x', name: 'Ada', tags: ['a', 'b', 'c'], answers: [{ id: 1, text: 'yes' }] };
  const results = Array.from({ length: 15_000 }, () => person);
  const { client } = await connect([json({ results })]);
  const { body } = await client.request({ method: 'GET', path: '/jobs' });
  assert.equal((body as { results: unknown[] }).results.length, 15_000);
});

test('stops a request and a wait when the work is aborted, with the reason', async () => {
  const reason = new Error('shutting down');
  const abort = new AbortController();
  const hanging = await connect([() => abort.abort(reason)], { signal: abort.signal });
  const isReason = (error: unknown): boolean => error === reason;
  await assert.rejects(hanging.client.request({ method: 'GET', path: '/' }), isReason);
  await assert.rejects(hanging.client.request({ method: 'GET', path: '/' }), isReason);
  assert.equal(hanging.received.length, 1);
  const second = new AbortController();
  const busy = (response: ServerResponse): void => {
    response.on('finish', () => second.abort(reason));
    json({}, 429)(response);
  };
  const waiting = await connect([busy], { signal: second.signal });
  await assert.rejects(waiting.client.request({ method: 'GET', path: '/' }), isReason);
});

test('takes a place from the limiter for each attempt and always gives it back', async () => {
  let [taken, underWay] = [0, 0];
  const limiter = {
    acquire: async () => {
      taken += 1;
      underWay += 1;
      return { release: () => void (underWay -= 1) };
    },
  };
  const { client } = await connect([json({}, 500), reset, json({ ok: 1 })], { limiter });
  await client.request({ method: 'GET', path: '/jobs' });
  assert.deepEqual([taken, underWay], [3, 0]);
});

test('tells the observer of every attempt', async () => {
  const { client, exchanges } = await connect([json({}, 500), reset, json({})]);
  await client.request({ method: 'GET', path: '/jobs', query: { page_token: 'p1' } });
  const common = { method: 'GET', path: '/jobs', durationMs: 0 };
  const told = exchanges.map(({ method, path: at, durationMs, attempt, status, errorKind }) => {
    return { method, path: at, durationMs, attempt, status, errorKind };
  });
  assert.deepEqual(told, [
    { ...common, attempt: 1, status: 500, errorKind: 'unavailable' },
    { ...common, attempt: 2, status: null, errorKind: 'unavailable' },
    { ...common, attempt: 3, status: 200, errorKind: null },
  ]);
});

test('keeps secrets out of errors, their causes and the log, whatever the remote says', async () => {
  const echo = failure(`code-${secret}`, `Bearer ${secret} and ${encodeURIComponent(secret)}`);
  const { client, logged } = await connect([json(echo, 500), reset, json(echo, 401)]);
  const error = await failureOf(
    client.request({ method: 'GET', path: path`/keys/${secret}`, query: { key: secret } }),
  );
  assert.equal(error.kind, 'authentication');
  assert.equal(logged.length, 2);
  const shown = inspect([error, logged], { depth: 20, showHidden: true });
  assert.match(shown, /\[redacted\]/);
  assert.ok(!shown.includes(secret), shown);
});

test('hides credentials, but for those that are no secret, which are parts of many words', async () => {
  const credentials = { token: secret, board: 'example' };
  const message = `${secret} may not write to ada@example.com`;
  const messageWith = async (options: Options): Promise<string> => {
    const { client } = await connect([json(failure('no', message), 400)], {
      credentials,
      ...options,
    });
    return (await failureOf(client.request({ method: 'GET', path: '/' }))).message;
  };
  const credentialFields = { token: { isSecret: true }, board: { isSecret: false } };
  assert.match(await messageWith({ credentialFields }), /\[redacted\] may not .* ada@example\.com/);
  assert.match(await messageWith({}), /\[redacted\] may not .* ada@\[redacted\]\.com/);
});

test('refuses credentials that no header can carry without showing them', () => {
  const open = (): unknown =>
    clientOf({ credentials: { token: 'line\nbreak' }, baseUrl: 'http://x' });
  assert.throws(open, (error) => {
    assert.ok(error instanceof RemoteError);
    assert.equal(error.kind, 'input');
    assert.ok(!inspect(error).includes('break'));
    return true;
  });
});

test('refuses base addresses and paths that are none', async () => {
  for (const baseUrl of ['nowhere', 'file:///etc', 'http://user:password@host.example']) {
    assert.throws(() => clientOf({ baseUrl }), /base address/);
  }
  const { client, received } = await connect([json({})]);
  for (const wrong of ['jobs', '//other.example/jobs?x=1', '/jobs#x']) {
    await assert.rejects(client.request({ method: 'GET', path: wrong }), /request path/);
  }
  assert.equal(received.length, 0);
});

test('a request for a record whose id no request can name is refused as input, and not sent', async () => {
  const { client, received } = await connect([json({})]);
  for (const id of ['', '.', '..', 'Zo \ud83d']) {
    const error = await failureOf(client.request({ method: 'GET', path: path`/jobs/${id}/notes` }));
    assert.equal(error.kind, 'input');
    assert.match(error.message, /No request can name this record/);
  }
  assert.equal(received.length, 0);
});

test('only requests of a route meet its limit, whatever their query', async () => {
  const routes = [
    {
      name: 'apply',
      route: /^POST \/jobs\/[^/]+\/apply$/,
      requests: 1,
      windowMs: 60_000,
      source: '',
    },
  ];
  const limited = { ...declaration, limit: { ...declaration.limit, routes } };
  const base = await connect([json({})], { declaration: limited });
  const { clock } = base;
  const { client } = clientOf({
    declaration: limited,
    baseUrl: `${base.baseUrl}/v1`,
    clock,
    limiter: createLocalLimiter(clock),
  });
  const startMs = clock.now().getTime();
  const apply = { method: 'POST', path: '/jobs/7/apply', query: { silent: true } } as const;
  await client.request(apply);
  await client.request({ method: 'GET', path: '/jobs/7/apply' });
  assert.equal(clock.now().getTime(), startMs, 'A GET of the same path waits for nobody.');
  await client.request(apply);
  assert.equal(clock.now().getTime() - startMs, 60_000);
});
