import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, type Server, connect, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { explainConnection } from './connection-failure.ts';
import { AddressRefusedError, createOutgoingGuard } from './outgoing-guard.ts';
import type { OutgoingGuard, OutgoingGuardOptions } from './outgoing-guard.ts';
import { isException } from './open-tunnel.ts';

const cleanUps: (() => void)[] = [];
const host = 'ats.example.com';
const publicAddress = '8.8.8.8';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A proxy that takes every tunnel to one port of this machine, or answers with another status. */
async function startProxy(targetPort: number, status = 200) {
  const asked: { authority: string; proof: string | undefined }[] = [];
  const server = createServer((_request, response) => void response.writeHead(400).end());
  server.on('connect', (request, socket) => {
    const proof = request.headers['proxy-authorization'];
    asked.push({ authority: request.url ?? '', proof });
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    for (const end of [socket, target]) end.on('error', () => undefined);
    target.on('close', () => socket.destroy());
    socket.on('close', () => target.destroy());
    socket.write('HTTP/1.1 200 Connected\r\n\r\n');
    socket.pipe(target).pipe(socket);
    cleanUps.push(() => socket.destroy());
  });
  return { asked, url: `http://127.0.0.1:${await portOf(server)}` };
}

/** A certificate for one host, and the authorities that this process trusted before. */
function trustCertificateFor(name: string): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-tls-'));
  const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '2'];
  const files = ['-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' });
  const pair = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  rmSync(folder, { recursive: true });
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, pair.cert]);
  cleanUps.push(() => setDefaultCACertificates(trusted));
  return pair;
}

function send(guard: OutgoingGuard, url: string, mayBeLoopback = false): Promise<Response> {
  const signal = AbortSignal.timeout(60_000);
  return guard.fetch(new URL(url), {
    method: 'GET',
    headers: new Headers(),
    body: null,
    signal,
    mayBeLoopback,
  });
}

function guardWith(
  url: string,
  addresses: readonly string[],
  {
    exceptions = [],
    allowedNetworks = [],
  }: { exceptions?: string[]; allowedNetworks?: string[] } = {},
): OutgoingGuard {
  const resolve: OutgoingGuardOptions['resolve'] = async () =>
    addresses.map((address) => ({ address, family: isIP(address) }));
  return createOutgoingGuard({ allowedNetworks, resolve, proxy: { url, exceptions } });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error && error.cause instanceof Error && 'code' in error.cause);
    return String(error.cause.code);
  }
  return assert.fail('This was meant to fail.');
}

describe('a proxy of the operator', () => {
  let port: number;
  const received: (string | undefined)[] = [];
  before(async () => {
    const server = createSecureServer(trustCertificateFor(host), (request, response) => {
      received.push(request.headers.host);
      response.end('{"from":"the host"}');
    });
    port = await portOf(server);
    cleanUps.push(() => server.closeAllConnections());
  });
  after(() => {
    for (const cleanUp of cleanUps.toReversed()) cleanUp();
  });

  it('is asked for an address that was checked, and never for a name', async () => {
    const proxy = await startProxy(port);
    const secured = proxy.url.replace('//', '//us%40er:pass@');
    const guard = guardWith(secured, ['10.0.0.1', '2606:4700::1111', publicAddress]);
    assert.deepEqual(await (await send(guard, `https://${host}/jobs`)).json(), {
      from: 'the host',
    });
    const proof = `Basic ${Buffer.from('us@er:pass').toString('base64')}`;
    assert.deepEqual(proxy.asked, [{ authority: `${publicAddress}:443`, proof }]);
    assert.equal(received.at(-1), host);
    const six = guardWith(proxy.url, ['2606:4700::1111']);
    await (await send(six, `https://${host}:8443/`)).text();
    assert.deepEqual(proxy.asked.at(-1), { authority: '[2606:4700::1111]:8443', proof: undefined });
  });

  it('does not hide a certificate of another host', async () => {
    const proxy = await startProxy(port);
    const guard = guardWith(proxy.url, [publicAddress]);
    const code = await codeOf(send(guard, 'https://another.example.com/'));
    assert.equal(code, 'ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is not asked for private addresses, written out or behind a name', async () => {
    const proxy = await startProxy(port);
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00::1']) {
      const written = isIP(address) === 6 ? `[${address}]` : address;
      for (const name of [host, written, 'localhost']) {
        const work = send(guardWith(proxy.url, [address]), `https://${name}:${port}/`);
        await assert.rejects(work, AddressRefusedError, `${name} ${address}`);
      }
    }
    assert.deepEqual(proxy.asked, []);
  });

  it('is not asked for what the operator allows besides, for exceptions, or for http', async () => {
    const proxy = await startProxy(port);
    const allowedNetworks = ['127.0.0.1'];
    const loopback = ['127.0.0.1'];
    const allowed = guardWith(proxy.url, loopback, { allowedNetworks });
    assert.equal((await send(allowed, `https://${host}:${port}/`)).status, 200);
    const chosen = guardWith(proxy.url, loopback);
    assert.equal((await send(chosen, `https://${host}:${port}/`, true)).status, 200);
    const plain = await portOf(createServer((_request, response) => void response.end('{}')));
    let lookups = 0;
    const counting = createOutgoingGuard({
      allowedNetworks,
      proxy: { url: proxy.url, exceptions: ['example.com'] },
      resolve: async () => {
        lookups += 1;
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });
    // A second look-up would be the one that decides whether the proxy is asked.
    assert.equal((await send(counting, `https://${host}:${port}/`)).status, 200);
    assert.equal(lookups, 1);
    assert.equal((await send(counting, `http://another.test:${plain}/`)).status, 200);
    assert.equal(lookups, 2);
    assert.deepEqual(proxy.asked, []);
  });

  it('says in words of its own that it refused, failed or could not be reached', async () => {
    const words = new Map([
      [407, /refused its user name or password.*HTTPS_PROXY/s],
      [403, /refused to connect to ats\.example\.com:443.*NO_PROXY/s],
      [502, /could not connect to ats\.example\.com:443/],
    ]);
    const explain = (code: string): string | null => {
      const at = { remote: 'Ashby', host: `${host}:443`, request: 'GET /jobs' };
      return explainConnection(code, at);
    };
    for (const [status, expected] of words) {
      const proxy = await startProxy(port, status);
      const code = await codeOf(send(guardWith(proxy.url, [publicAddress]), `https://${host}/`));
      assert.equal(code, `PROXY_STATUS_${status}`);
      assert.match(explain(code) ?? '', expected);
    }
    const gone = guardWith('http://127.0.0.1:1', [publicAddress]);
    const code = await codeOf(send(gone, `https://${host}/`));
    assert.equal(code, 'PROXY_UNREACHABLE');
    assert.match(explain(code) ?? '', /could not be reached/);
  });

  it('knows exceptions as other programs do', () => {
    const isOne = (exception: string, name: string, at = '443'): boolean =>
      isException({ url: '', exceptions: [exception] }, name, at);
    assert.ok(isOne('*', host));
    for (const exception of ['example.com', '.example.com', '*.example.com', `${host}:443`, host]) {
      assert.ok(isOne(exception, host), exception);
    }
    for (const exception of ['ample.com', 'example', `${host}:8443`, 'other.example.com', '']) {
      assert.ok(!isOne(exception, host), exception);
    }
  });
});
