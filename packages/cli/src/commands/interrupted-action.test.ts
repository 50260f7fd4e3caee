import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { AshbySimulator } from '@hirewire/simulators';
import { startAshbySimulator } from '@hirewire/simulators';
import {
  makeDataDirectory,
  removeDataDirectory,
  runHirewire,
  startHirewire,
} from '../testing/run-hirewire.ts';
import type { Running } from '../testing/run-hirewire.ts';

/** Two servers that share a database; each is a process that can be killed. */
let dataDirectory: string;
let ashby: AshbySimulator;
let survivor: Running;
let survivorUrl: string;
let headers: Record<string, string>;
let application: { id: string; candidate: { id: string } };

const environment = { HIREWIRE_ALLOW_REMOTE_BASE_URL: '1' };

before(async () => {
  dataDirectory = await makeDataDirectory();
  ashby = await startAshbySimulator({ candidates: 20, seed: 5 });
  ({ server: survivor, url: survivorUrl } = await startServer());
  const { key } = await print('keys', 'create');
  const create = ['integrations', 'create', '--tool', 'ashby', '--credentials-file', '-'];
  const { id } = await print(...create, '--remote-base-url', ashby.url);
  headers = {
    Authorization: `Bearer ${key}`,
    'X-Integration-Id': id,
    'Content-Type': 'application/json',
  };
  await untilSynced();
  const list = await fetch(`${survivorUrl}/ats/applications?page_size=1`, { headers });
  application = ((await list.json()) as List).data.results[0]!;
});
beforeEach(() => ashby.faults.clear());
after(async () => {
  survivor.signalGroup('SIGTERM');
  await survivor.ended;
  await ashby.close();
  await removeDataDirectory(dataDirectory);
});

test('a server killed while the tool works leaves a request that is not sent twice', async () => {
  ashby.faults.add({ kind: 'timeout', matching: 'candidate.createNote' });
  const send = await killDuring('candidate.createNote', {
    path: `applications/${application.id}/notes`,
    body: { content: 'Called back, starts in May.', content_type: 'PLAIN_TEXT' },
  });
  for (const answer of [await send(), await send()]) {
    assert.equal(answer.status, 504);
    assert.equal(answer.body.error?.code, 'PLATFORM.TASK_TIMED_OUT');
    assert.match(answer.body.error?.message ?? '', /interrupted/);
  }
  assert.equal(sent('candidate.createNote'), 1);
});

test('a server killed before anything was changed leaves a request that can be repeated', async () => {
  ashby.faults.add({ kind: 'timeout', matching: 'candidateTag.list' });
  const send = await killDuring('candidateTag.list', {
    path: `candidates/${application.candidate.id}/tags`,
    body: { tag: { name: 'Called back' } },
  });
  assert.equal(sent('candidate.addTag'), 0);
  const answer = await send();
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(await send(), answer, 'the answer is kept');
  assert.equal(sent('candidate.addTag'), 1);
});

interface List {
  data: { results: { id: string; candidate: { id: string } }[] };
}
interface Answer {
  status: number;
  body: { error?: { code: string; message: string } };
}

interface Action {
  path: string;
  body: unknown;
}

const sent = (method: string): number =>
  ashby.requests().filter(({ path }) => path.includes(method)).length;

/** Kills a server when its action has come to this method; gives a repetition at the other server. */
async function killDuring(method: string, action: Action): Promise<() => Promise<Answer>> {
  const { server, url } = await startServer();
  const key = randomUUID();
  const before = sent(method);
  const lost = post(url, action, key).then(
    () => 'answered',
    () => 'lost',
  );
  while (sent(method) === before) await pause(10);
  server.signalGroup('SIGKILL');
  await server.ended;
  assert.equal(await lost, 'lost');
  return () => post(survivorUrl, action, key);
}

async function post(url: string, { path, body }: Action, key: string): Promise<Answer> {
  const response = await fetch(`${url}/ats/${path}`, {
    method: 'POST',
    headers: { ...headers, 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function startServer(): Promise<{ server: Running; url: string }> {
  const words = ['start', '--port', '0', '--data-dir', dataDirectory, '--log-level', 'silent'];
  const server = startHirewire([...words, '--json'], { environment });
  const { api_url: url } = JSON.parse(await server.untilOutput(/\n/)) as { api_url: string };
  return { server, url };
}

async function print(...words: string[]): Promise<{ id: string; key: string }> {
  const input = JSON.stringify(ashby.credentials);
  const all = [...words, '--data-dir', dataDirectory, '--json'];
  const { code, stdout, stderr } = await runHirewire(all, { environment, input });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as { id: string; key: string };
}

async function untilSynced(): Promise<void> {
  for (;;) {
    const list = await fetch(`${survivorUrl}/ats/applications?page_size=1`, { headers });
    if (list.status === 200 && ((await list.json()) as List).data.results.length > 0) return;
    await pause(50);
  }
}
