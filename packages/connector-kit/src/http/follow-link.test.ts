import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import { followLink, nextLink } from './follow-link.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { readPages } from '../reading/read-pages.ts';
import { createRemoteClient } from './remote-client.ts';
import type { RemoteClient } from './remote.ts';

let client: RemoteClient;
let url: string;
let received: string[] = [];
let answer: (url: string) => { status?: number; link?: string; body?: unknown } = () => ({});

const server = createServer((request, response) => {
  received.push(request.url ?? '');
  const { status = 200, link, body = [] } = answer(request.url ?? '');
  response.writeHead(status, link === undefined ? {} : { link });
  response.end(JSON.stringify(body));
});

before(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = createTestClock('2026-01-01T00:00:00Z');
  client = createRemoteClient({
    declaration: {
      baseUrl: () => 'https://api.example.com/v1',
      authenticate: () => ({ type: 'bearer', token: 'secret-token' }),
      limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'test' },
      errors: [],
    },
    credentials: {},
    baseUrl: `${url}/proxy/v1`,
    label: 'Example',
    clock,
    limiter: createLocalLimiter(clock),
    log: silentLog,
    signal: new AbortController().signal,
  });
});
beforeEach(() => {
  received = [];
  answer = () => ({});
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test('a link is followed as it is, with its query, to where the operator has put the remote', async () => {
  const query = '?status[]=open&status[]=closed&cursor=a%2Bb%3D%3D&flag';
  const links = [
    `${url}/proxy/v1/jobs${query}`,
    `/proxy/v1/jobs${query}`,
    `https://api.example.com/v1/jobs${query}`,
    `http://api.example.com/v1/jobs${query}#top`,
  ];
  for (const link of links) await followLink(client, link);
  assert.deepEqual(
    received,
    links.map(() => `/proxy/v1/jobs${query}`),
  );
});

test('a link to another place gets no request', async () => {
  const places = [
    'https://elsewhere.example/v1/jobs',
    'https://api.example.com.elsewhere.example/v1/jobs',
    'https://api.example.com/v2/jobs',
    'https://api.example.com/v1/../admin',
    'https://api.example.com/v1/%2e%2e/admin',
    'https://api.example.com/v10/jobs',
    'https://api.example.com:8443/v1/jobs',
    'https://user:word@api.example.com/v1/jobs',
    'ftp://api.example.com/v1/jobs',
    '//elsewhere.example/v1/jobs',
    'https://',
  ];
  for (const ref of places) {
    await assert.rejects(followLink(client, ref), { kind: 'unknown', status: null }, ref);
  }
  assert.deepEqual(received, []);
});

test('a link that is refused has expired; refused credentials and outages are what they are', async () => {
  const kinds = { 400: 'sync-token-expired', 404: 'sync-token-expired', 410: 'sync-token-expired' };
  const others = { 401: 'authentication', 403: 'permission', 503: 'unavailable' };
  for (const [status, kind] of Object.entries({ ...kinds, ...others })) {
    answer = () => ({ status: Number(status) });
    await assert.rejects(followLink(client, '/proxy/v1/jobs?cursor=secret'), (error: Error) => {
      assert.deepEqual('kind' in error && error.kind, kind);
      assert.match(error.message, /GET \/proxy\/v1\/jobs[.:]/);
      return true;
    });
  }
});

test('a list is read by the links of its pages, and resumes at one', async () => {
  answer = (asked) => {
    const page = Number(new URL(asked, url).searchParams.get('page') ?? 1);
    const next = `<https://api.example.com/v1/jobs?page=${page + 1}>; rel="next"`;
    return { body: [{ id: page }], ...(page < 3 ? { link: next } : {}) };
  };
  const read = async (from: Parameters<typeof readPages>[0]['from']) => {
    const pages = [];
    const list = readPages<unknown>({
      name: "Example's jobs",
      by: 'token',
      from,
      async fetch({ token }) {
        const response = await (token === null
          ? client.request({ method: 'GET', path: '/jobs' })
          : followLink(client, token));
        const { body } = response;
        return { rows: Array.isArray(body) ? body : null, nextToken: nextLink(response) };
      },
    });
    for await (const page of list) pages.push(page);
    return pages;
  };
  const pages = await read(null);
  assert.deepEqual(
    pages.map(({ rows }) => rows),
    [[{ id: 1 }], [{ id: 2 }], [{ id: 3 }]],
  );
  assert.deepEqual(await read(pages[0]?.next ?? null), pages.slice(1));
});

test('the next page is found in a Link header, wherever it stands in it', () => {
  const headers: [link: string | undefined, next: string | null][] = [
    [undefined, null],
    ['', null],
    ['<https://a.example/?p=1,2;3>; rel="next"', 'https://a.example/?p=1,2;3'],
    ['</?p=1>; rel=prev, </?p=3>; title="x"; REL=Next', '/?p=3'],
    ['</?p=1>;rel="last next"', '/?p=1'],
    ['</?p=1>; rel="nextish", </?p=2>; rel="first"', null],
    ['</?p=1>; rel=next,</?p=2>; rel=last', '/?p=1'],
  ];
  for (const [link, next] of headers) {
    assert.equal(nextLink({ headers: link === undefined ? {} : { link } }), next, link);
  }
  const relation = fc.constantFrom('next', 'prev', 'first', 'last');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.webUrl({ withQueryParameters: true }), relation)), (links) => {
      const link = links.map(([address, name]) => `<${address}>; rel="${name}"`).join(', ');
      const expected = links.find(([, name]) => name === 'next')?.[0] ?? null;
      assert.equal(nextLink({ headers: { link } }), expected);
    }),
  );
});
