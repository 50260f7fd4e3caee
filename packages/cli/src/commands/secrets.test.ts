import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { startSimulator } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';
import { findKeyIds } from '@hirewire/store';
import { blockEndpoints, createTestDatabase, storeSealedWith } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli, startCli } from '../testing/call-cli.ts';
import { startHirewire } from '../testing/run-hirewire.ts';

let database: TestDatabase;
let simulator: Simulator;
let folder: string;
let keyFile: string;
let integrationId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator('ashby', { candidates: 3 });
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-secrets-'));
  keyFile = path.join(folder, 'secret-key');
  const credentials = path.join(folder, 'credentials.json');
  await writeFile(credentials, JSON.stringify(simulator.credentials), { mode: 0o600 });
  const words = ['--tool', 'ashby', '--credentials-file', credentials];
  integrationId = (
    await runJson('integrations', 'create', ...words, '--remote-base-url', simulator.url)
  ).id;
  await runJson('webhooks', 'create', 'https://example.com/hook');
});
afterEach(async () => {
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  DATABASE_URL: database.url,
  HIREWIRE_DATA_DIR: folder,
  HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
  ...more,
});

const run = (words: readonly string[], more = {}) =>
  callCli(words, { environment: environment(more) });

async function runJson(...words: string[]) {
  const { code, stdout, stderr } = await run([...words, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

const readKeys = async (): Promise<string[]> =>
  (await readFile(keyFile, 'utf8')).trim().split('\n');

/** As a restore, or a rotation elsewhere, puts it in place. */
async function putKey(...keys: string[]): Promise<void> {
  await writeFile(`${keyFile}.new`, keys.join('\n'), { mode: 0o600 });
  await rename(`${keyFile}.new`, keyFile);
}

const newKey = (): string => randomBytes(32).toString('base64');

async function startServer() {
  const server = startCli(['start', '--port', '0', '--role', 'api', '--json'], {
    environment: environment(),
  });
  const { url } = JSON.parse(await server.untilOutput(/\n/));
  const ready = async (): Promise<[number, unknown]> => {
    const answer = await fetch(`${url}/readyz`);
    return [answer.status, ((await answer.json()) as { status: unknown }).status];
  };
  const stop = async (): Promise<void> => {
    server.stop();
    assert.equal((await server.ended).code, 0);
  };
  return { ready, stop };
}

/** The credentials are opened, and the tool accepts them. */
async function assertUsable(): Promise<void> {
  const { state } = await runJson(
    'integrations',
    'sync',
    integrationId,
    '--type',
    'FULL',
    '--wait',
  );
  assert.equal(state, 'SUCCEEDED');
}

test('a missing secret key beside credentials stops the start, and none is made', async () => {
  const [key = ''] = await readKeys();
  await rm(keyFile);
  const { code, stderr } = await run(['start', '--port', '0']);
  assert.equal(code, 1);
  assert.match(stderr, /no file secret-key.*Restore the key from your backup/s);
  assert.equal(existsSync(keyFile), false);
  await putKey(key);
  await assertUsable();
});

test('a wrong secret key stops the start, and a running process is not ready with it', async () => {
  const [key = ''] = await readKeys();
  const server = await startServer();
  assert.deepEqual(await server.ready(), [200, 'ok']);
  await putKey(newKey());
  assert.deepEqual(await server.ready(), [503, 'secret-key-wrong']);
  const { code, stderr } = await run(['start', '--port', '0']);
  assert.equal(code, 1);
  assert.match(stderr, /is not the one of this database/);
  assert.ok(!stderr.includes(key));
  await putKey(key);
  assert.deepEqual(await server.ready(), [200, 'ok']);
  await server.stop();
});

test('rotating replaces the key while a server runs, and the old one is useless then', async () => {
  const [former = ''] = await readKeys();
  const before = await findKeyIds(database.database);
  const server = await startServer();
  const { rotated, sealed } = await runJson('secrets', 'rotate');
  assert.deepEqual([rotated, sealed], [true, 2]);
  const keys = await readKeys();
  assert.equal(keys.length, 1);
  assert.notEqual(keys[0], former);
  assert.deepEqual(await server.ready(), [200, 'ok']);
  const after = await findKeyIds(database.database);
  assert.ok(after.length === 1 && !before.includes(after[0]!));
  await assertUsable();
  await assert.rejects(storeSealedWith(database.database, before[0]!), /key that was retired/);
  await putKey(former);
  assert.match((await run(['start', '--port', '0'])).stderr, /is not the one of this database/);
  await server.stop();
});

test('a rotation that was killed goes on with the same new key', async () => {
  const blocked = await blockEndpoints(database.database);
  try {
    const rotation = startHirewire(['secrets', 'rotate'], { environment: environment() });
    await blocked.untilWaited();
    rotation.signal('SIGKILL');
    await rotation.ended;
  } finally {
    await blocked.release();
  }
  const [current, ...former] = await readKeys();
  assert.equal(former.length, 1);
  await assertUsable();
  await runJson('secrets', 'rotate');
  assert.deepEqual(await readKeys(), [current]);
  await assertUsable();
});

test('keys of the settings are rotated in the order in which processes can take them', async () => {
  const [former = ''] = await readKeys();
  const current = newKey();
  const alone = await run(['secrets', 'rotate'], { HIREWIRE_SECRET_KEY: former });
  assert.equal(alone.code, 1);
  assert.match(alone.stderr, /HIREWIRE_PREVIOUS_SECRET_KEYS to the present one/);
  const both = { HIREWIRE_SECRET_KEY: current, HIREWIRE_PREVIOUS_SECRET_KEYS: former };
  const rotated = await run(['secrets', 'rotate'], both);
  assert.equal(rotated.code, 0, rotated.stderr);
  assert.match(rotated.stdout, /remove HIREWIRE_PREVIOUS_SECRET_KEYS/);
  assert.equal((await run(['integrations', 'list'], { HIREWIRE_SECRET_KEY: current })).code, 0);
  assert.equal((await run(['integrations', 'list'], { HIREWIRE_SECRET_KEY: former })).code, 1);
});

test('what a lost key has sealed is discarded when asked to, and can be replaced', async () => {
  await rm(keyFile);
  const asked = await run(['secrets', 'discard']);
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /Repeat the command with --yes/);
  assert.deepEqual(await runJson('secrets', 'discard', '--yes'), { discarded: 2 });
  const [integration] = await runJson('integrations', 'list');
  assert.equal(integration.status, 'INVALID');
  const credentials = path.join(folder, 'credentials.json');
  await runJson(
    'integrations',
    'set-credentials',
    integrationId,
    '--credentials-file',
    credentials,
  );
  await assertUsable();
  const [endpoint] = await runJson('webhooks', 'list');
  assert.equal(endpoint.enabled ?? endpoint.is_enabled, false);
  await runJson('webhooks', 'rotate-secret', endpoint.id);
});
