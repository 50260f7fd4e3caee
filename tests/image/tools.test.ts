import assert from 'node:assert/strict';
import path from 'node:path';
import { before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeToolsRoot, run } from './make-root.ts';
import { enterRoot } from './enter-root.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const units = '/etc/systemd/system';

let tools: string;
before(async () => {
  tools = await makeToolsRoot(path.join(root, '.cache/image'));
});

it('systemd takes the unit as it is', async () => {
  const { stdout, stderr } = await use(['systemd-analyze', 'verify', 'hirewire@api.service']);
  assert.equal(stdout + stderr, '');
});

it('systemd rates the exposure of the unit at 2 of 10 at most', async () => {
  // It fails beyond the threshold, which it wants in tenths.
  const words = ['security', '--offline=true', '--threshold=20', 'hirewire@.service'];
  const { stdout } = await use(['systemd-analyze', ...words]);
  assert.match(stdout, /Overall exposure level for hirewire@\S*: \d\.\d OK/);
});

it('nginx takes its file', async () => {
  const { stderr } = await use(['nginx', '-t']);
  assert.match(stderr, /test is successful/);
  assert.doesNotMatch(stderr, /warn/);
});

it('Caddy takes its file, which is formatted as Caddy does', async () => {
  const { stdout, stderr } = await use(['caddy', 'validate', '--config', '/etc/caddy/Caddyfile']);
  assert.match(stdout + stderr, /Valid configuration/);
  const { stdout: formatted } = await use(['caddy', 'fmt', '/etc/caddy/Caddyfile']);
  assert.equal(formatted, (await use(['cat', '/etc/caddy/Caddyfile'])).stdout);
});

/** Runs a program where each file of `deploy` has the place that it is for. */
async function use(words: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const [program, args] = enterRoot({
    root: tools,
    words,
    environment: {
      PATH: '/usr/sbin:/usr/bin',
      HOME: '/tmp',
      HOST: 'ats.example.com',
      UPSTREAMS: 'api:4000',
    },
    workingDirectory: '/',
    user: null,
    mounts: {
      [`${units}/hirewire@.service`]: path.join(root, 'deploy/systemd/hirewire@.service'),
      // That there is such a program.
      '/usr/local/bin/hirewire': '/bin/true',
      '/etc/nginx/conf.d/hirewire.conf': path.join(root, 'deploy/nginx.conf'),
      '/etc/caddy/Caddyfile': path.join(root, 'deploy/Caddyfile'),
    },
    network: 'own',
    isReadOnly: false,
  });
  return await run(program, args);
}
