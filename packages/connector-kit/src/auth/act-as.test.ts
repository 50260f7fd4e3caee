import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import { createLocalLimiter } from '../http/local-limiter.ts';
import { createLocalTokenStore } from './local-token-store.ts';
import { oauthToken } from './oauth-token.ts';
import { createRemoteClient } from '../http/remote-client.ts';
import type { RemoteDeclaration, TokenRequest } from '../http/remote.ts';
import { listen } from '../testing/listen.ts';

const tokenOf = (sub?: string): TokenRequest =>
  oauthToken({ path: '/token', grant: { grant_type: 'client_credentials', sub } });

const declaration: RemoteDeclaration<object> = {
  baseUrl: () => 'https://api.example.com/v3',
  hosts: { token: { baseUrl: () => 'https://auth.example.com' } },
  authenticate: () => tokenOf(),
  limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'a test' },
  errors: [],
};

const forEverybody: RemoteDeclaration<object> = {
  ...declaration,
  authenticateAs: (_credentials, user) => tokenOf(user),
};

/** A tool that gives `<user>-1`, and after each refusal the next one. */
async function start(of = forEverybody) {
  const refused = new Set<string>();
  const minted: string[] = [];
  const server = await listen((request, response) => {
    if (request.url === '/token') {
      const body = server.received.at(-1)?.body.toString();
      const user = new URLSearchParams(body).get('sub') ?? 'own';
      minted.push(`${user}-${minted.filter((one) => one.startsWith(user)).length + 1}`);
      response.end(JSON.stringify({ access_token: minted.at(-1), expires_in: 3600 }));
      return;
    }
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    response.statusCode = refused.has(token) ? 401 : 200;
    response.end(JSON.stringify({ token }));
  });
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const tokens = createLocalTokenStore();
  const client = createRemoteClient({
    declaration: of,
    credentials: {},
    baseUrl: `${server.url}/v3`,
    clock,
    tokens,
    limiter: createLocalLimiter(clock),
    log: silentLog,
    signal: new AbortController().signal,
  });
  const send = async (actAs?: string | null): Promise<unknown> => {
    const named = actAs === undefined ? {} : { actAs };
    return (await client.request({ method: 'POST', path: '/notes', ...named })).body;
  };
  return { send, refused, minted, tokens };
}

test("a request in a user's name has a token of its own, which is not kept", async () => {
  const { send, minted, tokens } = await start();
  assert.deepEqual(await send(), { token: 'own-1' });
  assert.deepEqual(await send('7'), { token: '7-1' });
  assert.deepEqual(await send('7'), { token: '7-1' });
  assert.deepEqual(await send('8'), { token: '8-1' });
  assert.deepEqual(await send(null), { token: 'own-1' });
  assert.deepEqual(minted, ['own-1', '7-1', '8-1']);
  assert.equal(tokens.kept?.token, 'own-1');
});

test('a refused token of a user is renewed, and that of the credentials stays', async () => {
  const { send, refused, minted } = await start();
  await send();
  await send('7');
  refused.add('7-1');
  assert.deepEqual(await send('7'), { token: '7-2' });
  assert.deepEqual(await send(), { token: 'own-1' });
  assert.deepEqual(minted, ['own-1', '7-1', '7-2']);
});

test('a connector that cannot act for others sends nothing in their name', async () => {
  const { send, minted } = await start(declaration);
  await assert.rejects(send('7'), /declares no `authenticateAs`/);
  assert.deepEqual(minted, []);
});
