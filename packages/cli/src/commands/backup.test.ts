import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { startSimulator } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';
import { createTestDatabase, listOwnSchemas, readAllTables } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli, startCli } from '../testing/call-cli.ts';
import { makeDataDirectory, removeDataDirectory, runHirewire } from '../testing/run-hirewire.ts';

let folder: string;
let simulator: Simulator;
let original: TestDatabase;
let integrationId: string;
let apiKey: string;
let file: string;

const secretKey = Buffer.alloc(32, 7).toString('base64');
const environmentOf = ({ url }: TestDatabase, key = secretKey) => ({
  DATABASE_URL: url,
  HIREWIRE_SECRET_KEY: key,
  HIREWIRE_DATA_DIR: folder,
  HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
  HIREWIRE_LOG_LEVEL: 'silent',
});

async function runJson(database: TestDatabase, ...words: string[]) {
  const environment = environmentOf(database);
  const { code, stdout, stderr } = await callCli([...words, '--json'], { environment });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-backup-'));
  simulator = await startSimulator('ashby', { candidates: 30 });
  original = await createTestDatabase();
  const credentials = path.join(folder, 'credentials.json');
  await writeFile(credentials, JSON.stringify(simulator.credentials), { mode: 0o600 });
  await runJson(original, 'webhooks', 'create', 'https://example.com/hook');
  const from = ['--credentials-file', credentials, '--remote-base-url', simulator.url];
  const words = ['integrations', 'create', '--tool', 'ashby', ...from];
  integrationId = (await runJson(original, ...words)).id;
  await runJson(original, 'integrations', 'sync', integrationId, '--type', 'FULL', '--wait');
  apiKey = (await runJson(original, 'keys', 'create')).key;
  file = path.join(folder, 'first.backup');
  await runJson(original, 'backup', file);
});
after(async () => {
  await simulator.close();
  await original.drop();
  await rm(folder, { recursive: true });
});

let target: TestDatabase;
beforeEach(async () => {
  target = await createTestDatabase({ isEmpty: true });
});
afterEach(() => target.drop());

/** What an API server of a database answers, byte for byte. */
async function readApi(database: TestDatabase, paths: readonly string[]): Promise<string[]> {
  const words = ['start', '--port', '0', '--role', 'api', '--json'];
  const server = startCli(words, { environment: environmentOf(database) });
  const { url } = JSON.parse(await server.untilOutput(/\n/));
  const texts: string[] = [];
  for (const one of paths) {
    const answer = await fetch(`${url}${one}`, {
      headers: { authorization: `Bearer ${apiKey}`, 'x-integration-id': integrationId },
    });
    texts.push(await answer.text());
    assert.equal(answer.status, 200, texts.at(-1));
  }
  server.stop();
  assert.equal((await server.ended).code, 0);
  return texts;
}

const restore = (words: readonly string[], key?: string) =>
  callCli(['restore', ...words], { environment: environmentOf(target, key) });

async function assertRefused(words: readonly string[], reason: RegExp, key?: string) {
  const { code, stderr } = await restore(words, key);
  assert.equal(code, 1);
  assert.match(stderr, reason);
  assert.deepEqual(await listOwnSchemas(target.database), []);
}

test('a restored database has the same rows, and its API answers the same bytes', async () => {
  const { rows } = await runJson(target, 'restore', file, '--take-over');
  assert.ok(rows > 100);
  assert.deepEqual(await readAllTables(target.database), await readAllTables(original.database));
  const paths = ['/v1/ats/candidates?page_size=7', '/v1/ats/applications?page_size=7'];
  const [first = '', ...others] = await readApi(original, paths);
  const { next } = JSON.parse(first).data;
  assert.ok(next, 'there is a second page');
  const second = `/v1/ats/candidates?page_size=7&cursor=${encodeURIComponent(next)}`;
  const both = [...paths, second, '/hirewire/v1/changes?after=3'];
  const [answered, expected] = [await readApi(target, both), await readApi(original, both)];
  assert.deepEqual(answered.slice(0, 3), expected.slice(0, 3));
  const [changes, expectedChanges] = [answered, expected].map(
    (all) => JSON.parse(all.at(-1)!).data,
  );
  assert.deepEqual(changes.results, expectedChanges.results);
  assert.deepEqual(answered.slice(0, 2), [first, ...others]);
});

test('a follower that is ahead of the backup misses no change that comes after the restore', async () => {
  await runJson(target, 'restore', file, '--take-over');
  const feed = '/hirewire/v1/changes';
  const [now = ''] = await readApi(original, [feed]);
  const { cursor, position: last } = JSON.parse(now).data;
  const ahead = last + 5;
  const after = cursor.replace(String(last), String(ahead));
  const [page = ''] = await readApi(target, [`${feed}?after=${after}`]);
  const { results, position, has_more: hasMore } = JSON.parse(page).data;
  assert.deepEqual([results, hasMore], [[], false]);
  assert.ok(position > ahead + 1_000_000);
});

test('what was restored goes on syncing', async () => {
  await runJson(target, 'restore', file, '--take-over');
  const words = ['integrations', 'sync', integrationId, '--type', 'FULL', '--wait'];
  const run = await runJson(target, ...words);
  assert.deepEqual([run.state, run.models.candidates.unchanged], ['SUCCEEDED', 30]);
});

test('a paused copy neither syncs nor sends webhooks, and no event tells of it', async () => {
  await runJson(target, 'restore', file, '--paused');
  const [integration] = await runJson(target, 'integrations', 'list');
  assert.equal(integration.status, 'INACTIVE');
  const [endpoint] = await runJson(target, 'webhooks', 'list');
  assert.equal(endpoint.is_enabled, false);
  assert.match(endpoint.disabled_reason, /Restored from a backup/);
  const [copied, source] = [target, original].map(({ database }) => readAllTables(database));
  assert.deepEqual((await copied)?.['webhook_events'], (await source)?.['webhook_events']);
});

test('it must be said whether the original may still run', async () => {
  for (const words of [[file], [file, '--paused', '--take-over']]) {
    const { code, stderr } = await restore(words);
    assert.equal(code, 2);
    assert.match(stderr, /With --take-over.*use --paused/s);
  }
  assert.deepEqual(await listOwnSchemas(target.database), []);
});

test('a truncated or altered file is refused, and changes nothing', async () => {
  const bytes = await readFile(file);
  const damaged = path.join(folder, 'damaged.backup');
  for (const length of [10, 200, bytes.length - 33, bytes.length - 1]) {
    await writeFile(damaged, bytes.subarray(0, length));
    await assertRefused([damaged, '--take-over'], /truncated|is not a backup/);
  }
  for (const position of [60, bytes.indexOf(10, 30) + 50, bytes.length - 5]) {
    const altered = Buffer.from(bytes);
    altered[position]! ^= 1;
    await writeFile(damaged, altered);
    await assertRefused([damaged, '--take-over'], /truncated or was altered/);
  }
});

test('without the right secret key nothing is restored, unless it is said to be lost', async () => {
  const words = [file, '--take-over'];
  const otherKey = Buffer.alloc(32, 8).toString('base64');
  await assertRefused(words, /secret key here is another.*Put the key/s, otherKey);
  const { code } = await restore([...words, '--without-secret-key'], otherKey);
  assert.equal(code, 0);
});

test('a database that is not empty is refused', async () => {
  await runJson(target, 'restore', file, '--take-over');
  const before = await readAllTables(target.database);
  const { code, stderr } = await restore([file, '--take-over']);
  assert.equal(code, 1);
  assert.match(stderr, /not empty: it has .*store.*another DATABASE_URL/s);
  assert.deepEqual(await readAllTables(target.database), before);
});

test('a backup is readable by its owner alone, and replaces a file only when told to', async () => {
  const before = await readFile(file);
  const environment = environmentOf(original);
  const refused = await callCli(['backup', file], { environment });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /exists already.*--force/);
  assert.deepEqual(await readFile(file), before);
  const copy = path.join(folder, 'second.backup');
  await writeFile(copy, 'old', { mode: 0o644 });
  const { stdout, code } = await callCli(['backup', copy, '--force'], { environment });
  assert.equal(code, 0);
  assert.match(stdout, /secret key is not in it: keep HIREWIRE_SECRET_KEY in another place/);
  assert.equal((await stat(copy)).mode & 0o777, 0o600);
  assert.ok(!before.includes(secretKey) && !before.includes(apiKey));
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('partial')),
    [],
  );
});

test('a database without Hirewire cannot be backed up', async () => {
  const none = path.join(folder, 'none.backup');
  const { code, stderr } = await callCli(['backup', none], { environment: environmentOf(target) });
  assert.equal(code, 1);
  assert.match(stderr, /There is no Hirewire in the database/);
});

test('the bundled PostgreSQL is backed up while it runs, restored elsewhere, and tells its address', async () => {
  const [from, to] = [await makeDataDirectory(), await makeDataDirectory()];
  const words = ['start', '--port', '0', '--role', 'api', '--json', '--data-dir', from];
  let server: ReturnType<typeof startCli> | null = null;
  try {
    const none = await callCli(['database', 'url', '--data-dir', from]);
    assert.match(none.stderr, /Nothing runs/);
    server = startCli(words, { environment: { HIREWIRE_LOG_LEVEL: 'silent' } });
    await server.untilOutput(/\n/);
    const shown = await callCli(['database', 'url', '--data-dir', from]);
    assert.match(shown.stdout, /^postgres:\/\/hirewire:\*\*\*@.*\/hirewire/);
    const whole = await callCli(['database', 'url', '--data-dir', from, '--show-password']);
    const password = await readFile(path.join(from, 'postgres', 'password'), 'utf8');
    assert.ok(whole.stdout.includes(password.trim()) && !shown.stdout.includes(password.trim()));
    const bundled = path.join(folder, 'bundled.backup');
    await callCli(['keys', 'create', '--name', 'carried', '--data-dir', from]);
    const made = await runHirewire(['backup', bundled, '--data-dir', from]);
    assert.equal(made.code, 0, made.stderr);
    server.stop();
    await server.ended;
    const restored = await runHirewire(['restore', bundled, '--take-over', '--data-dir', to]);
    assert.equal(restored.code, 0, restored.stderr);
    const { stdout } = await callCli(['keys', 'list', '--json', '--data-dir', to]);
    assert.deepEqual(JSON.parse(stdout).length, 1);
  } finally {
    server?.stop();
    await server?.ended;
    await removeDataDirectory(from);
    await removeDataDirectory(to);
  }
});
