import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
/** Nothing ever fails here. */
let control: SyncBench;
let undisturbed: number;
before(async () => {
  simulator = await startFaultySimulator();
  control = await startSyncBench(simulator);
  simulator.begin();
  const run = await control.untilEnded(await control.beginFirst());
  assert.equal(run.state, 'SUCCEEDED');
  undisturbed = simulator.count();
  const pages = simulator.requests().filter(({ path }) => path === '/application.list');
  assert.ok(pages.length > 2, 'the applications are not on several pages');
});
after(async () => {
  await control.close();
  await simulator.ashby.close();
});

test('a first sync ends with the same records whichever of its requests fails, and however', async () => {
  for (const { at, faults } of planFaults()) {
    for (const fault of faults) {
      simulator.begin();
      const bench = await startSyncBench(simulator);
      try {
        const begin = (): Promise<string> => bench.beginFirst();
        const plan = { fault, at };
        const { requests } = await syncUnderFault({ simulator, bench, plan, begin });
        await assertSame(bench, control, `${fault.kind} at request ${at}`);
        if (requests < at) return assert.equal(requests, undisturbed);
        if (fault.isPassing) assertResumed(plan, requests, undisturbed);
      } finally {
        await bench.close();
      }
    }
  }
});
