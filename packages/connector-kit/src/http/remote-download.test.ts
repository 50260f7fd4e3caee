import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { createOutgoingGuard } from './outgoing-guard.ts';
import { createRemoteClient } from './remote-client.ts';
import { RemoteError } from './remote.ts';
import type { IncomingFile } from './files.ts';
import type { RemoteClient, RemoteDeclaration } from './remote.ts';
import { listen } from '../testing/listen.ts';

const secret = 'the-very-secret-token';

const declaration: RemoteDeclaration<{ token: string }> = {
  baseUrl: () => 'https://api.example.com/v1',
  authenticate: ({ token }) => ({ type: 'bearer', token }),
  headers: { 'x-tenant': 'blue' },
  limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'test' },
  errors: [{ code: 'gone', kind: 'not-found' }],
};

/** A client whose API is below `/v1` of a server of this machine. */
function clientOf(url: string): RemoteClient {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  return createRemoteClient({
    declaration,
    credentials: { token: secret },
    baseUrl: `${url}/v1`,
    // Other servers of the tests can be reached, so that only we keep the credentials from them.
    guard: createOutgoingGuard({ allowedNetworks: ['127.0.0.0/8'] }),
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    signal: new AbortController().signal,
  });
}

const answerWith =
  (content: string): RequestListener =>
  (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'text/plain', 'content-length': content.length })
      .end(content);

const redirectTo =
  (location: () => string): RequestListener =>
  (_request, response) =>
    void response.writeHead(302, { location: location() }).end();

async function contentOf({ body }: IncomingFile): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test("a file of the API's is asked for with our credentials", async () => {
  const { url, received } = await listen(answerWith('a CV'));
  const file = await clientOf(url).download({ path: '/files/7/download', query: { v: 1 } });
  assert.equal(await contentOf(file), 'a CV');
  assert.equal(file.contentType, 'text/plain');
  assert.equal(file.size, 4);
  const [request] = received;
  assert.equal(request?.path, '/v1/files/7/download?v=1');
  assert.equal(request?.headers.authorization, `Bearer ${secret}`);
  assert.equal(request?.headers['x-tenant'], 'blue');
});

test('an address that the remote has named is asked for without credentials', async () => {
  const { url, received } = await listen(answerWith('a CV'));
  await contentOf(await clientOf(url).download(`${url}/v1/files/7`));
  assert.equal(received[0]?.headers.authorization, undefined);
  assert.equal(received[0]?.headers['x-tenant'], undefined);
});

test('credentials do not follow a redirect to another host', async () => {
  const storage = await listen(answerWith('a CV'));
  const api = await listen(redirectTo(() => `${storage.url}/v1/files/7`));
  const file = await clientOf(api.url).download({ path: '/files/7' });
  assert.equal(await contentOf(file), 'a CV');
  assert.equal(api.received[0]?.headers.authorization, `Bearer ${secret}`);
  assert.equal(storage.received[0]?.headers.authorization, undefined);
  assert.equal(storage.received[0]?.headers['x-tenant'], undefined);
});

test('a redirect within the API keeps them, and one to another part of the host does not', async () => {
  const seen: (readonly [string, string | undefined])[] = [];
  const next: Readonly<Record<string, string>> = {
    '/v1/files/7': '/v1/content/7',
    '/v1/content/7': '/public/7',
  };
  const api = await listen((request, response) => {
    const path = request.url ?? '';
    seen.push([path, request.headers.authorization]);
    const location = next[path];
    if (location === undefined) response.writeHead(200).end('a CV');
    else response.writeHead(302, { location }).end();
  });
  await contentOf(await clientOf(api.url).download({ path: '/files/7' }));
  assert.deepEqual(seen, [
    ['/v1/files/7', `Bearer ${secret}`],
    ['/v1/content/7', `Bearer ${secret}`],
    ['/public/7', undefined],
  ]);
});

test("a refused file of the API's is an error by the connector's own table", async () => {
  const { url } = await listen((_request, response) => {
    response.writeHead(410).end(JSON.stringify({ code: 'gone', message: 'It was deleted.' }));
  });
  await assert.rejects(clientOf(url).download({ path: '/files/7' }), (error) => {
    assert.ok(error instanceof RemoteError);
    assert.equal(error.kind, 'not-found');
    assert.match(error.message, /It was deleted/);
    return true;
  });
});

test('a path that would leave the API is not asked for', async () => {
  const { url, received } = await listen(answerWith('a CV'));
  await assert.rejects(
    clientOf(url).download({ path: 'https://evil.example/x' }),
    /must start with/,
  );
  assert.deepEqual(received, []);
});
