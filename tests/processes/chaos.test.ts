import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient, createRandom } from './load.ts';
import { type Installation, assertRightEnd, openInstallation, startLoad } from './workload.ts';

let installation: Installation;
before(async () => {
  installation = await openInstallation(11);
});
after(() => installation.close());

test('processes killed at random cost retries: nothing is lost, nothing is done twice', async () => {
  const random = createRandom(20_261_127);
  const choose = <Item>(items: readonly Item[]): Item | undefined =>
    items[Math.floor(random() * items.length)];
  const client = createClient(installation.headers, () =>
    choose(installation.members.filter(({ apiUrl }) => apiUrl !== null)),
  );
  const load = startLoad(installation, client);
  for (let kills = 0; kills < 5; kills += 1) {
    const readsBefore = load.promised.reads;
    const victim = choose(installation.members);
    assert.ok(victim);
    await victim.stop('SIGKILL');
    const started = await installation.fleet.start(victim.role);
    installation.members = installation.members.map((member) =>
      member === victim ? started : member,
    );
    // It goes on: somebody reads all of it again before the next one dies.
    while (load.promised.reads === readsBefore)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await load.stop();
  assert.ok(load.promised.notes.size > 0 && load.promised.moves > 0, 'no action was done');
  await assertRightEnd(installation, client, load.promised.notes);
});
