import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { SyncRun } from '@hirewire/store';
import { changeVendor } from './change-vendor.ts';
import {
  assertResumed,
  assertSame,
  planFaults,
  startFaultySimulator,
  syncUnderFault,
} from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import type { SyncBench } from './sync-bench.ts';
import { startSyncBench } from './sync-bench.ts';

let simulator: FaultySimulator;
let bench: SyncBench;
/** The same integration in another database: nothing ever fails there. */
let control: SyncBench;
let round = 0;
before(async () => {
  simulator = await startFaultySimulator();
  bench = await startSyncBench(simulator);
  control = await startSyncBench(simulator);
});
beforeEach(async () => {
  simulator.begin();
  for (const one of [bench, control]) await one.sync('FULL');
});
after(async () => {
  await Promise.all([bench.close(), control.close()]);
  await simulator.ashby.close();
});

/** A delta, which ends at what a full sync gets over by a pause, meets nearly all kinds. */
const spreads = {
  FULL: { start: 9, stride: 16, kind: 6 },
  DELTA: { start: 1, stride: 5, kind: 4 },
};

for (const type of ['FULL', 'DELTA'] as const) {
  test(`a later sync (${type}) ends with the same records whichever of its requests fails`, async () => {
    for (const { at, faults } of planFaults(spreads[type])) {
      for (const fault of faults) {
        if (await isBeyondEnd(type, { fault, at })) return;
      }
    }
  });
}

/** Changes the vendor's records, and syncs them once with a failing request and once without. */
async function isBeyondEnd(
  type: SyncRun['type'],
  plan: Parameters<typeof assertResumed>[0],
): Promise<boolean> {
  changeVendor(simulator.ashby, (round += 1));
  const begin = (): Promise<string> => bench.begin(type);
  const { requests } = await syncUnderFault({ simulator, bench, plan, begin });
  simulator.begin();
  const run = await control.sync(type);
  assert.equal(run.type, type);
  const undisturbed = simulator.count();
  await assertSame(bench, control, `${plan.fault.kind} at request ${plan.at}`);
  if (requests < plan.at) {
    assert.equal(requests, undisturbed);
    return true;
  }
  assertResumed(plan, requests, undisturbed);
  return false;
}
