import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AshbySimulator } from '@hirewire/simulators';
import { startAshbySimulator } from '@hirewire/simulators';
import { expireRunningActions, until } from '@hirewire/store/testing';
import { startCli } from '../testing/call-cli.ts';
import type { RunningCli } from '../testing/call-cli.ts';
import { openInstallation } from '../testing/open-installation.ts';
import type { Installation } from '../testing/open-installation.ts';
import { startHirewire } from '../testing/run-hirewire.ts';

/** Two servers that share a database: a process that is killed, and one that is asked again. */
let ashby: AshbySimulator;
let installation: Installation;
let survivor: RunningCli;
let survivorUrl: string;
let headers: Record<string, string>;
let application: { id: string; candidate: { id: string } };

before(async () => {
  ashby = await startAshbySimulator({ candidates: 20, seed: 5 });
  installation = await openInstallation({ input: JSON.stringify(ashby.credentials) });
  const { environment, runJson } = installation;
  const { key } = await runJson('keys', 'create');
  const create = ['integrations', 'create', '--tool', 'ashby', '--credentials-file', '-'];
  create.push('--remote-base-url', ashby.url, '--setting', 'requests_per_second=1000');
  const { id } = await runJson(...create);
  await runJson('integrations', 'sync', id, '--wait');
  headers = {
    Authorization: `Bearer ${key}`,
    'X-Integration-Id': id,
    'Content-Type': 'application/json',
  };
  survivor = startCli(startWords, { environment });
  survivorUrl = urlOf(await survivor.untilOutput(/\n/));
  const list = await fetch(`${survivorUrl}/ats/applications?page_size=1`, { headers });
  application = ((await list.json()) as List).data.results[0]!;
});
after(async () => {
  survivor.stop();
  await survivor.ended;
  await ashby.close();
  await installation.close();
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
  await expireRunningActions(installation.database.pool);

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
  const server = startHirewire(startWords, { environment: installation.environment });
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
