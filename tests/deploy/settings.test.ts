import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loadSettings } from '@hirewire/server';
import { listProcesses, read, readCompose, root } from './deploy-files.ts';

const processes = listProcesses();

test('every variable of Hirewire in deploy is a setting that the guide explains', () => {
  const guide = readFileSync(path.join(root, 'docs/guides/settings.md'), 'utf8');
  const known = new Set([...guide.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
  const files = globSync('deploy/**', { cwd: root })
    .map((file) => path.join(root, file))
    .filter((file) => statSync(file).isFile());
  assert.ok(files.length > 8, `${files.length} files`);
  const used = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:HIREWIRE|OTEL)_[A-Z_]+\b/g)].map(
      ([name]) => `${path.relative(root, file)}: ${name}`,
    ),
  );
  assert.ok(used.length > 20, `${used.length} variables`);
  assert.deepEqual(
    used.filter((line) => !known.has(line.split(': ')[1] ?? '')),
    [],
  );
});

test('Hirewire accepts the settings of every process, whose secrets stand in files', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-deploy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const secrets: Readonly<Record<string, string>> = {
    'database-url': 'postgres://hirewire:password@db:5432/hirewire\n',
    'secret-key': `${Buffer.alloc(32, 7).toString('base64')}\n`,
    'metrics-token': 'a-token-of-some-length\n',
  };
  for (const [name, text] of Object.entries(secrets)) writeFileSync(path.join(folder, name), text);
  const roles = processes.map(({ role }) => role).toSorted();
  assert.equal(roles.join(), 'api,api,api,migrate,worker,worker,worker');
  for (const { place, environment } of processes) {
    const local = Object.entries(environment).map(([name, value]) =>
      name.endsWith('_FILE') ? [name, path.join(folder, path.basename(value))] : [name, value],
    );
    const settings = loadSettings({}, Object.fromEntries(local) as Record<string, string>);
    assert.ok(settings.databaseUrl !== null && settings.secretKey !== null, place);
    assert.equal(environment['HIREWIRE_SECRET_KEY'], undefined, place);
    assert.equal(environment['DATABASE_URL'], undefined, place);
  }
});

test('an API behind a proxy knows its public address, and trusts that proxy', () => {
  const apis = processes.filter(({ role }) => role === 'api');
  for (const { place, environment } of apis) {
    assert.equal(environment['HIREWIRE_PUBLIC_URL'], 'https://ats.example.com', place);
    assert.match(environment['HIREWIRE_TRUSTED_PROXIES'] ?? '', /^[\d./]+$/, place);
  }
  const { networks = {} } = readCompose().services['caddy'] ?? {};
  const [caddy] = Object.values(networks).map((network) =>
    typeof network === 'object' ? network.ipv4_address : undefined,
  );
  const ofCompose = apis.find(({ place }) => place.startsWith('compose'));
  assert.equal(ofCompose?.environment['HIREWIRE_TRUSTED_PROXIES'], caddy);
});

test('a worker has a port for its health', () => {
  for (const { place, environment } of processes.filter(({ role }) => role === 'worker')) {
    assert.match(environment['HIREWIRE_MONITORING_PORT'] ?? '', /^\d+$/, place);
  }
});

test('proxies let through what Hirewire takes, and wait for as long as it may take', () => {
  const { maxFileMegabytes, actionTimeoutSeconds } = loadSettings({}, {});
  // Two files in base64 and 1 MiB; settings.md has both rules.
  const megabytes = (2 * maxFileMegabytes * 4) / 3 + 1;
  const seconds = actionTimeoutSeconds + 20;
  for (const [file, size, wait] of [
    ['Caddyfile', /max_size (\d+)MB/, /response_header_timeout (\d+)s/],
    ['nginx.conf', /client_max_body_size (\d+)m;/, /proxy_read_timeout (\d+)s;/],
  ] as const) {
    assert.ok(Number(size.exec(read(file))?.[1]) >= megabytes, `${file} ${megabytes} MB`);
    assert.ok(Number(wait.exec(read(file))?.[1]) > seconds, `${file} ${seconds} s`);
  }
});
