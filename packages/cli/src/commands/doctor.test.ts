import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { loadSettings } from '@hirewire/server';
import { startSimulator } from '@hirewire/simulators';
import {
  addDueItem,
  applySchema,
  createTestDatabase,
  listOwnSchemas,
} from '@hirewire/store/testing';
import { judge } from '../doctor/check-disk.ts';
import { checkDataDirectory, checkSecretKey } from '../doctor/check-files.ts';
import { checkPlatform, checkUser } from '../doctor/check-machine.ts';
import { checkPort } from '../doctor/check-port.ts';
import { checkPostgres } from '../doctor/check-postgres.ts';
import { callCli, startCli } from '../testing/call-cli.ts';
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
  const [postgres] = await checkPostgres(settings);
  assert.match(postgres!.message, /will be set up/);
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

test('a port that another program has is a warning', async () => {
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

test('a disk that is nearly full is a warning, then a failure', () => {
  const levels = [5e9, 1e9, 1e8].map((bytes) => judge(bytes, '/data').level);
  assert.deepEqual(levels, ['ok', 'warn', 'fail']);
});

test('a port that Hirewire has itself is no conflict', async () => {
  const database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, HIREWIRE_DATA_DIR: dataDirectory };
  const server = startCli(['start', '--port', '0', '--role', 'api', '--json'], {
    environment: { ...environment, ...quiet },
  });
  try {
    const { url } = JSON.parse(await server.untilOutput(/\n/));
    const settings = settingsWith({ port: Number(new URL(url).port) });
    assert.match(await expect('ok', checkPort(settings)), /Hirewire runs at/);
  } finally {
    server.stop();
    await server.ended;
    await database.drop();
  }
});

test('vendors are asked without credentials, and clock, migrations and queue are looked at', async () => {
  const database = await createTestDatabase();
  const simulator = await startSimulator('ashby', { candidates: 1 });
  const environment = { DATABASE_URL: database.url, HIREWIRE_ALLOW_REMOTE_BASE_URL: '1', ...quiet };
  const run = (...words: string[]) => callCli([...words, '--json'], { environment });
  try {
    const file = path.join(dataDirectory, 'credentials.json');
    await writeFile(file, JSON.stringify(simulator.credentials), { mode: 0o600 });
    const from = ['--credentials-file', file, '--remote-base-url', simulator.url];
    const made = await run('integrations', 'create', '--tool', 'ashby', ...from);
    assert.equal(made.code, 0, made.stderr);
    const settings = loadSettings({ dataDirectory, databaseUrl: database.url }, environment);
    const find = async (subject: string) =>
      (await checkPostgres(settings)).filter((found) => found.subject === subject);
    const [well] = await find('vendor');
    assert.equal(well?.level, 'ok');
    assert.match(well.message, /answers$/);
    for (const subject of ['clock', 'migrations', 'queue']) {
      assert.deepEqual(
        (await find(subject)).map(({ level }) => level),
        ['ok'],
        subject,
      );
    }
    await addDueItem(database.database, { minutes: 20 });
    const [queue] = await find('queue');
    assert.match(queue!.message, /oldest has waited for 20 minutes\. Start a worker/);
    await simulator.close();
    const [gone] = await find('vendor');
    assert.equal(gone?.level, 'fail');
    assert.match(gone.message, /Ashby refused the connection.*ECONNREFUSED/);
  } finally {
    await simulator.close().catch(() => undefined);
    await database.drop();
  }
});

test('a database that is to be migrated is a warning, and is not migrated', async () => {
  const database = await createTestDatabase({ isEmpty: true });
  try {
    await applySchema(database.url, ['000001-platform.sql']);
    const findings = await checkPostgres(settingsWith({ databaseUrl: database.url }));
    const { level, message } = findings.find(({ subject }) => subject === 'migrations')!;
    assert.equal(level, 'warn');
    assert.match(message, /\d+ pending.*hirewire backup/);
    assert.deepEqual(await listOwnSchemas(database.database), ['store']);
  } finally {
    await database.drop();
  }
});

const quiet = {
  HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  HIREWIRE_LOG_LEVEL: 'silent',
};

function settingsWith(overrides: Parameters<typeof loadSettings>[0]) {
  return loadSettings({ dataDirectory, logLevel: 'silent', ...overrides }, {});
}

async function expect(level: string, finding: ReturnType<typeof checkPort>): Promise<string> {
  const found = await finding;
  assert.equal(found.level, level, found.message);
  return found.message;
}
