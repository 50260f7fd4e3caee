import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listIntegrations, listRuns, openDatabase, startEmbeddedPostgres } from '@hirewire/store';
import type { DemoAnswer } from '../demo/describe-demo.ts';
import {
  findPostgres,
  makeDataDirectory,
  removeDataDirectory,
  runHirewire,
  startHirewire,
} from '../testing/run-hirewire.ts';
import type { Running } from '../testing/run-hirewire.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const temporary: string[] = [];
const demos: Running[] = [];
after(async () => {
  for (const demo of demos) demo.signalGroup('SIGKILL');
  await Promise.all(temporary.map(removeDataDirectory));
});

test('a demo prints calls that work as they are, stops at Ctrl-C, and is the same next time', async () => {
  const dataDirectory = await makeDirectory();
  const readyFile = path.join(dataDirectory, 'ready.json');
  const words = ['--scale', '40', '--ready-file', readyFile];
  const first = startDemo(dataDirectory, ...words);
  const output = await first.untilOutput(/Stop with Ctrl-C/);
  const answer = await untilReady(readyFile);
  const [integration] = answer.integrations;
  assert.deepEqual(Object.keys(answer), ['api_url', 'api_key', 'integrations', 'simulators']);
  assert.match(answer.api_url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  assert.match(integration!.id, /^ashby:/);
  assert.equal(integration!.tool, 'ashby');
  assert.match(answer.simulators['ashby']!, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(statSync(readyFile).mode & 0o777, 0o600);

  const curl = await runScript(/^curl [^]*?\n\n/m.exec(output)![0]);
  assert.equal(JSON.parse(curl).data.results.length, 2);
  const sdk = await runScript(/^node --input-type[^]*?\n"\n/m.exec(output)![0]);
  assert.equal(sdk.trim().split('\n').length, 5, 'one line per job');
  const candidates = await readAll(answer, 'candidates');
  assert.equal(candidates.length, 40);

  first.signalGroup('SIGINT');
  assert.equal((await first.ended).code, 0);
  assert.equal(await findPostgres(dataDirectory), null);
  await assert.rejects(fetch(answer.api_url), /fetch failed/);
  await assert.rejects(fetch(answer.simulators['ashby']!), /fetch failed/);

  const second = startDemo(dataDirectory, '--ready-file', readyFile);
  await second.untilOutput(/Stop with Ctrl-C/);
  const again = await untilReady(readyFile);
  assert.deepEqual({ ...again, api_url: answer.api_url }, answer);
  assert.deepEqual(await readAll(again, 'candidates'), candidates);
  const show = ['integrations', 'show', integration!.id, '--data-dir', dataDirectory, '--json'];
  assert.equal(JSON.parse((await runHirewire(show)).stdout).runs.length, 1, 'no second sync');
  second.signalGroup('SIGTERM');
  assert.equal((await second.ended).code, 0);
});

test('a demo killed while it syncs ends up the same as one that was not', async () => {
  const [killed, whole] = [await makeDirectory(), await makeDirectory()];
  const first = startDemo(killed, '--scale', '1500', '--json');
  const id = await untilHalfSynced(killed);
  first.signalGroup('SIGKILL');
  await first.ended;
  assert.notEqual(await findPostgres(killed), null, 'PostgreSQL is left behind');

  const resumed = startDemo(killed, '--json');
  const answer = JSON.parse(await resumed.untilOutput(/\n/)) as DemoAnswer;
  assert.equal(answer.integrations[0]!.id, id, 'the same integration');
  const other = startDemo(whole, '--scale', '1500', '--json');
  const expected = JSON.parse(await other.untilOutput(/\n/)) as DemoAnswer;
  for (const model of ['jobs', 'candidates', 'applications', 'interviews', 'offers']) {
    assert.deepEqual(
      remoteIds(await readAll(answer, model)),
      remoteIds(await readAll(expected, model)),
    );
  }
  for (const demo of [resumed, other]) demo.signalGroup('SIGINT');
  assert.deepEqual([(await resumed.ended).code, (await other.ended).code], [0, 0]);
  assert.equal(await findPostgres(killed), null);
});

test('Ctrl-C during the first sync stops at once, and the simulator may move to another port', async () => {
  const dataDirectory = await makeDirectory();
  const first = startDemo(dataDirectory, '--scale', '1500', '--json');
  await untilHalfSynced(dataDirectory);
  first.signalGroup('SIGINT');
  const { code, stdout, stderr } = await first.ended;
  assert.deepEqual([code, stdout], [0, '']);
  assert.doesNotMatch(stderr, /rror/);
  assert.equal(await findPostgres(dataDirectory), null);

  const { ports } = JSON.parse(await readFile(path.join(dataDirectory, 'demo.json'), 'utf8'));
  const squatter = createServer().listen(ports.ashby, '127.0.0.1');
  const second = startDemo(dataDirectory, '--json');
  const answer = JSON.parse(await second.untilOutput(/\n/)) as DemoAnswer;
  squatter.close();
  assert.notEqual(answer.simulators['ashby'], `http://127.0.0.1:${ports.ashby}`);
  assert.equal((await readAll(answer, 'candidates')).length, 1500);
  second.signalGroup('SIGINT');
  assert.equal((await second.ended).code, 0);

  const other = await startDemo(dataDirectory, '--scale', '20').ended;
  assert.equal(other.code, 2);
  assert.match(other.stderr, /has 1500 candidates.*another --data-dir/);
});

async function makeDirectory(): Promise<string> {
  const directory = await makeDataDirectory();
  temporary.push(directory);
  return directory;
}

function startDemo(dataDirectory: string, ...words: string[]) {
  // One simulator is enough for what is asked here.
  const fixed = ['--port', '0', '--tools', 'ashby', '--data-dir', dataDirectory];
  const demo = startHirewire(['demo', ...fixed, ...words]);
  demos.push(demo);
  return demo;
}

/** Waits, as another client of the same database, until some candidates have arrived. */
async function untilHalfSynced(dataDirectory: string): Promise<string> {
  while (!existsSync(path.join(dataDirectory, 'demo.json'))) await pause(20);
  const log = { info: () => undefined, warn: () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDirectory, log });
  const database = openDatabase({ url: postgres.url, poolSize: 1 });
  try {
    for (;;) {
      const [integration] = await listIntegrations(database);
      const id = integration?.id ?? '';
      const [run] = await listRuns(database, id, { limit: 1 });
      assert.equal(run?.endedAt ?? null, null, 'it synced too fast to be interrupted');
      if ((run?.models['candidates']?.pages ?? 0) > 0) return id;
      await pause(10);
    }
  } finally {
    await database.close();
    await postgres.close();
  }
}

/** The file is written just after the text. */
async function untilReady(file: string): Promise<DemoAnswer> {
  while (!existsSync(file)) await pause(20);
  return JSON.parse(await readFile(file, 'utf8'));
}

async function runScript(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: root });
  return stdout;
}

async function readAll(demo: DemoAnswer, model: string): Promise<{ remote_id: string }[]> {
  const records: { remote_id: string }[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const response = await fetch(`${demo.api_url}/ats/${model}?page_size=250${cursor}`, {
      headers: {
        Authorization: `Bearer ${demo.api_key}`,
        'X-Integration-Id': demo.integrations[0]!.id,
      },
    });
    const { data: page } = (await response.json()) as { data: Page };
    records.push(...page.results);
    next = page.next;
  }
  return records;
}

interface Page {
  results: { remote_id: string }[];
  next: string | null;
}

function remoteIds(records: { remote_id: string }[]): string[] {
  return records.map((record) => record.remote_id).toSorted();
}
