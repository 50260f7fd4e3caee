import assert from 'node:assert/strict';
import type { AshbySimulator } from '@hirewire/simulators';
import { type DeliverySummary, listDeliveries } from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import type { Installation } from './installation.ts';
import type { Client } from './load.ts';
import { type Promised, listedStages, simulatedStages } from './workload.ts';
import type { Watchers } from './watchers.ts';

/**
 * At quiet the API shows what the tool has, everybody who keeps a copy has the same, every event was
 * told in its order, and no action was done twice or forgotten.
 */
export async function assertRightEnd(
  installation: Installation,
  client: Client,
  { promised, watchers }: { promised: Promised; watchers: Watchers },
): Promise<void> {
  const { fleet, ashby, integrationId } = installation;
  await fleet.untilQuiet(integrationId);
  await fleet.hirewire.engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
  assert.deepEqual(await listedStages(client), simulatedStages(ashby));
  await assertNames(ashby, client);
  assertTold(installation, await untilDelivered(installation));
  await watchers.assertComplete();
  const counts = countWrites(ashby);
  for (const [name, hasSucceeded] of promised.writes) {
    const count = counts.get(name) ?? 0;
    assert.ok(hasSucceeded ? count === 1 : count <= 1, `${name} was made ${count} times`);
  }
}

/** Lists whose records show a name as the tool has it. */
async function assertNames({ state: { records } }: AshbySimulator, client: Client): Promise<void> {
  const lists = {
    jobs: [...records.jobs.values()].map(({ id, title }) => [id, title]),
    tags: [...records.tags.values()].map(({ id, title }) => [id, title]),
  };
  for (const [list, expected] of Object.entries(lists)) {
    const names = new Map<string, string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/v1/ats/${list}?page_size=250${cursor && `&cursor=${cursor}`}`;
      const { body } = await client.call({ path });
      const { results, next } = (body as NamedPage).data;
      for (const { remote_id, name } of results) names.set(remote_id, name);
      cursor = next;
    }
    assert.deepEqual(names, new Map(expected as [string, string][]), list);
  }
}

interface NamedPage {
  data: { results: { remote_id: string; name: string }[]; next: string | null };
}

/** All events of the endpoint in their order, once each has been taken. */
async function untilDelivered(installation: Installation): Promise<DeliverySummary[]> {
  const { fleet, environmentId, receiver } = installation;
  const place = { environmentId, endpointId: receiver.endpointId, limit: 10_000 };
  return until(async () => {
    const deliveries = await listDeliveries(fleet.hirewire.database, place);
    const areSent = deliveries.every(({ state }) => state !== 'PENDING');
    return areSent && deliveries.toReversed();
  });
}

/** Each event at least once, and none after a later one of the same integration. */
function assertTold({ receiver }: Installation, deliveries: readonly DeliverySummary[]): void {
  assert.deepEqual(new Set(deliveries.map(({ state }) => state)), new Set(['DELIVERED']));
  const turns = new Map(deliveries.map(({ eventId }, turn) => [eventId, turn]));
  const last = new Map<string, number>();
  for (const { id, type, data } of receiver.events) {
    const turn = turns.get(id);
    assert.ok(turn !== undefined, `${type} ${id} was never written down`);
    const before = last.get(data.integration_id) ?? -1;
    assert.ok(turn >= before, `${type} ${id} came after a later event`);
    last.set(data.integration_id, turn);
    turns.set(id, turn);
  }
  const came = new Set(receiver.events.map(({ id }) => id));
  for (const { eventId, type } of deliveries) assert.ok(came.has(eventId), `${type} never came`);
  assert.ok(receiver.events.some(({ type }) => type === 'data-changed'));
}

/** How often the tool has what only one write has made, by its name. */
function countWrites({ state: { records } }: AshbySimulator): Map<string, number> {
  const made = [
    ...[...records.notes.values()].flat().map(({ content }) => content),
    ...[...records.tags.values()].map(({ title }) => title),
    ...[...records.applications.values()].map(
      ({ candidate }) => records.candidates.get(candidate.id).primaryEmailAddress?.value ?? '',
    ),
  ];
  const counts = new Map<string, number>();
  for (const name of made) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
