import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ErrorCode } from '@hirewire/contract';
import { errorCodes, recordId } from '@hirewire/contract';
import { buildApp, createLog } from '@hirewire/server';
import type { Database } from '@hirewire/store';
import { createApiKey, findOrCreateEnvironment, openDatabase } from '@hirewire/store';
import type { DisturbedStatements, StatementFault } from '@hirewire/store/testing';
import { disturbStatements, expireRunningActions, statementFaults } from '@hirewire/store/testing';
import type { RequestFault } from './request-faults.ts';
import { requestFaults, secretsOf, startFaultySimulator } from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import type { SyncBench } from './sync-bench.ts';
import { createBenchEngine, integrationId, secretKeys, startSyncBench } from './sync-bench.ts';

let simulator: FaultySimulator;
let bench: SyncBench;
let app: Awaited<ReturnType<typeof buildApp>>;
/** Of the app alone. */
let own: Database;
let statements: DisturbedStatements;
let authorization: string;
const logLines: string[] = [];
/** The remote id of an application. */
let synced: string;
before(async () => {
  // An action asks one thing after the other.
  simulator = await startFaultySimulator(1);
  bench = await startSyncBench(simulator);
  await bench.untilEnded(await bench.beginFirst());
  await bench.stopWorker();
  const { applications } = simulator.ashby.state.records;
  const found = [...applications.values()].find(({ status }) => status === 'Active');
  assert.ok(found);
  synced = found.id;
  const { database } = bench;
  const environment = await findOrCreateEnvironment(database, { name: 'Faults' });
  const { key } = await createApiKey(database, { environmentId: environment.id, name: 'test' });
  authorization = `Bearer ${key}`;
  own = openDatabase({ url: bench.url, applicationName: 'hirewire api' });
  statements = disturbStatements(own, database.pool);
  app = await buildApp({
    database: own,
    engine: createBenchEngine(own, logLines, simulator),
    secretKeys,
    log: createLog('debug', { destination: { write: (line) => void logLines.push(line) } }),
    rateLimitPerMinute: 0,
    publicUrl: null,
    schedule: { deltaMinutes: 0, fullHours: 0 },
  });
});
after(async () => {
  await app.close();
  await own.close();
  await bench.close();
  await simulator.ashby.close();
});

interface Answer {
  status: number;
  text: string;
  code: ErrorCode | null;
}

/** One request of a client, which it may repeat with the same key. */
interface Request {
  method: 'POST' | 'PUT';
  path: string;
  body: object;
  /** How often what it asks for has been done at the vendor. */
  countDone(): number;
}

let keys = 0;
function sendWithKey({ method, path, body }: Request): () => Promise<Answer> {
  const key = `fault-${(keys += 1)}`;
  return async () => {
    const answer = await app.inject({
      method,
      url: `/v1/ats${path}`,
      headers: {
        authorization,
        'x-integration-id': integrationId,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      payload: JSON.stringify(body),
    });
    const { error } = answer.json<{ error?: { code: ErrorCode | null } }>();
    return { status: answer.statusCode, text: answer.body, code: error?.code ?? null };
  };
}

const actions: Readonly<Record<string, () => Request>> = {
  'create-application': () => {
    const { jobs, applications } = simulator.ashby.state.records;
    const job = [...jobs.values()].find(({ status }) => status === 'Open');
    assert.ok(job);
    const email = `ada-${(keys += 1)}@example.com`;
    return {
      method: 'POST',
      path: `/jobs/${recordId(integrationId, 'jobs', job.id)}/applications`,
      body: { candidate: { first_name: 'Ada', last_name: 'Example', email_address: email } },
      countDone: () =>
        [...applications.values()].filter(
          ({ candidate }) => candidate.primaryEmailAddress?.value === email,
        ).length,
    };
  },
  'move-application-to-stage': () => {
    const { id, planId, stageId, countMoves } = takeApplication();
    const { records } = simulator.ashby.state;
    const stage = records
      .stagesOf(planId)
      .find((one) => one.type === 'Active' && one.id !== stageId);
    assert.ok(stage);
    return {
      method: 'PUT',
      path: `/applications/${id}/stage`,
      body: { stage_id: recordId(integrationId, 'application_stages', stage.id) },
      countDone: countMoves,
    };
  },
  'reject-application': () => {
    const { id, countMoves } = takeApplication();
    const [reason] = [...simulator.ashby.state.records.archiveReasons.values()];
    assert.ok(reason);
    return {
      method: 'POST',
      path: `/applications/${id}/reject`,
      body: { rejection_reason_id: recordId(integrationId, 'rejection_reasons', reason.id) },
      countDone: countMoves,
    };
  },
};

/** An application that has been synced, put back into the middle of its plan. */
function takeApplication() {
  const { state } = simulator.ashby;
  const { currentInterviewStage } = state.records.applications.get(synced);
  const planId = currentInterviewStage.interviewPlanId;
  const stage = state.records.stagesOf(planId).find(({ type }) => type === 'Active');
  assert.ok(stage);
  state.moveApplication(synced, stage.id);
  const countHistory = (): number => state.records.histories.get(synced)?.length ?? 0;
  const before = countHistory();
  const id = recordId(integrationId, 'applications', synced);
  return { id, planId, stageId: stage.id, countMoves: () => countHistory() - before };
}

/** What changed nothing for certain, and passes. */
const isToBeRepeated = ({ status, code }: Answer): boolean =>
  status === 503 || (code !== null && errorCodes[code].retryable);

/** Of a request whose action may be done, and of one that repeats an interrupted request. */
const saysUnknown = /may nevertheless have been made|Look in the tool whether it arrived/;

/** That the answer says no more and no less than what has become of the action. */
function assertHonest(answer: Answer, done: number, what: string): void {
  assert.ok(done <= 1, `${what}: done ${done} times`);
  if (answer.status < 300) return assert.equal(done, 1, `${what}: a success of nothing`);
  if (isToBeRepeated(answer)) assert.equal(done, 0, `${what}: done, and said to be repeatable`);
  if (done > 0) assert.match(answer.text, saysUnknown, what);
}

/** Acts while a request fails, and then once more with the same key. */
async function actUnderFault(request: Request, fault: RequestFault, at: number): Promise<void> {
  const what = `${request.path}: ${fault.kind} at request ${at}`;
  const send = sendWithKey(request);
  simulator.begin({ fault, at });
  const answer = await send();
  const requests = simulator.count();
  simulator.begin();
  assert.ok(requests >= at, `${what}: there is no such request`);
  assertHonest(answer, request.countDone(), what);
  const again = await send();
  assertHonest(again, request.countDone(), `${what}, repeated`);
  if (isToBeRepeated(answer)) assert.equal(again.status, 200, `${what}, repeated: ${again.text}`);
  const shown = [...logLines, answer.text, again.text].join('\n');
  for (const secret of secretsOf(simulator.ashby)) assert.ok(!shown.includes(secret), what);
  logLines.length = 0;
}

/** Acts without a fault. Returns how many requests and statements that takes. */
async function actUndisturbed(request: Request): Promise<{ requests: number; statements: number }> {
  simulator.begin();
  statements.begin();
  const answer = await sendWithKey(request)();
  assert.equal(answer.status, 200, answer.text);
  assert.equal(request.countDone(), 1);
  return { requests: simulator.count(), statements: statements.count() };
}

/**
 * With `--every` each fault meets each request and each statement; by default each request meets
 * three of the faults, and a statement one, in one of the actions.
 */
const isEvery = process.argv.includes('--every');

for (const [action, create] of Object.entries(actions)) {
  test(`${action} is done once at most, and the answer says so, whichever request fails`, async () => {
    const { requests } = await actUndisturbed(create());
    for (const [index, fault] of requestFaults.entries()) {
      const first = isEvery ? 1 : 1 + (index % 4);
      for (let at = first; at <= requests; at += isEvery ? 1 : 4) {
        await actUnderFault(create(), fault, at);
      }
    }
  });
}

/** Acts while a statement loses its connection, and then once more with the same key. */
async function actWithLostConnection(
  request: Request,
  fault: StatementFault,
  at: number,
): Promise<void> {
  const what = `${request.path}: ${fault} at statement ${at}`;
  const send = sendWithKey(request);
  statements.begin({ fault, at });
  const answer = await send();
  const isReached = statements.count() >= at;
  statements.begin();
  assertHonest(answer, request.countDone(), what);
  // Other connections may turn out to be lost only when they are used next.
  const mayFail = isReached || fault === 'all-killed';
  const expected = mayFail ? [200, 503, 504] : [200];
  assert.ok(expected.includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
  let again = answer;
  for (let tries = 0; tries < 10 && (tries === 0 || again.status === 503); tries += 1) {
    await expireRunningActions(bench.database.pool);
    again = await send();
    assert.ok(request.countDone() <= 1, `${what}, repeated`);
  }
  // The repeated request may be the one that finds another killed connection.
  if (fault === 'all-killed') assertHonest(again, request.countDone(), `${what}, repeated`);
  else if (answer.status === 503) {
    assert.equal(again.status, 200, `${what}, repeated: ${again.text}`);
  }
  await dropLostConnections();
}

/** Uses each connection once, so that none fails in the next case that was killed in this. */
async function dropLostConnections(): Promise<void> {
  const { pool } = own;
  for (let isSound = false; !isSound;) {
    while (pool.idleCount < pool.totalCount) await setImmediate();
    const idle = Array.from({ length: pool.idleCount }, () => pool.query('select 1'));
    isSound = (await Promise.allSettled(idle)).every(({ status }) => status === 'fulfilled');
  }
}

const lost = statementFaults.filter((fault) => fault !== 'fails');
for (const [index, [action, create]] of Object.entries(actions).entries()) {
  test(`${action} is done once at most, and the answer says so, whichever connection to PostgreSQL is lost`, async () => {
    const { statements: all } = await actUndisturbed(create());
    for (let at = isEvery ? 1 : 1 + index; at <= all; at += isEvery ? 1 : lost.length) {
      // An action meets its faults in turn, and each statement another one in each action.
      const fault = lost[(index + Math.floor(at / lost.length)) % lost.length]!;
      for (const one of isEvery ? lost : [fault]) await actWithLostConnection(create(), one, at);
    }
  });
}

async function countEndpoints(): Promise<number> {
  const path = '/hirewire/v1/webhooks';
  const answer = await app.inject({ method: 'GET', url: path, headers: { authorization } });
  return answer.json<{ data: { results: unknown[] } }>().data.results.length;
}

/** Asks for a webhook endpoint while a statement loses its connection. */
async function isMadeBeyondLast(fault: StatementFault, at: number): Promise<boolean> {
  const what = `${fault} at statement ${at}`;
  const before = await countEndpoints();
  statements.begin({ fault, at });
  const answer = await app.inject({
    method: 'POST',
    url: '/hirewire/v1/webhooks',
    headers: { authorization, 'content-type': 'application/json' },
    payload: JSON.stringify({ url: 'https://receiver.example/hooks' }),
  });
  const isReached = statements.count() >= at;
  statements.begin();
  const made = (await countEndpoints()) - before;
  if (answer.statusCode === 200) assert.equal(made, 1, what);
  else if (answer.statusCode === 503) assert.equal(made, 0, what);
  else assert.match(answer.body, /may have been done: look before/, what);
  assert.ok(isReached || answer.statusCode === 200, `${what}: ${answer.body}`);
  return !isReached;
}

test('a webhook endpoint is made, or the answer says whether to look before asking again', async () => {
  for (const fault of ['killed', 'answer-lost'] as const) {
    for (let at = 1; !(await isMadeBeyondLast(fault, at)); at += 1);
  }
});
