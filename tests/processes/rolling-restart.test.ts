import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@hirewire/store/testing';
import { assertRightEnd } from './end-state.ts';
import type { Member } from './fleet.ts';
import { type Installation, openInstallation } from './installation.ts';
import { createClient } from './load.ts';
import { startLoad } from './workload.ts';

let installation: Installation;
before(async () => {
  installation = await openInstallation(11);
});
after(() => installation.close());

test('a restart of one process after the other fails no request', async () => {
  let drained: Member | undefined;
  let turn = 0;
  const client = createClient(installation.headers, () => {
    const ready = installation.members.filter((one) => one.apiUrl !== null && one !== drained);
    turn += 1;
    return ready[turn % ready.length];
  });
  await using load = await startLoad(installation, client);
  for (const member of installation.members) {
    const started = await installation.fleet.start(member.role);
    // As a load balancer does it: the new one is ready before the old one gets no more requests,
    // and what the old one was sent is answered before it is told to stop.
    assert.equal((await fetch(`${started.monitoringUrl}/readyz`)).status, 200);
    installation.members = installation.members.map((one) => (one === member ? started : one));
    drained = member;
    await until(() => client.underWay(member) === 0);
    const { code, stderr } = await member.stop('SIGTERM');
    assert.equal(code, 0, stderr);
  }
  await load.stop();
  assert.deepEqual(client.failures, []);
  assert.ok([...load.promised.writes.values()].every((hasSucceeded) => hasSucceeded));
  assert.ok(load.promised.moves > 0);
  await assertRightEnd(installation, client, load);
});
