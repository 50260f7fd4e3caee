import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from './base-root.ts';
import { type Image, buildImage } from './build-image.ts';
import { type Container, makeVolume, startContainer } from './container.ts';

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
