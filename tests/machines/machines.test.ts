// Processes on machines of their own, whose cables can be pulled: then nothing is reset or refused,
// and whoever waits for an answer waits. Needs root on Linux, and the programs `ip` and `unshare`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listRuns } from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import { chaosMs, createRandom, killOne } from '../processes/chaos.ts';
import { assertRightEnd } from '../processes/end-state.ts';
import { openMachines } from '../processes/installation.ts';
import { createClient } from '../processes/load.ts';
import { findObstacle } from '../processes/network.ts';
import { listedStages, simulatedStages, startLoad } from '../processes/workload.ts';

/** Less than some cuts take: then the same action is asked for twice, of two processes. */
const patienceMs = 3000;

const where = { skip: (await findObstacle()) ?? false };

let machines: Awaited<ReturnType<typeof openMachines>>;
before(async () => {
  if (where.skip === false) machines = await openMachines(11);
});
after(() => machines?.close());

test('machines cut off or killed at random: nothing is lost or done twice', where, async () => {
  const { installation } = machines;
  const { choose, random } = createRandom(20_261_128);
  const pick = () => choose(installation.members.filter(({ apiUrl }) => apiUrl !== null));
  const client = createClient(installation.headers, pick, patienceMs);
  await using load = await startLoad(installation, client);
  const over = AbortSignal.timeout(chaosMs);
  while (!over.aborted) {
    const readsBefore = load.promised.reads;
    const machine = choose(machines.machines);
    assert.ok(machine);
    await machine.cut();
    await new Promise((resolve) => setTimeout(resolve, 1000 + random() * 5000));
    await machine.mend();
    if (random() < 0.5) await killOne(installation, choose(installation.members));
    await load.untilRead(readsBefore);
  }
  await load.stop();
  const { writes, moves } = load.promised;
  assert.ok(writes.size > 0 && moves > 0, 'no action was done');
  await assertRightEnd(installation, client, load);
});

test(
  'a worker that stays cut off loses its sync, and stores nothing afterwards',
  where,
  async () => {
    const { fleet, ashby, members } = machines.installation;
    const [cutOff, other] = members.filter(({ role }) => role === 'worker');
    const machine = machines.machines.find(({ host }) => host === cutOff?.place.host);
    assert.ok(other && machine);
    await other.stop('SIGTERM');
    const { integrationId, headers } = await fleet.createTenant(ashby, { requests_per_second: 3 });
    const { database, engine } = fleet.hirewire;
    const runs = () => listRuns(database, integrationId, { limit: 5 });
    const hasStored = async (): Promise<boolean> =>
      (await runs()).some(({ models }) => Object.values(models).some(({ pages }) => pages > 0));
    await until(hasStored);
    await machine.cut();
    const successor = await fleet.start('worker', {}, other.place);
    assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
    const client = createClient(headers, () => members.find(({ apiUrl }) => apiUrl !== null));
    const look = async () => {
      const { body: changes } = await client.call({ path: '/hirewire/v1/changes' });
      return { stages: await listedStages(client), changes, runs: await runs() };
    };
    const end = await look();
    assert.deepEqual(end.stages, simulatedStages(ashby));
    await machine.mend();
    await successor.stop('SIGTERM');
    // It works on, and has got over what it was at.
    await engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
    assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
    const { runs: all, ...shown } = await look();
    assert.deepEqual({ runs: all.slice(1), ...shown }, end);
  },
);
