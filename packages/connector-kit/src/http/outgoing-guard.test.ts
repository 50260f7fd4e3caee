import { silentLog } from '../declaration/connector-context.ts';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createTestClock } from '../clock.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { AddressRefusedError, createOutgoingGuard } from './outgoing-guard.ts';
import type { OutgoingGuard, OutgoingRequest, ResolvedAddress } from './outgoing-guard.ts';
import { createRemoteClient } from './remote-client.ts';
import { RemoteError } from './remote.ts';

/** No part of the public internet, by the reason. As IANA's registries of special addresses say. */
const notPublic: Readonly<Record<string, readonly string[]>> = {
  'this machine': ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '0.1.2.3', '::'],
  'private networks': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1'],
  'metadata of clouds': [
    '169.254.169.254',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
  ],
  'link-local': ['169.254.0.1', 'fe80::1', 'febf::1', 'fec0::1'],
  'a carrier’s NAT': ['100.64.0.1', '100.127.255.255'],
  'many at once': ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'reserved or not assigned': [
    '192.0.0.1',
    '198.18.0.1',
    '240.0.0.1',
    '100::1',
    '4000::1',
    '5f00::1',
  ],
  'IPv4 in IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
  ],
};
const refusedAddresses = Object.entries(notPublic).flatMap(([reason, addresses]) =>
  addresses.map((address) => [reason, address] as const),
);

const publicAddresses = [
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '192.167.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
  '64:ff9b::8.8.8.8',
];

/** Ways to write this machine that reach a server on 127.0.0.1 where nothing stops them. */
const waysToThisMachine = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '0177.0.0.1',
  '017700000001',
  '0x7f.0.0.1',
  '0x7f000001',
  '0x7F.1',
  '①②⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '0',
  '[::ffff:127.0.0.1]',
  'localhost',
  'LOCALHOST.',
  'ⓛocalhost',
];

const cleanUps: (() => void)[] = [];
after(() => {
  for (const cleanUp of cleanUps) cleanUp();
});

/** Counts connections, not only requests: not even a handshake may arrive. */
async function listen(listener: RequestListener, host = '127.0.0.1') {
  const server = createServer(listener);
  const reached: string[] = [];
  server.on('connection', (socket) => reached.push(socket.localAddress ?? ''));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, reached, url: `http://127.0.0.1:${port}` };
}

const ok: RequestListener = (_request, response) => void response.end('{}');
const strict = createOutgoingGuard({ allowedNetworks: [] });
const thisMachine = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'] });
const answer = (address: string): ResolvedAddress => ({ address, family: isIP(address) });

function send(guard: OutgoingGuard, url: string, request: Partial<OutgoingRequest> = {}) {
  const signal = AbortSignal.timeout(60_000);
  const whole = { method: 'GET', headers: new Headers(), body: null, signal, ...request };
  return guard.fetch(new URL(url), whole);
}

async function isRefused(work: Promise<unknown>): Promise<AddressRefusedError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof AddressRefusedError, String(error));
    return error;
  }
  return assert.fail('This was meant to be refused.');
}

const asHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);

test('every address that is not public is refused, written out', async () => {
  for (const [reason, address] of refusedAddresses) {
    const error = await isRefused(send(strict, `http://${asHost(address)}/`));
    assert.match(error.message, /HIREWIRE_ALLOWED_NETWORKS/, `${reason}: ${address}`);
  }
});

test('every address that is not public is refused behind a name, without being told', async () => {
  for (const [reason, address] of refusedAddresses) {
    const guard = createOutgoingGuard({
      allowedNetworks: [],
      resolve: async () => [answer(address)],
    });
    for (const scheme of ['http', 'https']) {
      const { message } = await isRefused(send(guard, `${scheme}://inside.example:81/`));
      assert.match(message, /inside\.example/);
      assert.ok(!message.includes(address), `${reason}: ${address}`);
    }
  }
});

test('a scope or an answer that is no address is refused behind a name', async () => {
  for (const address of ['fe80::1%eth0', 'fe80::1%not-parsed', 'not an address', '']) {
    const resolve = async () => [{ address, family: 6 }];
    await isRefused(
      send(createOutgoingGuard({ allowedNetworks: [], resolve }), 'http://a.example'),
    );
  }
  const resolve = async () => [];
  await isRefused(send(createOutgoingGuard({ allowedNetworks: [], resolve }), 'http://a.example'));
});

test('no zone can be written into an address', () => {
  for (const host of ['[fe80::1%eth0]', '[fe80::1%25eth0]', '[::1%25lo]']) {
    assert.equal(URL.canParse(`http://${host}/`), false, host);
  }
});

test('public addresses pass', async () => {
  for (const address of publicAddresses) {
    // Nothing is sent: the request was given up beforehand, which the guard finds out second.
    const request = { signal: AbortSignal.abort() };
    const passed = send(strict, `http://${asHost(address)}/`, request);
    await assert.rejects(passed, { name: 'AbortError' }, address);
  }
});

test('no way to write this machine reaches it', async () => {
  const { port, reached } = await listen(ok);
  // Names are asked of a resolver that knows this one, as not every system's takes the last dot.
  const resolve = async () => [answer('127.0.0.1')];
  const guard = createOutgoingGuard({ allowedNetworks: [], resolve });
  for (const host of waysToThisMachine) {
    await isRefused(send(guard, `http://${host}:${port}/`));
  }
  assert.deepEqual(reached, []);
  // They do reach it where that is allowed, so that the guard is what stops them.
  const allowedNetworks = ['127.0.0.0/8', '0.0.0.0', '::ffff:127.0.0.1'];
  const open = createOutgoingGuard({ allowedNetworks, resolve });
  for (const host of waysToThisMachine) {
    assert.equal((await send(open, `http://${host}:${port}/`)).status, 200, host);
  }
});

test('other schemes and credentials in the address are refused', async () => {
  const { port, reached } = await listen(ok);
  const refused = [
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'data:application/json,{}',
    'blob:http://127.0.0.1/1',
    'javascript:1',
    `http://user:password@127.0.0.1:${port}/`,
    `http://user@127.0.0.1:${port}/`,
    `http://:password@127.0.0.1:${port}/`,
  ];
  for (const url of refused) {
    const { message } = await isRefused(send(thisMachine, url));
    assert.ok(!message.includes('password@'), message);
  }
  assert.deepEqual(reached, []);
});

test('the operator’s networks pass, and their neighbours do not', async () => {
  const { port, reached } = await listen(ok);
  for (const network of ['127.0.0.1', '127.0.0.0/31', '127.9.9.9/8', '0.0.0.0/0']) {
    const guard = createOutgoingGuard({ allowedNetworks: ['fd00::/8', network] });
    assert.equal((await send(guard, `http://127.0.0.1:${port}/`)).status, 200, network);
  }
  const before = reached.length;
  for (const network of ['127.0.0.2', '127.0.0.2/31', '::/0', '::ffff:127.0.0.1']) {
    const guard = createOutgoingGuard({ allowedNetworks: [network] });
    await isRefused(send(guard, `http://127.0.0.1:${port}/`));
  }
  assert.equal(reached.length, before);
  assert.throws(() => createOutgoingGuard({ allowedNetworks: ['intranet'] }));
});

test('this machine is reached where the operator chose the address, and nothing else is', async () => {
  const { port } = await listen(ok);
  for (const host of ['127.0.0.1', 'localhost']) {
    const chosen = send(strict, `http://${host}:${port}/`, { mayBeLoopback: true });
    assert.equal((await chosen).status, 200);
  }
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://[fe80::1]/']) {
    await isRefused(send(strict, url, { mayBeLoopback: true }));
  }
});

test('a name that leads elsewhere a moment later is asked once for each connection', async () => {
  const { port, reached } = await listen((_request, response) => {
    response.writeHead(200, { connection: 'close' }).end('{}');
  });
  const answers = ['127.0.0.1', '127.0.0.2'];
  let asked = 0;
  const resolve = async (host: string) => {
    assert.equal(host, 'rebinding.example');
    asked += 1;
    return [answer(answers.shift() ?? '127.0.0.2')];
  };
  const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'], resolve });
  const url = `http://rebinding.example:${port}/`;
  assert.equal(await (await send(guard, url)).text(), '{}');
  assert.equal(asked, 1);
  await isRefused(send(guard, url));
  assert.equal(asked, 2);
  assert.deepEqual(reached, ['127.0.0.1']);
});

test('of several addresses only those that pass are tried', async () => {
  const { port, reached } = await listen(ok, '0.0.0.0');
  const addresses = ['127.0.0.2', '169.254.169.254', '127.0.0.1', '::1'].map(answer);
  const resolve = async () => addresses;
  const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'], resolve });
  assert.equal((await send(guard, `http://several.example:${port}/`)).status, 200);
  assert.deepEqual(reached, ['127.0.0.1']);
});

test('an address is not given up for the next one because this process was busy meanwhile', async () => {
  const { port } = await listen(ok);
  const resolve = async () => {
    setImmediate(() => {
      for (const start = Date.now(); Date.now() - start < 400;);
    });
    return ['127.0.0.1', '::1'].map(answer);
  };
  const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1', '::1'], resolve });
  assert.equal((await send(guard, `http://both.example:${port}/`)).status, 200);
});

test('a connection is kept for the next request', async () => {
  const { port, reached } = await listen(ok);
  for (let count = 0; count < 20; count += 1) {
    await (await send(thisMachine, `http://127.0.0.1:${port}/${count}`)).text();
  }
  // A second one is opened when a request is made before the first is known to be free again.
  assert.ok(reached.length <= 2, `${reached.length}`);
});

test('a redirect is handed back, wherever it leads', async () => {
  const inside = await listen(ok);
  for (const location of [inside.url, 'http://169.254.169.254/', 'file:///etc/passwd', '/again']) {
    const { port, reached } = await listen((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    const { status, headers } = await send(thisMachine, `http://127.0.0.1:${port}/`);
    assert.deepEqual([status, headers.get('location'), reached.length], [302, location, 1]);
  }
  assert.deepEqual(inside.reached, []);
});

const hasCode = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Error && error.cause instanceof Error && 'code' in error.cause);
  assert.equal(error.cause.code, code);
  return true;
};

test('a name that does not exist and a closed port fail as they do without a guard', async () => {
  const unknown = async () => {
    throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  };
  const guard = createOutgoingGuard({ allowedNetworks: [], resolve: unknown });
  await assert.rejects(send(guard, 'http://nowhere.example/'), hasCode('ENOTFOUND'));
  const { url } = await listen(ok);
  cleanUps.pop()?.();
  await assert.rejects(send(thisMachine, url), hasCode('ECONNREFUSED'));
});

/** A client as connectors get it, of credentials that hold this address. */
function clientAt(address: string, guard?: OutgoingGuard) {
  const clock = createTestClock('2026-01-01T00:00:00Z');
  const log = silentLog;
  const client = createRemoteClient({
    declaration: {
      baseUrl: (credentials: { address: string }) => credentials.address,
      authenticate: () => ({ type: 'bearer', token: 'the-very-secret-token' }),
      limit: { requests: 1000, windowMs: 1000, concurrency: 5, source: 'test' },
      errors: [],
    },
    credentials: { address },
    guard,
    clock,
    limiter: createLocalLimiter(clock),
    log,
    signal: new AbortController().signal,
    answerLimits: { bytes: 1_000_000 },
  });
  return { client, clock };
}

test('a remote client of credentials that name a private address sends nothing, once', async () => {
  const { url, reached } = await listen(ok);
  for (const address of [url, url.replace('127.0.0.1', 'localhost')]) {
    const { client, clock } = clientAt(address);
    await assert.rejects(client.request({ method: 'GET', path: '/' }), (error) => {
      assert.ok(error instanceof RemoteError && error.cause instanceof AddressRefusedError);
      assert.deepEqual([error.kind, error.status], ['input', null]);
      assert.match(error.message, /HIREWIRE_ALLOWED_NETWORKS/);
      return true;
    });
    assert.deepEqual(clock.sleeps, []);
  }
  assert.deepEqual(reached, []);
  const { client } = clientAt(url, thisMachine);
  assert.equal((await client.request({ method: 'GET', path: '/' })).status, 200);
});

test('a body without an end is given up, and so is its connection', async () => {
  let isClosed: Promise<void> | undefined;
  const { url } = await listen((request, response) => {
    isClosed = new Promise((resolve) => request.socket.on('close', () => resolve()));
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', write);
    write();
  });
  const asked = clientAt(url, thisMachine).client.request({ method: 'GET', path: '/' });
  await assert.rejects(asked, { kind: 'unknown', message: /longer than/ });
  await isClosed;
});

test('a body that unpacks to a thousand times its length is given up', async () => {
  const once = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const packed: [encoding: string, body: Buffer][] = [
    ['gzip', once],
    ['gzip, gzip', gzipSync(once)],
  ];
  for (const [encoding, body] of packed) {
    const { url } = await listen((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    const asked = clientAt(url, thisMachine).client.request({ method: 'GET', path: '/' });
    await assert.rejects(asked, { kind: 'unknown', message: /longer than/ });
  }
});
