import assert from 'node:assert/strict';
import { recordId } from '@hirewire/contract';
import { type AshbySimulator, startAshbySimulator } from '@hirewire/simulators';
import { type Fleet, type Member, openFleet } from './fleet.ts';
import type { Client } from './load.ts';

interface Listed {
  data: { results: { id: string; remote_id: string; current_stage: { remote_id: string } }[] };
}

/** Two API processes and two workers, with one integration that has been read. */
export interface Installation {
  fleet: Fleet;
  ashby: AshbySimulator;
  integrationId: string;
  headers: Record<string, string>;
  /** In the order of their start; tests replace them. */
  members: Member[];
  close(): Promise<void>;
}

export async function openInstallation(seed: number): Promise<Installation> {
  const fleet = await openFleet();
  const ashby = await startAshbySimulator({ candidates: 15, seed });
  const tenant = await fleet.createTenant(ashby, { requests_per_second: 2000 });
  const roles = ['api', 'api', 'worker', 'worker'] as const;
  const members = await Promise.all(roles.map((role) => fleet.start(role)));
  assert.equal(await fleet.untilQuiet(tenant.integrationId), 'SUCCEEDED');
  return {
    fleet,
    ashby,
    ...tenant,
    members,
    async close() {
      await fleet.close();
      await ashby.close();
    },
  };
}

/** Every application by its remote id, with the stage that it stands in. */
function simulatedStages(ashby: AshbySimulator): Map<string, string> {
  const all = [...ashby.state.records.applications.values()];
  return new Map(all.map(({ id, currentInterviewStage }) => [id, currentInterviewStage.id]));
}

async function listedStages(client: Client): Promise<Map<string, string>> {
  const { status, body } = await client.call({ path: '/ats/applications?page_size=250' });
  assert.equal(status, 200);
  const { results } = (body as Listed).data;
  return new Map(results.map((one) => [one.remote_id, one.current_stage.remote_id]));
}

/** Clients at work until they are told to stop: what they do, and what they were promised. */
export function startLoad({ fleet, ashby, integrationId }: Installation, client: Client) {
  let isOver = false;
  const promised = { notes: new Map<string, boolean>(), reads: 0, moves: 0 };
  const count = simulatedStages(ashby).size;
  const candidates = [...ashby.state.records.candidates.values()];
  const movable = [...ashby.state.records.applications.values()].filter(
    ({ status, currentInterviewStage }) =>
      status === 'Active' && stagesBeside(ashby, currentInterviewStage.interviewPlanId).length > 1,
  );
  assert.ok(movable.length >= 2, 'too few applications to move');

  async function read(): Promise<void> {
    while (!isOver) {
      assert.equal((await listedStages(client)).size, count, 'a page that lacks records');
      promised.reads += 1;
    }
  }
  async function annotate(writer: number): Promise<void> {
    for (let number = 0; !isOver; number += 1) {
      const content = `note ${writer}-${number}`;
      const candidate = candidates[(writer + number) % candidates.length];
      const application = [...ashby.state.records.applications.values()].find(
        (one) => one.candidate.id === candidate?.id,
      );
      if (application === undefined) continue;
      const id = recordId(integrationId, 'applications', application.id);
      const body = { content, content_type: 'PLAIN_TEXT' };
      const path = `/ats/applications/${id}/notes`;
      const { status } = await client.call({ method: 'POST', path, body });
      promised.notes.set(content, status === 200);
    }
  }
  async function move(writer: number): Promise<void> {
    const application = movable[writer];
    assert.ok(application);
    const stages = stagesBeside(ashby, application.currentInterviewStage.interviewPlanId);
    const id = recordId(integrationId, 'applications', application.id);
    for (let number = 0; !isOver; number += 1) {
      const stage = stages[number % stages.length];
      const stage_id = recordId(integrationId, 'application_stages', stage ?? '');
      const path = `/ats/applications/${id}/stage`;
      await client.call({ method: 'PUT', path, body: { stage_id } });
      promised.moves += 1;
    }
  }
  async function sync(): Promise<void> {
    while (!isOver) {
      await client.call({ method: 'POST', path: '/force-sync', body: { type: 'FULL' } });
      await fleet.untilQuiet(integrationId);
    }
  }
  const work = Promise.all([read(), read(), annotate(0), annotate(1), move(0), move(1), sync()]);
  // Told when it is waited for.
  work.catch(() => undefined);
  return {
    promised,
    async stop() {
      isOver = true;
      await work;
    },
  };
}

function stagesBeside(ashby: AshbySimulator, planId: string): string[] {
  const stages = ashby.state.records.stagesOf(planId);
  return stages.filter(({ type }) => type === 'Active').map(({ id }) => id);
}

function noteCounts(ashby: AshbySimulator): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { content } of [...ashby.state.records.notes.values()].flat()) {
    if (content.startsWith('note ')) counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
}

/** At quiet the API shows what the tool has, and no action was done twice or forgotten. */
export async function assertRightEnd(
  { fleet, ashby, integrationId }: Installation,
  client: Client,
  notes: ReadonlyMap<string, boolean>,
): Promise<void> {
  await fleet.untilQuiet(integrationId);
  await fleet.hirewire.engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
  assert.deepEqual(await listedStages(client), simulatedStages(ashby));
  const counts = noteCounts(ashby);
  for (const [content, hasSucceeded] of notes) {
    const count = counts.get(content) ?? 0;
    assert.ok(hasSucceeded ? count === 1 : count <= 1, `${content} was made ${count} times`);
  }
}
