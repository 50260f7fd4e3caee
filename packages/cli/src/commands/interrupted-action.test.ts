import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AshbySimulator } from '@hirewire/simulators';
import { startAshbySimulator } from '@hirewire/simulators';
import { createTestDatabase, expireRunningActions, until } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli, startCli } from '../testing/call-cli.ts';
import type { RunningCli } from '../testing/call-cli.ts';
import { startHirewire } from '../testing/run-hirewire.ts';

/** Two servers that share a database: a process that is killed, and one that is asked again. */
let database: TestDatabase;
let ashby: AshbySimulator;
let survivor: RunningCli;
let survivorUrl: string;
let headers: Record<string, string>;
let application: { id: string; candidate: { id: string } };

before(async () => {
  database = await createTestDatabase();
  ashby = await startAshbySimulator({ candidates: 20, seed: 5 });
  const { key } = await print('keys', 'create');
  const create = ['integrations', 'create', '--tool', 'ashby', '--credentials-file', '-'];
  create.push('--remote-base-url', ashby.url, '--setting', 'requests_per_second=1000');
  const { id } = await print(...create);
  await print('integrations', 'sync', id, '--wait');
  headers = {
    Authorization: `Bearer ${key}`,
    'X-Integration-Id': id,
    'Content-Type': 'application/json',
  };
  survivor = startCli(startWords, { environment: environment() });
  survivorUrl = urlOf(await survivor.untilOutput(/\n/));
  const list = await fetch(`${survivorUrl}/ats/applications?page_size=1`, { headers });
  application = ((await list.json()) as List).data.results[0]!;
});
after(async () => {
  survivor.stop();
  await survivor.ended;
  await ashby.close();
  await database.drop();
});

test('a killed server leaves requests that are never sent twice, and can be repeated if unsent', async () => {
  const note: Action = {
    path: `applications/${application.id}/notes`,
    body: { content: 'Called back, starts in May.', content_type: 'PLAIN_TEXT' },
    key: randomUUID(),
  };
  const tag: Action = {
    path: `candidates/${application.candidate.id}/tags`,
    body: { tag: { name: 'Called back' } },
    key: randomUUID(),
  };
  await killDuring({ 'candidate.createNote': note, 'candidateTag.list': tag });
  await expireRunningActions(database.database.pool);

  for (const answer of [await post(survivorUrl, note), await post(survivorUrl, note)]) {
    assert.equal(answer.status, 504);
    assert.equal(answer.body.error?.code, 'PLATFORM.TASK_TIMED_OUT');
    assert.match(answer.body.error?.message ?? '', /interrupted/);
  }
  assert.equal(sent('candidate.createNote'), 1, 'the tool may have made the note');

  assert.equal(sent('candidate.addTag'), 0, 'nothing was changed yet');
  const answer = await post(survivorUrl, tag);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(await post(survivorUrl, tag), answer, 'the answer is kept');
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
  /** The idempotency key. */
  key: string;
}

const sent = (method: string): number =>
  ashby.requests().filter(({ path }) => path.includes(method)).length;

/** Kills a server when each of its actions has come to its method, which is not answered. */
async function killDuring(actions: Record<string, Action>): Promise<void> {
  const server = startHirewire(startWords, { environment: environment() });
  const url = urlOf(await server.untilOutput(/\n/));
  const before = Object.keys(actions).map((method) => [method, sent(method)] as const);
  for (const [method] of before) ashby.faults.add({ kind: 'timeout', matching: method });
  const answers = Object.values(actions).map((action) =>
    post(url, action).then(
      () => 'answered',
      () => 'lost',
    ),
  );
  await until(() => before.every(([method, count]) => sent(method) !== count));
  server.signalGroup('SIGKILL');
  await server.ended;
  ashby.faults.clear();
  assert.deepEqual(
    await Promise.all(answers),
    answers.map(() => 'lost'),
  );
}

async function post(url: string, { path, body, key }: Action): Promise<Answer> {
  const response = await fetch(`${url}/ats/${path}`, {
    method: 'POST',
    headers: { ...headers, 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const startWords = ['start', '--port', '0', '--log-level', 'silent', '--json'];

function urlOf(output: string): string {
  return (JSON.parse(output) as { api_url: string }).api_url;
}

function environment() {
  return {
    DATABASE_URL: database.url,
    HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
  };
}

async function print(...words: string[]): Promise<{ id: string; key: string }> {
  const input = JSON.stringify(ashby.credentials);
  const all = [...words, '--json'];
  const { code, stdout, stderr } = await callCli(all, { environment: environment(), input });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as { id: string; key: string };
}
