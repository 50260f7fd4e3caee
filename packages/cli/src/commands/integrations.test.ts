import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startSimulator } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';
import { observeIssues } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli } from '../testing/call-cli.ts';
import { runHirewire } from '../testing/run-hirewire.ts';

let database: TestDatabase;
let simulator: Simulator;
let folder: string;
let credentialsFile: string;

before(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator('ashby', { candidates: 15 });
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-cli-'));
  credentialsFile = await writeCredentials('good.json', simulator.credentials, 0o600);
});
after(async () => {
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('an integration is made, listed, synced, shown and deleted', async () => {
  const people = ['--organization', 'Acme', '--end-user-email', 'ida@example.com'];
  const made = await runJson(...create(credentialsFile), ...people, '--origin-id', '42');
  assert.match(made.id, /^ashby:/);
  assert.deepEqual(made.end_user, {
    organization_name: 'Acme',
    creator_email: 'ida@example.com',
    origin_id: '42',
  });
  assert.equal(made.first_synced_at, null);

  const listed = await runJson('list');
  assert.deepEqual(ids(listed), [made.id]);

  const first = await runJson('sync', made.id, '--type', 'FULL', '--wait');
  assert.equal(first.state, 'SUCCEEDED');
  assert.equal(first.models.candidates.written, 15);

  const shown = await runJson('show', made.id);
  assert.notEqual(shown.first_synced_at, null);
  assert.deepEqual(ids(shown.runs), [first.id]);
  const people2 = await run('show', made.id);
  assert.match(people2.stdout, /organization +Acme\n/);
  assert.match(people2.stdout, /FULL sync SUCCEEDED, .* s \(INITIAL\)\n/);
  // Pages, records, written, unchanged, deleted, requests.
  assert.match(people2.stdout, /\n {2}candidates +DONE +1 +15 +15 +0 +0 +\d+ .* s\n/);
  assert.match(people2.stdout, /syncs +full every 6 h; changes every 10 min/);
  assert.match(people2.stdout, /\n.*Z +FULL +INITIAL +SUCCEEDED +[\d.]+ s/);
  assert.ok(first.models.candidates.requests >= 1);

  const queued = await runJson('sync', made.id);
  assert.deepEqual(queued, { sync_id: queued.sync_id, type: 'DELTA', already_queued: false });
  const again = await run('sync', made.id);
  assert.match(
    again.stdout,
    new RegExp(`DELTA sync ${queued.sync_id} is already queued or running`),
  );
  const cancelled = await runJson('cancel-sync', made.id);
  assert.deepEqual(cancelled, { id: made.id, cancelled: [queued.sync_id] });
  assert.match((await run('cancel-sync', made.id)).stdout, /no sync that is queued or running/);

  const unasked = await run('delete', made.id);
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /Delete ashby:\w+ of Acme, with its records .*--yes/);
  assert.deepEqual(await runJson('delete', made.id, '--yes'), { id: made.id, deleted: true });
  assert.deepEqual(await runJson('list'), []);
});

test('settings are checked against those that the connector has', async () => {
  const { id } = await runJson(
    ...create(credentialsFile),
    '--setting',
    'read_screening_answers=none',
    '--setting',
    'requests_per_second=50',
  );
  assert.equal((await runJson('sync', id, '--wait')).state, 'SUCCEEDED');
  for (const wrong of ['read_screening_answers=some', 'requests_per_second=0', 'nonesuch=1']) {
    const refused = await run(...create(credentialsFile), '--setting', wrong);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /read_screening_answers/);
  }
});

test('parts are disabled and enabled by their names, and wrong names are told', async () => {
  const { id } = await runJson(...create(credentialsFile));
  const off = await runJson('switch-off', id, 'ats_offers', 'ats_candidates.social_media');
  assert.deepEqual(off, { id, switched_off: ['ats_candidates.social_media', 'ats_offers'] });
  const synced = await runJson('sync', id, '--wait');
  assert.equal(synced.state, 'SUCCEEDED');
  assert.ok(!('offers' in synced.models) && 'candidates' in synced.models);
  assert.match((await run('show', id)).stdout, /disabled +ats_candidates.social_media, ats_off/);
  const on = await run('switch-on', id, 'ats_offers', 'ats_candidates.social_media');
  assert.match(on.stdout, /^Disabled in .*: nothing\.\nThe next sync/);
  const wrong = await run('switch-off', id, 'ats_offers', 'ats_offers.remote_id');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /ats_offers\.remote_id cannot be disabled.*employment_start_date/);
  assert.deepEqual(await runJson('switch-on', id, 'ats_tags'), { id, switched_off: [] });
});

test('credentials are replaced when the vendor accepts the new ones', async () => {
  const { id } = await runJson(...create(credentialsFile));
  const bad = await writeCredentials('new.json', simulator.badCredentials, 0o600);
  const refused = await run('set-credentials', id, '--credentials-file', bad);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Ashby did not accept/);
  const replaced = await runJson('set-credentials', id, '--credentials-file', credentialsFile);
  assert.equal(replaced.status, 'ACTIVE');
  assert.equal(replaced.sync.type, 'FULL');
});

test('the tool is asked to tell of changes, and to stop it', async () => {
  const { id } = await runJson(...create(credentialsFile));
  const receiver = createServer((_, answer) => answer.end());
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const registered = await run('register-webhooks', id, '--public-url', publicUrl);
  assert.match(registered.stdout, /Registered webhooks of ashby:\w+ for 15 event types/);
  assert.deepEqual(await runJson('unregister-webhooks', id), { id, kinds: 15 });
  assert.deepEqual(await runJson('unregister-webhooks', id), { id, kinds: 0 });
  receiver.close();
  const unknown = await run('unregister-webhooks', 'ashby:nobody');
  assert.equal(unknown.code, 1);
});

test('a sync that one waits for shows its progress beside its answer', async () => {
  const { id } = await runJson(...create(credentialsFile));
  const { stdout, stderr } = await run('sync', id, '--wait', '--json');
  assert.equal(JSON.parse(stdout).state, 'SUCCEEDED');
  assert.match(stderr, new RegExp(`${id} FULL sync SUCCEEDED: .*candidates 15 done`));
});

test('the real program reads credentials from standard input, and prints only JSON', async () => {
  const words = ['integrations', ...create('-'), '--json'];
  const { code, stdout, stderr } = await runHirewire(words, {
    environment: environment(),
    input: JSON.stringify(simulator.credentials),
  });
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(JSON.parse(stdout).id, /^ashby:/);
});

test('a sync that fails is told by the exit code, and the list shows who is behind', async () => {
  const { id } = await runJson(...create(credentialsFile));
  assert.deepEqual(await lastOf(id), { state: 'QUEUED', dataFrom: null });
  assert.match(
    (await run('list')).stdout,
    new RegExp(`${id} .* ACTIVE +PENDING +never +queued$`, 'm'),
  );
  const first = await runJson('sync', id, '--wait');
  assert.deepEqual(await lastOf(id), { state: 'SUCCEEDED', dataFrom: first.started_at });

  simulator.faults.add({ kind: '401', times: Infinity });
  const failed = await run('sync', id, '--wait');
  simulator.faults.clear();
  assert.equal(failed.code, 1);
  assert.match(failed.stdout, /^DELTA sync AUTHENTICATION_FAILED/);
  assert.deepEqual(await lastOf(id), {
    state: 'AUTHENTICATION_FAILED',
    dataFrom: first.started_at,
  });
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  await observeIssues(database.database, { schedule, deltaTools: [], failureCodes: [] });
  const row = `${id} .* FAILING +${first.started_at} +\\S*Z +The tool refuses the credentials$`;
  assert.match((await run('list', '--failing', '--tool', 'ashby')).stdout, new RegExp(row, 'm'));
  assert.deepEqual(ids(await runJson('list', '--failing', '--search', 'nobody')), []);
  const environment = ['--environment', 'default'];
  assert.ok(ids(await runJson('list', ...environment, '--status', 'ACTIVE')).includes(id));
  assert.deepEqual(ids(await runJson('list', ...environment, '--status', 'INACTIVE')), []);
  assert.match((await run('list', '--environment', 'nowhere')).stderr, /no environment nowhere/);
  assert.equal((await run('list', '--status', 'BROKEN')).code, 2);
});

test('a credentials file that others can read is used with a warning', async () => {
  const open = await writeCredentials('open.json', simulator.credentials, 0o644);
  const { code, stderr } = await run(...create(open));
  assert.equal(code, 0);
  assert.match(stderr, /Warning: other users of this machine can read .*chmod 600/);
});

test('what is wrong with credentials is said without repeating them', async () => {
  const cases: [content: unknown, code: number, message: RegExp][] = [
    [simulator.badCredentials, 1, /Ashby did not accept/],
    [{ apiKey: 'sesame-open-up' }, 1, /needs other credentials.*It takes: api_key/],
    ['sesame-open-up', 2, /is not valid JSON\. Expected something like/],
  ];
  for (const [content, code, message] of cases) {
    const ended = await run(...create(await writeCredentials('bad.json', content, 0o600)));
    assert.equal(ended.code, code);
    assert.match(ended.stderr, message);
    assert.doesNotMatch(ended.stderr, /sesame|open-up/);
  }
});

test('a missing credentials file is named', async () => {
  const { code, stderr } = await run(...create(path.join(folder, 'nowhere.json')));
  assert.equal(code, 2);
  assert.match(stderr, /Cannot read the credentials file: ENOENT.*nowhere\.json/);
});

test('another host is refused unless the settings allow it', async () => {
  const words = ['integrations', ...create(credentialsFile)];
  const strict = { ...environment(), HIREWIRE_ALLOW_REMOTE_BASE_URL: '0' };
  const { code, stderr } = await callCli(words, { environment: strict });
  assert.equal(code, 1);
  assert.match(stderr, /HIREWIRE_ALLOW_REMOTE_BASE_URL=1/);
});

for (const words of [['show'], ['sync'], ['sync', '--wait'], ['delete']]) {
  test(`integrations ${words.join(' ')} of an unknown id fails`, async () => {
    const [command, ...options] = words;
    const { code, stderr } = await run(command!, 'ashby:nobody', ...options);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^There is no integration ashby:nobody\. List them: npx hirewire integrations list/m,
    );
  });
}

function create(file: string): string[] {
  const words = ['create', '--tool', 'ashby', '--credentials-file', file];
  words.push('--setting', 'requests_per_second=1000');
  return [...words, '--remote-base-url', simulator.url];
}

/** Text is written as it is: not every file is JSON. */
async function writeCredentials(name: string, content: unknown, mode: number): Promise<string> {
  const file = path.join(folder, name);
  await rm(file, { force: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return file;
}

function environment() {
  return {
    DATABASE_URL: database.url,
    HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
  };
}

function run(...words: string[]) {
  return callCli(['integrations', ...words], { environment: environment() });
}

async function runJson(...words: string[]) {
  const { code, stdout, stderr } = await run(...words, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

function ids(list: { id: string }[]): string[] {
  return list.map(({ id }) => id);
}

interface Listed {
  id: string;
  last_sync: { state: string } | null;
  data_from: string | null;
}

async function lastOf(id: string): Promise<{ state: string | undefined; dataFrom: string | null }> {
  const listed: Listed[] = await runJson('list');
  const { last_sync: last, data_from: dataFrom } = listed.find((one) => one.id === id)!;
  return { state: last?.state, dataFrom };
}
