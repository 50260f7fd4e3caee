import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import { createDryRunClient } from './dry-run-client.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { createOutgoingGuard } from './outgoing-guard.ts';
import { createRemoteClient } from './remote-client.ts';
import { RemoteError } from './remote.ts';
import type { RemoteClient, RemoteDeclaration } from './remote.ts';
import { listen } from '../testing/listen.ts';

interface Credentials {
  key: string;
  board_key: string | undefined;
  company: string;
}
const credentials: Credentials = {
  key: 'key-of-the-api',
  board_key: 'key-of-the-board',
  company: 'acme',
};

const declaration = (url: string): RemoteDeclaration<Credentials> => ({
  baseUrl: () => `${url}/api/v2`,
  authenticate: ({ key }) => ({ type: 'bearer', token: key }),
  credentialHeaders: ({ company }) => ({ 'x-company': company }),
  hosts: {
    feed: { baseUrl: ({ company }) => `${url}/feeds/${company}` },
    board: {
      baseUrl: () => `${url}/boards`,
      authenticate: ({ board_key }) =>
        board_key === undefined ? null : { type: 'basic', username: board_key, password: '' },
    },
  },
  describeCredentials: ({ company, board_key }) => ({
    company,
    has_board: board_key !== undefined,
  }),
  limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'a test' },
  errors: [],
});

function clientOf(url: string, baseUrl?: string): RemoteClient {
  return createRemoteClient(optionsOf(url, baseUrl));
}

function optionsOf(url: string, baseUrl?: string) {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  return {
    declaration: declaration(url),
    credentials,
    ...(baseUrl !== undefined && { baseUrl }),
    guard: createOutgoingGuard({ allowedNetworks: ['127.0.0.0/8'] }),
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    signal: new AbortController().signal,
  };
}

const start = () => listen((_, response) => void response.end('{}'));

test('each host gets its own credentials, and one that declares none gets nothing', async () => {
  const server = await start();
  const client = clientOf(server.url);
  await client.request({ method: 'GET', path: '/jobs' });
  await client.request({ method: 'GET', host: 'feed', path: '/jobs.xml', query: { lang: 'de' } });
  await client.request({ method: 'GET', host: 'board', path: '/jobs' });
  const basic = `Basic ${Buffer.from('key-of-the-board:').toString('base64')}`;
  assert.deepEqual(
    server.received.map(({ path, headers }) => [path, headers.authorization, headers['x-company']]),
    [
      ['/api/v2/jobs', 'Bearer key-of-the-api', 'acme'],
      ['/feeds/acme/jobs.xml?lang=de', undefined, undefined],
      ['/boards/jobs', basic, undefined],
    ],
  );
});

test('a host that the credentials have nothing for gets nothing', async () => {
  const server = await start();
  const options = optionsOf(server.url);
  const client = createRemoteClient({
    ...options,
    credentials: { ...credentials, board_key: undefined },
  });
  await client.request({ method: 'GET', host: 'board', path: '/jobs' });
  assert.equal(server.received[0]?.headers.authorization, undefined);
});

test('connectors see of the credentials what the declaration describes, in dry runs as well', () => {
  const options = optionsOf('https://tool.example.com');
  for (const client of [createRemoteClient(options), createDryRunClient(options)]) {
    assert.deepEqual(client.credentials, { company: 'acme', has_board: true });
  }
  const silent = { ...options.declaration, describeCredentials: () => ({}) };
  assert.deepEqual(createRemoteClient({ ...options, declaration: silent }).credentials, {});
});

test('another base address redirects every host to its origin, below its own path', async () => {
  const server = await start();
  const client = clientOf('https://tool.example.com', `${server.url}/simulated`);
  await client.request({ method: 'GET', path: '/jobs' });
  await client.request({ method: 'GET', host: 'feed', path: '/jobs.xml' });
  const link = 'https://tool.example.com/boards/jobs?page=2';
  await client.request({ method: 'GET', host: 'board', path: '/', link });
  assert.deepEqual(
    server.received.map(({ path }) => path),
    ['/simulated/jobs', '/feeds/acme/jobs.xml', '/boards/jobs?page=2'],
  );
});

test('the credentials of one host never follow a link to another one', async () => {
  const client = clientOf('https://tool.example.com');
  const link = 'https://tool.example.com/api/v2/jobs?page=2';
  await assert.rejects(
    client.request({ method: 'GET', host: 'board', path: '/', link }),
    (error) => error instanceof RemoteError && error.kind === 'unknown',
  );
});

test('a host that nobody declared is a mistake of the connector', async () => {
  const client = clientOf('https://tool.example.com');
  await assert.rejects(
    client.request({ method: 'GET', host: 'nowhere', path: '/' }),
    /no host 'nowhere'/,
  );
});

test('a plain form is encoded, without what is undefined', async () => {
  const server = await start();
  const urlEncoded = { grant: 'a b&c', scope: undefined, umlaut: 'ä=ß' };
  await clientOf(server.url).request({ method: 'POST', path: '/form', urlEncoded });
  const [request] = server.received;
  assert.equal(request?.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(request?.body.toString(), 'grant=a+b%26c&umlaut=%C3%A4%3D%C3%9F');
});
