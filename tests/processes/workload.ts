import assert from 'node:assert/strict';
import { once } from 'node:events';
import { recordId } from '@hirewire/contract';
import type { AshbySimulator } from '@hirewire/simulators';
import type { Installation } from './installation.ts';
import type { Call, Client } from './load.ts';
import { startWatchers } from './watchers.ts';

interface Listed {
  data: {
    results: { id: string; remote_id: string; current_stage: { remote_id: string } | null }[];
  };
}

/** What the clients were told. */
export interface Promised {
  /** Writes by the name that only they have, and whether they succeeded. */
  writes: Map<string, boolean>;
  reads: number;
  moves: number;
}

/** Every application by its remote id, with the stage that it stands in. */
export function simulatedStages(ashby: AshbySimulator): Map<string, string> {
  const all = [...ashby.state.records.applications.values()];
  return new Map(all.map(({ id, currentInterviewStage }) => [id, currentInterviewStage.id]));
}

/** Null for one that was made just now and could not be read back yet. */
export async function listedStages(client: Client): Promise<Map<string, string | null>> {
  const stages = new Map<string, string | null>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const path: string = `/v1/ats/applications?page_size=250${cursor && `&cursor=${cursor}`}`;
    const { status, body } = await client.call({ path });
    assert.equal(status, 200);
    const { results, next } = (body as Listed & { data: { next: string | null } }).data;
    for (const one of results) stages.set(one.remote_id, one.current_stage?.remote_id ?? null);
    cursor = next;
  }
  return stages;
}

/** Ids of those that were there at first, which nobody deletes. */
type Given = Record<'applications' | 'candidates' | 'jobs' | 'interviewStages', string[]>;

function givenIn({ state: { records } }: AshbySimulator): Given {
  const first = (all: { values(): Iterable<{ id: string }> }): string[] =>
    [...all.values()].slice(0, 10).map(({ id }) => id);
  return {
    applications: first(records.applications),
    candidates: first(records.candidates),
    jobs: first(records.jobs),
    interviewStages: first(records.interviewStages),
  };
}

/** Clients at work until they are told to stop: what they do, and what they were promised. */
export async function startLoad(installation: Installation, client: Client) {
  const { receiver } = installation;
  const over = new AbortController();
  const ended = once(over.signal, 'abort');
  const promised: Promised = { writes: new Map(), reads: 0, moves: 0 };
  const watchers = await startWatchers(client, receiver);
  const until = async (work: (turn: number) => Promise<unknown>): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) await work(turn);
  };
  const count = simulatedStages(installation.ashby).size;
  const given = givenIn(installation.ashby);
  const read = async (): Promise<void> => {
    assert.ok((await listedStages(client)).size >= count, 'a page that lacks records');
    promised.reads += 1;
  };
  const write = async (name: string, call: Call): Promise<void> => {
    const { status } = await client.call(call);
    promised.writes.set(name, status === 200);
  };
  const loops = [
    watchers.watch(over.signal),
    until(read),
    until((turn) => write(`note ${turn}`, annotate(installation, given, turn))),
    until((turn) => write(`tag ${turn}`, tag(installation, given, turn))),
    until((turn) => write(`apply-${turn}@example.com`, apply(installation, turn))),
    ...createMoves(installation).map((move) =>
      until(async (turn) => {
        await client.call(move(turn));
        promised.moves += 1;
      }),
    ),
    until((turn) => Promise.race([sync(installation, client, turn), ended])),
    until((turn) => changeVendor(installation, given, turn)),
  ];
  const work = Promise.all(loops);
  // Told when it is waited for.
  work.catch(() => undefined);
  return {
    promised,
    watchers,
    /** Waits until somebody has read all of it again; fails with the first client that fails. */
    async untilRead(readsBefore: number) {
      while (promised.reads <= readsBefore) {
        await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 50))]);
      }
    },
    async stop() {
      over.abort();
      await work;
    },
    /** Also where a test has failed: nobody asks an installation that is no more. */
    async [Symbol.asyncDispose]() {
      over.abort();
      client.close();
      await Promise.allSettled(loops);
    },
  };
}

async function sync({ fleet, integrationId }: Installation, client: Client, turn: number) {
  const type = turn % 3 === 0 ? 'FULL' : 'DELTA';
  await client.call({ method: 'POST', path: '/v1/force-sync', body: { type } });
  await fleet.untilQuiet(integrationId);
}

function annotate({ integrationId }: Installation, given: Given, turn: number): Call {
  const id = oneOf(given.applications, turn);
  const path = `/v1/ats/applications/${recordId(integrationId, 'applications', id)}/notes`;
  return { method: 'POST', path, body: { content: `note ${turn}`, content_type: 'PLAIN_TEXT' } };
}

function tag({ integrationId }: Installation, given: Given, turn: number): Call {
  const id = oneOf(given.candidates, turn);
  const path = `/v1/ats/candidates/${recordId(integrationId, 'candidates', id)}/tags`;
  return { method: 'POST', path, body: { tag: { name: `tag ${turn}` } } };
}

function apply({ ashby, integrationId }: Installation, turn: number): Call {
  const open = [...ashby.state.records.jobs.values()].find(({ status }) => status === 'Open');
  const path = `/v1/ats/jobs/${recordId(integrationId, 'jobs', open?.id ?? '')}/applications`;
  const email_address = `apply-${turn}@example.com`;
  const candidate = { first_name: 'Ada', last_name: `Applicant ${turn}`, email_address };
  return { method: 'POST', path, body: { candidate } };
}

/** For two applications each, a walk through the stages beside their own. */
function createMoves({ ashby, integrationId }: Installation): ((turn: number) => Call)[] {
  const movable = [...ashby.state.records.applications.values()]
    .filter(({ status }) => status === 'Active')
    .map(({ id, currentInterviewStage }) => {
      const stages = ashby.state.records.stagesOf(currentInterviewStage.interviewPlanId);
      return { id, stages: stages.filter(({ type }) => type === 'Active') };
    })
    .filter(({ stages }) => stages.length > 1);
  assert.ok(movable.length >= 2, 'too few applications to move');
  return movable.slice(0, 2).map(({ id, stages }) => (turn) => {
    const stage = stages[turn % stages.length]?.id ?? '';
    const path = `/v1/ats/applications/${recordId(integrationId, 'applications', id)}/stage`;
    const body = { stage_id: recordId(integrationId, 'application_stages', stage) };
    return { method: 'PUT', path, body };
  });
}

/** The tool's own users: they rename, and hire people whom they then delete. */
async function changeVendor(
  { ashby: { state } }: Installation,
  given: Given,
  turn: number,
): Promise<void> {
  const { records } = state;
  state.renameStage(oneOf(given.interviewStages, turn), `Stage ${turn}`);
  state.renameJob(oneOf(given.jobs, turn), `Job ${turn}`);
  state.updateCandidate(oneOf(given.candidates, turn), { name: `Grace ${turn}` });
  const own = [...records.candidates.values()].filter(({ name }) => name.startsWith('Passing '));
  if (own.length > 3) state.deleteCandidate(own[0]?.id ?? '');
  const { id } = state.addCandidate({ name: `Passing ${turn}` });
  state.addApplication(id, oneOf(given.jobs, turn));
  await new Promise((resolve) => setTimeout(resolve, 150));
}

function oneOf(ids: readonly string[], turn: number): string {
  const id = ids[turn % ids.length];
  assert.ok(id);
  return id;
}
