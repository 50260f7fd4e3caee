import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recordId } from '@hirewire/contract';
import { type AshbySimulator, startAshbySimulator } from '@hirewire/simulators';
import { type Fleet, type Member, openFleet } from './fleet.ts';
import { type Client, createClient, createRandom } from './load.ts';

interface Listed {
  data: { results: { id: string; remote_id: string; current_stage: { remote_id: string } }[] };
}

let fleet: Fleet;
let ashby: AshbySimulator;
let integrationId: string;
let headers: Record<string, string>;
let members: Member[];

before(async () => {
  fleet = await openFleet();
  ashby = await startAshbySimulator({ candidates: 15, seed: 11 });
  ({ integrationId, headers } = await fleet.createTenant(ashby, { requests_per_second: 2000 }));
  members = await Promise.all(
    (['api', 'api', 'worker', 'worker'] as const).map((role) => fleet.start(role)),
  );
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
});
after(async () => {
  await fleet.close();
  await ashby.close();
});

/** Every application by its remote id, with the stage that it stands in. */
function simulatedStages(): Map<string, string> {
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
function startLoad(client: Client) {
  let isOver = false;
  const promised = { notes: new Map<string, boolean>(), reads: 0, moves: 0 };
  const count = simulatedStages().size;
  const candidates = [...ashby.state.records.candidates.values()];
  const movable = [...ashby.state.records.applications.values()].filter(
    ({ status, currentInterviewStage }) =>
      status === 'Active' && stagesBeside(currentInterviewStage.interviewPlanId).length > 1,
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
    const stages = stagesBeside(application.currentInterviewStage.interviewPlanId);
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

function stagesBeside(planId: string): string[] {
  const stages = ashby.state.records.stagesOf(planId);
  return stages.filter(({ type }) => type === 'Active').map(({ id }) => id);
}

function noteCounts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { content } of [...ashby.state.records.notes.values()].flat()) {
    if (content.startsWith('note ')) counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
}

async function assertRightEnd(client: Client, notes: ReadonlyMap<string, boolean>): Promise<void> {
  await fleet.untilQuiet(integrationId);
  await fleet.hirewire.engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
  assert.deepEqual(await listedStages(client), simulatedStages());
  const counts = noteCounts();
  for (const [content, hasSucceeded] of notes) {
    const count = counts.get(content) ?? 0;
    assert.ok(hasSucceeded ? count === 1 : count <= 1, `${content} was made ${count} times`);
  }
}

test('processes killed at random cost retries: nothing is lost, nothing is done twice', async () => {
  const random = createRandom(20_261_127);
  const choose = <Item>(items: readonly Item[]): Item | undefined =>
    items[Math.floor(random() * items.length)];
  const client = createClient(headers, () =>
    choose(members.filter(({ apiUrl }) => apiUrl !== null)),
  );
  const load = startLoad(client);
  for (let kills = 0; kills < 6; kills += 1) {
    const readsBefore = load.promised.reads;
    const victim = choose(members);
    assert.ok(victim);
    await victim.stop('SIGKILL');
    const started = await fleet.start(victim.role);
    members = members.map((member) => (member === victim ? started : member));
    // It goes on: somebody reads all of it again before the next one dies.
    while (load.promised.reads === readsBefore)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await load.stop();
  assert.ok(load.promised.notes.size > 0 && load.promised.moves > 0, 'no action was done');
  await assertRightEnd(client, load.promised.notes);
});

test('a restart of one process after the other fails no request', async () => {
  let drained: Member | undefined;
  let turn = 0;
  const client = createClient(headers, () => {
    const ready = members.filter((one) => one.apiUrl !== null && one !== drained);
    turn += 1;
    return ready[turn % ready.length];
  });
  const load = startLoad(client);
  for (const member of [...members]) {
    const started = await fleet.start(member.role);
    // As a load balancer does it: the new one is ready before the old one gets no more requests,
    // and what the old one was sent is answered before it is told to stop.
    assert.equal((await fetch(`${started.monitoringUrl}/readyz`)).status, 200);
    members = members.map((one) => (one === member ? started : one));
    drained = member;
    while (client.underWay(member) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const { code, stderr } = await member.stop('SIGTERM');
    assert.equal(code, 0, stderr);
  }
  await load.stop();
  assert.deepEqual(client.failures, []);
  assert.ok([...load.promised.notes.values()].every((hasSucceeded) => hasSucceeded));
  assert.ok(load.promised.moves > 0);
  await assertRightEnd(client, load.promised.notes);
});
