import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { test } from 'node:test';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { openUrl } from './open-url.ts';
import type { OpenUrlOptions } from './open-url.ts';
import { AddressRefusedError, createOutgoingGuard } from './outgoing-guard.ts';
import { AnswerTooLargeError, readBytes } from './read-body.ts';
import { listen } from '../testing/listen.ts';

/** Names as a hostile resolver gives them: one host is outside, all others are somebody's own. */
const addresses: Readonly<Record<string, string>> = {
  'outside.example': '127.0.0.1',
  'inside.example': '127.0.0.2',
  'metadata.example': '169.254.169.254',
  'metadata6.example': 'fd00:ec2::254',
  'mapped.example': '::ffff:10.0.0.1',
};
const answerOf = (address: string) => ({ address, family: isIP(address) });
const resolve = async (host: string) => [answerOf(addresses[host] ?? '10.0.0.1')];

/** Stands for the internet: 127.0.0.1 is public here, and everything else is as it is. */
const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'], resolve });

function open(address: string, options: Partial<OpenUrlOptions> = {}): Promise<Response> {
  return openUrl(address, { guard, signal: AbortSignal.timeout(20_000), ...options });
}

const redirectStatuses = [301, 302, 303, 307, 308];

function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location }).end('moved');
}

test('redirects of every kind are followed, each from where the last one led', async () => {
  const server = await listen(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x.example');
    if (pathname !== '/from/here') response.end(url);
    else redirect(response, searchParams.get('to') ?? '', Number(searchParams.get('status')));
  });
  const places = [
    ['/file?a=1', '/file?a=1'],
    ['file', '/from/file'],
    ['../file', '/file'],
    ['../../../file', '/file'],
    [`//127.0.0.1:${server.port}/file`, '/file'],
    [`//outside.example:${server.port}/file`, '/file'],
    [`http://OUTSIDE.example:${server.port}/file#part`, '/file'],
  ] as const;
  for (const status of redirectStatuses) {
    for (const [location, path] of places) {
      const query = new URLSearchParams({ to: location, status: String(status) });
      const response = await open(`${server.url}/from/here?${query.toString()}`);
      assert.equal(await response.text(), path, `${status} to ${location}`);
    }
  }
  for (const { method, headers, body } of server.received) {
    assert.deepEqual([method, body.length], ['GET', 0]);
    assert.deepEqual([headers.authorization, headers.cookie], [undefined, undefined]);
  }
});

/** What an address must not lead to, wherever it stands. `PORT` is that of the inside. */
const attacks: Readonly<Record<string, readonly string[]>> = {
  'this machine in other notations': [
    'http://127.0.0.2:PORT/',
    'http://2130706434:PORT/',
    'http://0177.0.0.2:PORT/',
    'http://0x7f.0.0.2:PORT/',
    'http://0x7f000002:PORT/',
    'http://127.2:PORT/',
    'http://127.0.2:PORT/',
    'http://127.0.0.2.:PORT/',
    'http://①②⑦.0.0.2:PORT/',
    'http://127。0。0。2:PORT/',
    'http://0:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
  ],
  'IPv4 in IPv6': [
    'http://[::ffff:127.0.0.2]:PORT/',
    'http://[::ffff:7f00:2]:PORT/',
    'http://[::127.0.0.2]:PORT/',
    'http://[64:ff9b::7f00:2]:PORT/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::7f00:2]/',
    'http://[2002:7f00:2::]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[2001:0:7f00:2::]/',
    'http://[2001::f5ff:fffd]/',
  ],
  'networks of others': [
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://[fe80::a9fe:a9fe]/',
    'http://168.63.129.16/',
    'http://100.100.100.200/',
    'http://[fc00::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
    'http://[ff02::1]/',
  ],
  'names of such addresses': [
    'http://inside.example:PORT/',
    'http://INSIDE.example.:PORT/',
    'https://metadata.example/',
    'http://metadata6.example/',
    'http://mapped.example/',
    'http://localhost:PORT/',
    'http://LOCALHOST.:PORT/',
    'http://ⓛocalhost:PORT/',
    'http://ｌｏｃａｌｈｏｓｔ:PORT/',
    'http://xn--tiq.example/',
    '//inside.example:PORT/',
    '//[::1]:PORT/',
    '\\\\inside.example:PORT\\',
  ],
  'other schemes': [
    'file:///etc/passwd',
    'ftp://outside.example/',
    'gopher://outside.example:25/_MAIL',
    'data:text/plain,hello',
    'javascript:1',
    'blob:http://outside.example/1',
    'ws://outside.example/',
    'about:blank',
  ],
  'credentials in the address': [
    'http://user:hunter2@outside.example/',
    'http://outside.example@inside.example:PORT/',
    'http://:hunter2@outside.example/',
  ],
};
const allAttacks = Object.entries(attacks).flatMap(([reason, places]) =>
  places.map((address) => [reason, address] as const),
);

test('no redirect leads where the address itself must not', async () => {
  const inside = await listen((_request, response) => void response.end('secret'), {
    host: '0.0.0.0',
  });
  let next = { status: 302, location: '' };
  const outside = await listen((_request, response) => {
    // Other characters than those of Latin-1 cannot stand in a header.
    const location = Buffer.from(next.location).toString('latin1');
    redirect(response, location, next.status);
  });
  for (const [reason, attack] of allAttacks) {
    const location = attack.replace('PORT', String(inside.port));
    if (URL.canParse(location)) await assertRefused(open(location), `${reason}: ${location}`);
    for (const status of redirectStatuses) {
      next = { status, location };
      await assertRefused(open(outside.url), `${reason}: ${status} to ${location}`);
    }
  }
  assert.ok(outside.received.length > 100);
  assert.deepEqual(inside.reached, []);
});

async function assertRefused(work: Promise<unknown>, what: string): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AddressRefusedError, `${what}: ${String(error)}`);
    assert.ok(!error.message.includes('hunter2'), error.message);
    return true;
  });
}

test('an address that is none is refused, at first and in a redirect', async () => {
  const server = await listen((_request, response) => redirect(response, 'http://[nonsense/'));
  for (const address of ['', 'nowhere', '/path', '//host/path', 'http://', server.url]) {
    await assertRefused(open(address), address);
  }
});

test('five redirects are followed, and not one more; a circle ends', async () => {
  const server = await listen(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.end('there');
    else redirect(response, Number.isNaN(left) ? '/circle' : `/${left - 1}`);
  });
  assert.equal(await (await open(`${server.url}/5`)).text(), 'there');
  assert.equal(server.received.length, 6);
  for (const path of ['/6', '/circle']) {
    server.received.length = 0;
    await assert.rejects(open(server.url + path), { message: /redirects more than 5 times/ });
    assert.equal(server.received.length, 6);
  }
});

test('a name that leads elsewhere after the first redirect is refused', async () => {
  const server = await listen((_request, response) => {
    response.writeHead(302, { location: '/again', connection: 'close' }).end();
  });
  const answers = ['127.0.0.1', '127.0.0.2'];
  const rebinding = createOutgoingGuard({
    allowedNetworks: ['127.0.0.1'],
    resolve: async () => [answerOf(answers.shift() ?? '127.0.0.2')],
  });
  const opened = open(`http://rebinding.example:${server.port}/`, { guard: rebinding });
  await assertRefused(opened, 'rebinding');
  assert.deepEqual(server.reached, ['127.0.0.1']);
});

test('whether an address may be this machine is asked for every redirect anew', async () => {
  const inside = await listen((_request, response) => void response.end('secret'));
  const chosen = await listen((_request, response) => redirect(response, inside.url));
  const strict = createOutgoingGuard({ allowedNetworks: [] });
  const asked: string[] = [];
  const mayBeLoopback = (url: URL): boolean => {
    asked.push(url.origin);
    return url.origin === chosen.url;
  };
  await assertRefused(open(chosen.url, { guard: strict, mayBeLoopback }), 'inside');
  assert.deepEqual(asked, [chosen.url, inside.url]);
  assert.deepEqual(inside.reached, []);
});

test('what is no redirect is handed back, whatever its status and headers', async () => {
  for (const [status, headers] of [
    [200, { location: '/elsewhere' }],
    [201, { location: '/elsewhere' }],
    [304, {}],
    [302, {}],
    [404, { location: '/elsewhere' }],
    [503, { 'retry-after': '1' }],
  ] as const) {
    const server = await listen((_request, response) => {
      response.writeHead(status, headers).end();
    });
    const response = await open(server.url);
    assert.equal(response.status, status);
    await response.body?.cancel();
    assert.equal(server.received.length, 1);
  }
});

/** Writes for as long as somebody takes it. */
function pour(response: ServerResponse): void {
  const write = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', write);
  write();
}

test('the body of a redirect is not waited for', async () => {
  const target = await listen((_request, response) => void response.end('there'));
  const server = await listen((_request, response) => {
    response.writeHead(302, { location: target.url });
    pour(response);
  });
  assert.equal(await (await open(server.url)).text(), 'there');
  await server.closed;
});

test('a body without an end is given up at the limit, and so is its connection', async () => {
  const server = await listen((_request, response) => pour(response));
  await assert.rejects(readBytes(await open(server.url), 1_000_000), AnswerTooLargeError);
  await server.closed;
});

test('a head, a body and a row of redirects are waited for no longer than the signal allows', async () => {
  const timers: NodeJS.Timeout[] = [];
  const drip = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': String(1024 ** 4) });
    timers.push(setInterval(() => response.write('x'), 20));
  };
  const crawl = (response: ServerResponse): void => {
    timers.push(setTimeout(() => redirect(response, '/next'), 150));
  };
  const stutter = (response: ServerResponse): void => {
    response.socket?.write('HTTP/1.1 200 ');
    timers.push(setInterval(() => response.socket?.write('O'.repeat(1000)), 20));
  };
  for (const answer of [drip, crawl, stutter, () => undefined]) {
    const server = await listen((_request, response) => answer(response));
    const read = async (): Promise<unknown> => {
      const response = await open(server.url, { signal: AbortSignal.timeout(400) });
      return readBytes(response, 1_000_000);
    };
    await assert.rejects(read(), { name: 'TimeoutError' });
    await server.closed;
  }
  for (const timer of timers) clearTimeout(timer);
});

const mebibyte = 1024 ** 2;
const zeroes = Buffer.alloc(64 * mebibyte);
const times = 64;

/** Bodies of a few megabytes at most that unpack to gigabytes. */
function pack(): [encoding: string, body: Buffer][] {
  const member = gzipSync(zeroes);
  const block = deflateRawSync(zeroes, { finishFlush: constants.Z_FULL_FLUSH });
  const end = deflateRawSync(Buffer.alloc(0));
  const repeat = (part: Buffer): Buffer[] => Array.from({ length: times }, () => part);
  const gzip = Buffer.concat(repeat(member));
  const deflate = Buffer.concat([...repeat(block), end]);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
  const brotli = brotliCompressSync(Buffer.alloc(512 * mebibyte), { params });
  return [
    ['gzip', gzip],
    ['deflate', deflate],
    ['br', brotli],
    ['gzip, gzip', gzipSync(gzip)],
    ['br, gzip', gzipSync(brotli)],
  ];
}

test('what unpacks to gigabytes is given up at the limit of what it unpacks to', async () => {
  for (const [encoding, body] of pack()) {
    const server = await listen((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    const before = process.resourceUsage().maxRSS;
    const response = await open(server.url);
    await assert.rejects(readBytes(response, 10 * mebibyte), AnswerTooLargeError, encoding);
    const grownMebibytes = (process.resourceUsage().maxRSS - before) / 1024;
    assert.ok(grownMebibytes < 150, `${encoding}: ${grownMebibytes} MiB`);
  }
});

test('what is packed again and again fails instead of being unpacked for ever', async () => {
  let body: Buffer = Buffer.from('hello');
  for (let count = 0; count < 50; count += 1) body = gzipSync(body);
  const server = await listen((_request, response) => {
    const encodings = Array.from({ length: 50 }, () => 'gzip').join(', ');
    response.writeHead(200, { 'content-encoding': encodings }).end(body);
  });
  const read = async (): Promise<unknown> => readBytes(await open(server.url), 1_000_000);
  await assert.rejects(read());
});

test('a body that is shorter than it was said to be is no file', async () => {
  const server = await listen((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('only this', () => response.socket?.destroy());
  });
  const read = async (): Promise<unknown> => readBytes(await open(server.url), 1_000_000);
  await assert.rejects(read(), (error) => !(error instanceof AnswerTooLargeError));
});

test('a body ends where it was said to, and what follows is nobody’s answer', async () => {
  const server = await listen((request) => {
    const more = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong';
    request.socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nright${more}`);
  });
  for (let count = 0; count < 3; count += 1) {
    const response = await open(server.url);
    assert.equal((await readBytes(response, 1000)).toString(), 'right');
  }
});

test('heads that have no end, or two lengths, are given up', async () => {
  const heads = [
    `HTTP/1.1 200 OK\r\n${'x-flood: 1\r\n'.repeat(100_000)}\r\n`,
    `HTTP/1.1 200 OK\r\nx-flood: ${'x'.repeat(1_000_000)}\r\n\r\n`,
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!',
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n',
    'not HTTP at all\r\n\r\n',
  ];
  for (const head of heads) {
    const server = await listen((request) => void request.socket.write(head));
    await assert.rejects(open(server.url), { name: 'TypeError' }, head.slice(0, 60));
    await server.closed;
  }
});
