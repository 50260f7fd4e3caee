import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chaosMs, createRandom, killOne } from './chaos.ts';
import { assertRightEnd } from './end-state.ts';
import { type Installation, openInstallation } from './installation.ts';
import { createClient } from './load.ts';
import { startLoad } from './workload.ts';

let installation: Installation;
before(async () => {
  installation = await openInstallation(11);
});
after(() => installation.close());

test('processes killed at random cost retries: nothing is lost, nothing is done twice', async () => {
  const { choose } = createRandom(20_261_127);
  const client = createClient(installation.headers, () =>
    choose(installation.members.filter(({ apiUrl }) => apiUrl !== null)),
  );
  await using load = await startLoad(installation, client);
  const over = AbortSignal.timeout(chaosMs);
  while (!over.aborted) {
    const readsBefore = load.promised.reads;
    await killOne(installation, choose(installation.members));
    await load.untilRead(readsBefore);
  }
  await load.stop();
  const { writes, moves } = load.promised;
  assert.ok(writes.size > 0 && moves > 0, 'no action was done');
  await assertRightEnd(installation, client, load);
});
