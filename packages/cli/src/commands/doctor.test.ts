import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { loadSettings } from '@hirewire/server';
import { checkDataDirectory, checkSecretKey } from '../doctor/check-files.ts';
import { checkPlatform, checkUser } from '../doctor/check-machine.ts';
import { checkPort } from '../doctor/check-port.ts';
import { checkPostgres } from '../doctor/check-postgres.ts';
import { callCli } from '../testing/call-cli.ts';
import { makeDataDirectory, removeDataDirectory } from '../testing/run-hirewire.ts';

let dataDirectory: string;
before(async () => {
  dataDirectory = await makeDataDirectory();
});
after(() => removeDataDirectory(dataDirectory));

const unreachable = 'postgres://someone@127.0.0.1:1/nowhere';

test('a fresh folder is fine, and nothing is set up in it', async () => {
  const settings = settingsWith({ dataDirectory: path.join(dataDirectory, 'new') });
  assert.match(await expect('ok', checkDataDirectory(settings)), /will be created/);
  assert.match(await expect('ok', checkSecretKey(settings)), /will be created.*back it up/);
  assert.match(await expect('ok', checkPostgres(settings)), /will be set up/);
});

test('a folder that others can write is a warning', async () => {
  await chmod(dataDirectory, 0o777);
  assert.match(await expect('warn', checkDataDirectory(settingsWith({}))), /chmod go-w/);
  await chmod(dataDirectory, 0o711);
});

test('a secret key that others can read is a failure', async () => {
  await writeFile(path.join(dataDirectory, 'secret-key'), 'x', { mode: 0o644 });
  assert.match(await expect('fail', checkSecretKey(settingsWith({}))), /chmod 600/);
});

test('a taken port is a warning, as it may be Hirewire itself', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  assert.match(await expect('warn', checkPort(settingsWith({ port }))), /The port is in use/);
  other.close();
});

test('with DATABASE_URL the bundled programs are not needed', async () => {
  const settings = settingsWith({ databaseUrl: unreachable });
  assert.match(await expect('ok', checkPlatform(settings)), /not needed/);
});

test('an ordinary user is fine, and root is warned', async () => {
  const level = process.getuid?.() === 0 ? 'warn' : 'ok';
  await expect(level, checkUser(settingsWith({})));
});

test('a failure is printed with advice, and the exit code is 1', async () => {
  const { code, stdout } = await callCli(['doctor', '--data-dir', dataDirectory], {
    environment: { DATABASE_URL: unreachable, PORT: '0' },
  });
  assert.equal(code, 1);
  assert.match(stdout, /^ok +Node\.js +\d+/);
  assert.match(stdout, /\nfail +PostgreSQL +Cannot connect to PostgreSQL .*Check DATABASE_URL/);
});

function settingsWith(overrides: Parameters<typeof loadSettings>[0]) {
  return loadSettings({ dataDirectory, logLevel: 'silent', ...overrides }, {});
}

async function expect(level: string, finding: ReturnType<typeof checkPort>): Promise<string> {
  const found = await finding;
  assert.equal(found.level, level, found.message);
  return found.message;
}
