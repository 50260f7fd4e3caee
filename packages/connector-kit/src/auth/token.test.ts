import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { createDryRunClient } from '../http/dry-run-client.ts';
import { createLocalLimiter } from '../http/local-limiter.ts';
import { createLocalTokenStore } from './local-token-store.ts';
import { oauthToken } from './oauth-token.ts';
import { sendPassthrough } from '../http/passthrough.ts';
import { createRemoteClient } from '../http/remote-client.ts';
import type { RemoteClientOptions } from '../http/remote-target.ts';
import { RemoteError } from '../http/remote.ts';
import type { RemoteDeclaration } from '../http/remote.ts';
import type { RequestExchange } from '../http/request-observer.ts';
import { listen } from '../testing/listen.ts';

const credentials = { client_id: 'the-client', client_secret: 'the-client-secret' };
type Credentials = typeof credentials;
type Options = Partial<RemoteClientOptions<Credentials>>;

const declaration: RemoteDeclaration<Credentials> = {
  baseUrl: () => 'https://api.example.com',
  hosts: { token: { baseUrl: () => 'https://auth.example.com/oauth' } },
  authenticate: (client) =>
    oauthToken({
      path: '/token',
      grant: { grant_type: 'authorization_code', code: 'c0de' },
      client,
    }),
  limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'a test' },
  errors: [{ status: 403, kind: 'permission' }],
};

/** A tool whose tokens are counted: `access-1` comes with `refresh-1`. */
async function start(options: Options = {}) {
  const tool = {
    minted: 0,
    refused: new Set<string>(),
    /** In place of a token. */
    tokenAnswer: null as ((response: ServerResponse) => void) | null,
    expiresIn: 3600 as number | string | undefined,
  };
  const server = await listen((request, response) => {
    if (request.url !== '/oauth/token') {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      response.statusCode = tool.refused.has(token) ? 401 : 200;
      response.end(JSON.stringify({ message: `you sent ${token}` }));
      return;
    }
    if (tool.tokenAnswer !== null) return tool.tokenAnswer(response);
    tool.minted += 1;
    const [access_token, refresh_token] = [`access-${tool.minted}`, `refresh-${tool.minted}`];
    response.end(JSON.stringify({ access_token, refresh_token, expires_in: tool.expiresIn }));
  });
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const tokens = createLocalTokenStore();
  const logged: unknown[] = [];
  const exchanges: RequestExchange[] = [];
  const write = (fields: unknown, message: string): void => void logged.push({ fields, message });
  const all: RemoteClientOptions<Credentials> = {
    declaration,
    credentials,
    baseUrl: server.url,
    label: 'Tool',
    clock,
    tokens,
    limiter: createLocalLimiter(clock),
    log: { debug: write, info: write, warn: write, error: write },
    signal: new AbortController().signal,
    observer: { onRequest: (exchange) => exchanges.push(exchange) },
    ...options,
  };
  const client = createRemoteClient(all);
  const get = () => client.request({ method: 'GET', path: '/jobs' });
  const sent = () => server.received.filter(({ path }) => path === '/jobs');
  const asked = () =>
    server.received
      .filter(({ path }) => path === '/oauth/token')
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));
  return { tool, server, clock, tokens, logged, exchanges, all, client, get, sent, asked };
}

const isKind = (kind: RemoteError['kind']) => (error: unknown) =>
  error instanceof RemoteError && error.kind === kind;

test('a token is asked for once, with the grant, and proves all requests', async () => {
  const { get, sent, asked } = await start();
  await Promise.all([get(), get(), get()]);
  await get();
  assert.deepEqual(asked(), [{ grant_type: 'authorization_code', code: 'c0de', ...credentials }]);
  const proofs = sent().map(({ headers }) => headers.authorization);
  assert.deepEqual([...new Set(proofs)], ['Bearer access-1']);
});

test('a token is renewed before it expires, with the refresh token of the last answer', async () => {
  const { get, sent, asked, clock } = await start();
  await get();
  clock.advance(3_500_000);
  await get();
  clock.advance(45_000);
  await get();
  clock.advance(3_550_000);
  await get();
  const refreshes = asked().map(({ refresh_token }) => refresh_token);
  assert.deepEqual(refreshes, [undefined, 'refresh-1', 'refresh-2']);
  assert.equal(sent().at(-1)?.headers.authorization, 'Bearer access-3');
});

test('a refusal in the middle is healed by one new token, also for a request that changes things', async () => {
  const { tool, client, get, sent } = await start();
  await get();
  tool.refused.add('access-1');
  await Promise.all([get(), get()]);
  tool.refused.add('access-2');
  await client.request({ method: 'POST', path: '/jobs', json: { name: 'x' } });
  assert.equal(tool.minted, 3);
  const posts = sent().filter(({ method }) => method === 'POST');
  assert.deepEqual(
    posts.map(({ headers, body }) => [headers.authorization, body.toString()]),
    [
      ['Bearer access-2', '{"name":"x"}'],
      ['Bearer access-3', '{"name":"x"}'],
    ],
  );
});

test('a refusal of the new token, too, is one of the credentials, and asks for no third', async () => {
  const { tool, get } = await start();
  await get();
  for (const number of [1, 2, 3]) tool.refused.add(`access-${number}`);
  await assert.rejects(get(), isKind('authentication'));
  await assert.rejects(get(), isKind('authentication'));
  assert.equal(tool.minted, 2);
});

test('a refusal of the refresh token is one of the credentials, with the reason', async () => {
  const { tool, get } = await start();
  tool.tokenAnswer = (response) => {
    response.statusCode = 400;
    response.end(JSON.stringify({ error: 'invalid_grant', error_description: 'It was used.' }));
  };
  await assert.rejects(get(), (error) => {
    assert.ok(isKind('authentication')(error));
    assert.match(String(error), /Tool answered 400 to POST \/token: invalid_grant: It was used/);
    return true;
  });
});

test('a renewal whose answer is lost is repeated with the same refresh token', async () => {
  const { tool, get, asked, clock } = await start();
  await get();
  clock.advance(3_600_000);
  tool.tokenAnswer = (response) => {
    tool.tokenAnswer = null;
    response.socket?.destroy();
  };
  await get();
  const refreshes = asked().map(({ refresh_token }) => refresh_token);
  assert.deepEqual(refreshes, [undefined, 'refresh-1', 'refresh-1']);
});

test('while the token endpoint is away, the old token is used until it expires', async () => {
  const { tool, get, sent, clock, logged } = await start();
  await get();
  tool.tokenAnswer = (response) => void response.writeHead(503).end();
  clock.advance(3_550_000);
  await get();
  await get();
  assert.equal(sent().at(-1)?.headers.authorization, 'Bearer access-1');
  assert.equal(logged.filter((line) => JSON.stringify(line).includes('renewal.failed')).length, 1);
  clock.advance(50_000);
  await assert.rejects(get(), isKind('unavailable'));
});

test('an answer without a token is an outage, and is not quoted', async () => {
  const { tool, get } = await start();
  tool.tokenAnswer = (response) => void response.end('{"acces_token":"misspelt-but-secret"}');
  await assert.rejects(get(), (error) => {
    assert.ok(isKind('unavailable')(error));
    assert.doesNotMatch(JSON.stringify(error) + String(error), /misspelt/);
    return true;
  });
});

test('an abort does not lose the answer to a renewal that has begun', async () => {
  const stop = new AbortController();
  const { tool, get, tokens, sent } = await start({ signal: stop.signal });
  tool.tokenAnswer = (response) => {
    stop.abort(new Error('cancelled'));
    response.end(JSON.stringify({ access_token: 'late', refresh_token: 'refresh-late' }));
  };
  await assert.rejects(get(), /cancelled/);
  assert.equal(tokens.kept?.refreshToken, 'refresh-late');
  assert.deepEqual(sent(), []);
});

test('forms of expiry are understood, and without one an hour is assumed', async () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const { read } = oauthToken({ path: '/', grant: { grant_type: 'client_credentials' } });
  const until = (answer: object) => read({ access_token: 'a', ...answer }, now).expiresAt;
  assert.deepEqual(until({ expires_in: 90 }), new Date('2026-01-01T00:01:30Z'));
  assert.deepEqual(until({ expires_in: '90' }), new Date('2026-01-01T00:01:30Z'));
  assert.deepEqual(
    until({ expires_at: '2026-01-01T02:00:00+01:00' }),
    new Date('2026-01-01T01:00:00Z'),
  );
  assert.deepEqual(until({ expires: 1_767_229_200 }), new Date('2026-01-01T01:00:00Z'));
  assert.equal(until({ expires_in: 'soon' }), null);
  const { get, tokens, tool } = await start();
  tool.expiresIn = undefined;
  await get();
  assert.equal(tokens.kept?.expiresAt, now.getTime() + 3_600_000);
});

test('client credentials are asked with each time, whatever comes with an answer', () => {
  const { request } = oauthToken({ path: '/', grant: { grant_type: 'client_credentials' } });
  assert.deepEqual(request('refresh-1', new Date()).urlEncoded, {
    grant_type: 'client_credentials',
  });
});

test('a login can give a session token with an expiry and a header of its own', async () => {
  const login: RemoteDeclaration<Credentials> = {
    ...declaration,
    hosts: { login: { baseUrl: () => 'https://api.example.com/oauth' } },
    authenticate: ({ client_secret: Key }) => ({
      type: 'token',
      request: () => ({ method: 'POST', host: 'login', path: '/token', json: { Key } }),
      read: (body) => {
        const { Token, Expires } = body as { Token: string; Expires: string };
        return { token: Token, expiresAt: new Date(Expires), refreshToken: null };
      },
      prove: (value) => ({ type: 'header', name: 'x-api-token', value }),
    }),
  };
  const { tool, get, sent, server, tokens } = await start({ declaration: login });
  tool.tokenAnswer = (response) =>
    void response.end('{"Token":"session-1","Expires":"2026-01-01T09:00:00.4174937+01:00"}');
  await get();
  assert.equal(server.received[0]?.body.toString(), '{"Key":"the-client-secret"}');
  assert.equal(sent()[0]?.headers['x-api-token'], 'session-1');
  assert.equal(tokens.kept?.expiresAt, Date.parse('2026-01-01T08:00:00.417Z'));
});

test('tokens are shown to nobody: not to observers, logs or errors', async () => {
  const { tool, get, exchanges, logged, clock } = await start();
  await get();
  tool.refused.add('access-1').add('access-2');
  const failure = await get().catch((error: unknown) => error);
  clock.advance(3_600_000);
  await get();
  const told = exchanges.map((exchange) => [exchange.url, exchange.path, exchange.bodies()]);
  assert.equal(exchanges.length, 7);
  const all = JSON.stringify([told, logged, String(failure)]);
  assert.match(all, /\[redacted\]/);
  assert.doesNotMatch(all, /access-\d|refresh-\d|c0de|the-client-secret/);
});

test('a request that is passed through gets a token, and a new one where that is refused', async () => {
  const { tool, all, sent } = await start();
  tool.refused.add('access-1');
  const request = { method: 'GET', path: '/jobs', params: {}, headers: {} } as const;
  const answer = await sendPassthrough(all, { path: '' }, request);
  assert.equal(answer.status, 200);
  assert.equal(sent().length, 2);
  const headers = { Authorization: 'Bearer mine' };
  await assert.rejects(
    sendPassthrough(all, { path: '' }, { ...request, headers }),
    isKind('input'),
  );
});

test('a dry run asks for no token', async () => {
  const { all, server } = await start();
  const client = createDryRunClient(all);
  await client.request({ method: 'POST', path: '/jobs', json: {} });
  assert.equal(client.planned.length, 1);
  assert.deepEqual(server.received, []);
});
