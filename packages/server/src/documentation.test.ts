import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { siteFolder } from '@hirewire/site';
import Fastify, { type FastifyInstance } from 'fastify';

import { serveDocumentation } from './plugins/documentation.ts';

const script = 'document.title = "invented"';
const files = {
  'index.html': `<h1>Home</h1><script>${script}</script><script type="module" src="a.js"></script>`,
  '404.html': '<h1>Nothing here</h1>',
  'guides/settings.html': '<h1>Settings</h1><script id="two">second()</script>',
  'assets/app.B2x9.js': 'console.log(1)',
};

describe('the documentation', () => {
  let parent: string;
  let app: FastifyInstance;
  const get = (url: string) => app.inject({ url });

  before(async () => {
    parent = mkdtempSync(join(tmpdir(), 'hirewire-site-'));
    writeFileSync(join(parent, 'secret.txt'), 'a secret');
    for (const [path, text] of Object.entries(files)) {
      const file = join(parent, 'dist', path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
    }
    app = Fastify();
    await serveDocumentation(app, join(parent, 'dist'));
  });
  after(async () => {
    await app.close();
    rmSync(parent, { recursive: true });
  });

  it('opens at /docs, with and without the ending of its files', async () => {
    for (const [path, heading] of [
      ['/docs/', 'Home'],
      ['/docs/guides/settings', 'Settings'],
      ['/docs/guides/settings.html', 'Settings'],
    ] as const) {
      const answer = await get(path);
      assert.equal(answer.statusCode, 200, path);
      assert.match(answer.body, new RegExp(`<h1>${heading}`));
      assert.match(String(answer.headers['content-type']), /^text\/html/);
    }
  });

  it('is found from /docs, /v1/docs and /v1/docs/, also behind the prefix of a proxy', async () => {
    for (const path of ['/docs', '/v1/docs', '/v1/docs/']) {
      const answer = await get(path);
      assert.equal(answer.statusCode, 302, path);
      const prefixed = new URL(answer.headers.location ?? '', `http://proxy.example/hr${path}`);
      assert.equal(prefixed.pathname, '/hr/docs/', path);
    }
  });

  it('runs no script but its own files and those whose hash it names', async () => {
    for (const path of ['/docs/', '/docs/nothing', '/docs/assets/app.B2x9.js']) {
      const { headers } = await get(path);
      const policy = new Map(
        String(headers['content-security-policy'])
          .split('; ')
          .map((directive) => directive.split(/ (.*)/) as [string, string]),
      );
      const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
      const hashes = [script, 'second()'].map((text) => `'sha256-${hashOf(text)}'`).toSorted();
      assert.equal(policy.get('script-src'), `'self' ${hashes.join(' ')}`);
      assert.equal(policy.get('default-src'), "'none'");
      assert.equal(policy.get('frame-ancestors'), "'none'");
      // No host, scheme or wildcard: browsers ask nobody else.
      assert.doesNotMatch([...policy.values()].join(' '), /https?:|\*/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
    }
  });

  it('lets browsers keep what has a hash in its name, and ask again for all else', async () => {
    const asset = await get('/docs/assets/app.B2x9.js');
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
    for (const path of ['/docs/', '/docs/guides/settings', '/docs/nothing']) {
      assert.equal((await get(path)).headers['cache-control'], 'no-cache', path);
    }
  });

  it('has a page that says that there is no such page', async () => {
    for (const path of ['/docs/nothing', '/docs/assets/', '/docs/guides']) {
      const answer = await get(path);
      assert.equal(answer.statusCode, 404, path);
      assert.equal(answer.body, files['404.html']);
    }
  });

  it('gives nothing that lies outside of it', async () => {
    for (const path of [
      '/docs/../secret.txt',
      '/docs/%2e%2e/secret.txt',
      '/docs/..%2fsecret.txt',
      '/docs/%2e%2e%2fsecret.txt',
      String.raw`/docs/..\secret.txt`,
      '/docs//etc/passwd',
    ]) {
      const answer = await get(path);
      assert.ok(answer.statusCode >= 400, `${path} ${answer.statusCode}`);
      assert.doesNotMatch(answer.body, /a secret|root:/);
    }
  });

  it('says how to build it where that has not been done', async () => {
    const bare = Fastify();
    await serveDocumentation(bare, join(parent, 'no-such-folder'));
    const answer = await bare.inject({ url: '/docs/api/get-jobs' });
    assert.equal(answer.statusCode, 503);
    assert.match(answer.body, /npm run build/);
    await bare.close();
  });

  it('of this checkout is built, and allows no inline script by a wildcard', async () => {
    const real = Fastify();
    await serveDocumentation(real, siteFolder);
    const answer = await real.inject({ url: '/docs/' });
    assert.equal(answer.statusCode, 200, answer.body);
    const policy = String(answer.headers['content-security-policy']);
    assert.match(policy, /script-src 'self' 'sha256-/);
    assert.doesNotMatch(policy.replace("style-src 'self' 'unsafe-inline'", ''), /unsafe/);
    await real.close();
  });
});
