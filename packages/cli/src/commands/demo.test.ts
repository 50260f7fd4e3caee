import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listIntegrations, listRuns, openDatabase, startEmbeddedPostgres } from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import type { DemoAnswer } from '../demo/describe-demo.ts';
import { callCli, startCli } from '../testing/call-cli.ts';
import {
  findPostgres,
  makeDataDirectory,
  removeDataDirectory,
  startHirewire,
} from '../testing/run-hirewire.ts';
import type { RunningCli } from '../testing/call-cli.ts';
import type { Running } from '../testing/run-hirewire.ts';

/**
 * The life of one demo in one folder, start after start: the first three are real processes, as they
 * are killed or get a Ctrl-C. Each test goes on where the one before it ended.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const scale = 1000;
const demos: Running[] = [];
const demosHere: RunningCli[] = [];
let dataDirectory: string;
let readyFile: string;
let integrationId: string;
let answer: DemoAnswer;
before(async () => {
  dataDirectory = await makeDataDirectory();
  readyFile = path.join(dataDirectory, 'ready.json');
});
after(async () => {
  for (const demo of demos) demo.signalGroup('SIGKILL');
  for (const demo of demosHere) demo.stop();
  await Promise.all([...demos, ...demosHere].map(({ ended }) => ended));
  await removeDataDirectory(dataDirectory);
});

test('a demo killed during its first sync leaves everything for the next start', async () => {
  const demo = startDemo('--scale', String(scale));
  integrationId = await untilPageRead();
  demo.signalGroup('SIGKILL');
  await demo.ended;
  assert.notEqual(await findPostgres(dataDirectory), null, 'PostgreSQL is left behind');
});

test('Ctrl-C during the first sync stops at once', async () => {
  const demo = startDemo('--json');
  assert.equal(await untilPageRead(), integrationId, 'the same integration');
  demo.signalGroup('SIGINT');
  const { code, stdout, stderr } = await demo.ended;
  assert.deepEqual([code, stdout], [0, '']);
  assert.doesNotMatch(stderr, /rror/);
  assert.equal(await findPostgres(dataDirectory), null);
});

test('the next start ends the first sync, and prints calls that work as they are', async () => {
  const demo = startDemo('--ready-file', readyFile);
  const output = await demo.untilOutput(/Stop with Ctrl-C/);
  answer = await untilReady();
  assert.deepEqual(Object.keys(answer), [
    'folder',
    'api_url',
    'api_key',
    'integrations',
    'simulators',
  ]);
  assert.match(answer.api_url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  assert.deepEqual(answer.integrations, [{ id: integrationId, tool: 'ashby', state: 'ready' }]);
  assert.match(answer.simulators['ashby']!, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(statSync(readyFile).mode & 0o777, 0o600);

  const curl = await runScript(/^curl [^]*?\n\n/m.exec(output)![0]);
  assert.equal(JSON.parse(curl).data.results.length, 2);
  const sdk = await runScript(/^node --input-type[^]*?\n"\n/m.exec(output)![0]);
  assert.equal(sdk.trim().split('\n').length, 5, 'one line per job');
  assert.equal((await readCandidates()).length, scale);
});

test('a second demo in the folder is refused, and changes nothing', async () => {
  const ready = await readFile(readyFile, 'utf8');
  const refused = startDemoHere('--ready-file', readyFile);
  const started = refused.untilOutput(/\n/).then(() => assert.fail('it has started'));
  const second = await Promise.race([refused.ended, started]);
  assert.equal(second.code, 1);
  const { message } = JSON.parse(second.stderr).error;
  const [demo] = demos.slice(-1);
  assert.ok(message.startsWith(`The folder ${dataDirectory} is in use by another demo`), message);
  assert.match(message, new RegExp(`process ${demo!.pid}\\).*stop it.*another --data-dir`));
  assert.equal(await readFile(readyFile, 'utf8'), ready);
  assert.equal(
    (await call('integrations', 'show', integrationId)).remote_base_url,
    answer.simulators['ashby'],
  );
  assert.equal((await fetch(`${answer.api_url}/ats/jobs`, { headers: headers() })).status, 200);
});

test('what was created in a demo that is killed is still there, also in its tool', async () => {
  const [job] = await read('jobs?statuses=OPEN&page_size=1');
  const response = await fetch(`${answer.api_url}/ats/jobs/${job!.id}/applications`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({
      candidate: { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' },
    }),
  });
  const created = (await response.json()) as { data: { candidate: { remote_id: string } } };
  assert.equal(response.status, 200, JSON.stringify(created));
  const candidates = await readCandidates();
  assert.equal(candidates.length, scale + 1);
  const [killed] = demos.slice(-1);
  killed!.signalGroup('SIGKILL');
  await killed!.ended;

  const { ports } = JSON.parse(await readFile(path.join(dataDirectory, 'demo.json'), 'utf8'));
  const squatter = createServer().listen(ports.ashby, '127.0.0.1');
  const demo = startDemoHere();
  const again = JSON.parse(await demo.untilOutput(/\n/)) as DemoAnswer;
  squatter.close();
  assert.notEqual(again.simulators['ashby'], answer.simulators['ashby'], 'its port was taken');
  const { api_url, simulators } = again;
  assert.deepEqual(again, { ...answer, api_url, simulators }, 'the same key and integration');
  const apiUrl = answer.api_url;
  answer = again;
  assert.deepEqual(await readCandidates(), candidates);

  const { runs } = await call('integrations', 'show', integrationId);
  assert.equal(runs.length, 1, 'the first sync was resumed, and there is no second one');
  const full = await call('integrations', 'sync', integrationId, '--type', 'FULL', '--wait');
  assert.equal(full.models.candidates.records, scale + 1);
  for (const [model, { written, deleted }] of Object.entries<Counts>(full.models)) {
    assert.deepEqual({ written, deleted }, { written: 0, deleted: 0 }, model);
  }

  demo.stop();
  assert.equal((await demo.ended).code, 0);
  assert.equal(await findPostgres(dataDirectory), null);
  await assert.rejects(fetch(api_url), /fetch failed/);
  await assert.rejects(fetch(apiUrl), /fetch failed/);
  await assert.rejects(fetch(simulators['ashby']!), /fetch failed/);
});

test('another scale in the same folder is refused', async () => {
  const { code, stderr } = await startDemoHere('--scale', '20').ended;
  assert.equal(code, 2);
  assert.match(stderr, /has 1000 candidates.*another --data-dir/);
});

interface Counts {
  written: number;
  deleted: number;
}

function words(more: string[]): string[] {
  const folder = ['--data-dir', dataDirectory];
  return ['demo', '--port', '0', '--tools', 'ashby', ...folder, ...more];
}

function startDemo(...more: string[]): Running {
  const demo = startHirewire(words(more));
  demos.push(demo);
  return demo;
}

function startDemoHere(...more: string[]): RunningCli {
  const demo = startCli(words(['--json', ...more]));
  demosHere.push(demo);
  return demo;
}

async function call(...more: string[]) {
  const ended = await callCli([...more, '--data-dir', dataDirectory, '--json']);
  assert.equal(ended.code, 0, ended.stderr);
  return JSON.parse(ended.stdout);
}

/** Waits, as another client of the same database, until this start has read some candidates. */
async function untilPageRead(): Promise<string> {
  await until(() => existsSync(path.join(dataDirectory, 'demo.json')));
  const log = { info: () => undefined, error: () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDirectory, log });
  const database = openDatabase({ url: postgres.url, poolSize: 1 });
  let before: number | null = null;
  try {
    return await until(async () => {
      const [integration] = await listIntegrations(database);
      const id = integration?.id ?? '';
      const [run] = await listRuns(database, id, { limit: 1 });
      assert.equal(run?.endedAt ?? null, null, 'it synced too fast to be interrupted');
      const pages = run?.models['candidates']?.pages ?? 0;
      before ??= pages;
      return pages > before && id;
    });
  } finally {
    await database.close();
    await postgres.close();
  }
}

/** The file is written just after the text. */
async function untilReady(): Promise<DemoAnswer> {
  await until(() => existsSync(readyFile));
  return JSON.parse(await readFile(readyFile, 'utf8'));
}

async function runScript(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: root });
  return stdout;
}

function headers() {
  return {
    Authorization: `Bearer ${answer.api_key}`,
    'X-Integration-Id': integrationId,
    'Content-Type': 'application/json',
  };
}

const readCandidates = () => read('candidates?page_size=250');

async function read(list: string): Promise<Listed[]> {
  const records: Listed[] = [];
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const response = await fetch(`${answer.api_url}/ats/${list}${cursor}`, { headers: headers() });
    const { data: page } = (await response.json()) as { data: Page };
    records.push(...page.results);
    next = page.next;
  }
  return records;
}

interface Listed {
  id: string;
  remote_id: string;
}

interface Page {
  results: Listed[];
  next: string | null;
}
