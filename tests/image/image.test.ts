import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from './make-root.ts';
import { type Image, buildImage } from './build-image.ts';
import { type Container, makeVolume, startContainer } from './container.ts';
import { type Proxied, startProxy } from './start-proxy.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Of what the Dockerfile adds to the image it starts from. Raise it with a reason. */
const maxMegabytes = 140;

const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-image-'));
let image: Image;
before(async () => {
  image = await buildImage(path.join(root, 'deploy/Dockerfile'), {
    context: root,
    folder,
    cache: path.join(root, '.cache/image'),
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('the image of deploy/Dockerfile', () => {
  it('has what is needed to run, and little else', async () => {
    const { stdout } = await run('du', ['-sm', '--apparent-size', `${image.root}/opt/hirewire`]);
    const megabytes = Number.parseInt(stdout, 10);
    assert.ok(megabytes > 50 && megabytes < maxMegabytes, `${megabytes} MB`);
    const left = await run('find', [image.root, '-xdev', '-path', '*/root/.npm/*']);
    assert.equal(left.stdout, '');
  });

  it('gives its user nothing to write to but its volume', async () => {
    assert.deepEqual(image.volumes, ['/data']);
    const [uid = ''] = image.user?.split(':') ?? [];
    assert.match(uid, /^[1-9]\d+$/);
    const owned = await run('find', [image.root, '-xdev', '-uid', uid, '-printf', '/%P\n']);
    assert.deepEqual(owned.stdout.trim().split('\n'), image.volumes);
    const open = await run('find', [
      `${image.root}/opt`,
      '-xdev',
      '!',
      '-type',
      'l',
      '-perm',
      '-o+w',
    ]);
    assert.equal(open.stdout, '');
  });
});

describe('a container of it', () => {
  let volume: string;
  let container: Container;
  let key: string;
  before(async () => {
    volume = await makeVolume(image, '/data', path.join(folder, 'volume'));
    container = startContainer(image, { mounts: { '/data': volume } });
    await container.untilHealthy();
  });
  after(() => container[Symbol.asyncDispose]());

  it('runs without root and without its capabilities, on a read-only root', async () => {
    assert.equal(container.statusOf('Uid').split(/\s+/)[0], '10001');
    assert.equal(Number.parseInt(container.statusOf('CapEff'), 16), 0);
    const { code, output } = await container.exec(['touch', '/opt/hirewire/a']);
    assert.notEqual(code, 0);
    assert.match(output, /Read-only file system/);
  });

  it('answers requests, with a key that its command line has made', async () => {
    const { output } = await container.exec([
      'hirewire',
      'keys',
      'create',
      '--name',
      'test',
      '--json',
    ]);
    key = /hw_[\w-]{20,}/.exec(output)?.[0] ?? '';
    assert.equal(await fetchStatus(container, '/v1/check-api-key', key), '200', output);
    assert.equal(await fetchStatus(container, '/docs/quick-start.html', key), '200');
  });

  it('lends its database to a worker, whose secrets stand in files', async () => {
    const url = await container.exec(['hirewire', 'database', 'url', '--show-password']);
    const secrets = mkdtempSync(path.join(folder, 'secrets-'));
    chmodSync(secrets, 0o755);
    writeFileSync(`${secrets}/database-url`, url.output.replaceAll('%2Fdata%2F', '%2Fdatabase%2F'));
    await run('cp', [path.join(volume, 'secret-key'), secrets]);
    await run('chown', ['-R', '10001:10001', secrets]);
    await using worker = startContainer(image, {
      command: ['start', '--role', 'worker'],
      mounts: { '/run/secrets': secrets, '/database': volume },
      environment: {
        DATABASE_URL_FILE: '/run/secrets/database-url',
        HIREWIRE_SECRET_KEY_FILE: '/run/secrets/secret-key',
      },
    });
    await worker.untilHealthy();
    assert.equal(await fetchStatus(worker, ':4001/readyz', ''), '200');
    assert.deepEqual(await worker.stop(), { code: 0, signal: null }, worker.output());
  });

  it('ends in order at SIGTERM, and keeps its data in the volume', async () => {
    assert.deepEqual(await container.stop(), { code: 0, signal: null }, container.output());
    await using next = startContainer(image, { mounts: { '/data': volume } });
    await next.untilHealthy();
    assert.equal(await fetchStatus(next, '/v1/check-api-key', key), '200');
    assert.deepEqual(await next.stop(), { code: 0, signal: null });
  });

  it('is unhealthy while nothing answers', async () => {
    await using other = startContainer(
      { ...image, entrypoint: ['sleep'] },
      {
        command: ['600'],
        mounts: {},
      },
    );
    while ((await other.exec(['true']).catch(() => null))?.code !== 0);
    assert.equal((await other.exec(image.healthcheck)).code, 1);
  });
});

/** From inside: nobody else reaches its network. */
async function fetchStatus(container: Container, place: string, key: string): Promise<string> {
  const url = `http://127.0.0.1${place.startsWith(':') ? '' : ':4000'}${place}`;
  const code = `const answer = await fetch(process.argv[1], { headers: { authorization: 'Bearer ' + process.argv[2] } }); await answer.text(); console.log(answer.status)`;
  const words = ['node', '--input-type=module', '-e', code, url, key];
  return (await container.exec(words)).output.trim();
}

describe('a proxy of deploy in front of the container', () => {
  const proxies: Readonly<Record<string, Proxied>> = {
    nginx: {
      host: 'ats.example.com',
      words: ['nginx', '-g', 'daemon off;'],
      mounts: { '/etc/nginx/conf.d/hirewire.conf': path.join(root, 'deploy/nginx.conf') },
    },
    Caddy: {
      // For this name, Caddy signs the certificate itself.
      host: 'ats.localhost',
      words: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile'],
      mounts: { '/etc/caddy/Caddyfile': path.join(root, 'deploy/Caddyfile') },
    },
  };

  let container: Container;
  const keys = { own: '', forged: '' };
  before(async () => {
    container = startContainer(image, {
      mounts: { '/data': await makeVolume(image, '/data', path.join(folder, 'proxied')) },
      environment: {
        HIREWIRE_PUBLIC_URL: 'https://ats.example.com',
        HIREWIRE_TRUSTED_PROXIES: '127.0.0.1',
      },
    });
    await container.untilHealthy();
    keys.own = await createKey(container, '127.0.0.1');
    keys.forged = await createKey(container, '203.0.113.9');
  });
  after(() => container[Symbol.asyncDispose]());

  for (const [name, proxied] of Object.entries(proxies)) {
    it(`adds TLS and tells who calls, whatever a client says: ${name}`, async () => {
      await using proxy = await startProxy(container.pid(), proxied);
      const call = (place: string, key = '') =>
        callWithTls(container, { host: proxied.host, place, key });
      while ((await call('/readyz')).status !== 200) proxy.requireRunning();
      // The client is on the loopback, and says that it is 203.0.113.9.
      assert.equal((await call('/v1/check-api-key', keys.own)).status, 200);
      assert.equal((await call('/v1/check-api-key', keys.forged)).status, 403);
      const { text, headers } = await call('/v1/openapi.json');
      assert.ok(text.includes('"url":"https://ats.example.com/v1"'), text.slice(0, 500));
      assert.match(headers['strict-transport-security'] ?? '', /max-age=\d{8}/);
    });
  }
});

async function createKey(container: Container, address: string): Promise<string> {
  const words = ['keys', 'create', '--name', address, '--allow-address', address, '--json'];
  const { output } = await container.exec(['hirewire', ...words]);
  return /hw_[\w-]{20,}/.exec(output)?.[0] ?? assert.fail(output);
}

interface Answer {
  /** 0 without one. */
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Port 443 of the container's own network, for the name of its certificate, which nobody signed. */
async function callWithTls(
  container: Container,
  { host, place, key }: { host: string; place: string; key: string },
): Promise<Answer> {
  const code = `
    import { request } from 'node:https';
    const [host, place, key] = process.argv.slice(1);
    const headers = { host, authorization: 'Bearer ' + key, 'x-forwarded-for': '203.0.113.9' };
    const options = { path: place, headers, servername: host, rejectUnauthorized: false };
    const print = (status, headers, text) => console.log(JSON.stringify({ status, headers, text }));
    request('https://127.0.0.1' + place, options, async (response) => {
      print(response.statusCode, response.headers, (await response.toArray()).join(''));
    }).on('error', (error) => print(0, {}, error.message)).end();`;
  const words = ['node', '--input-type=module', '-e', code, host, place, key];
  const { output } = await container.exec(words);
  return JSON.parse(output) as Answer;
}
