import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  assertResumed,
  assertSame,
  planFaults,
  requestFaults,
  startFaultySimulator,
  syncUnderFault,
} from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import type { FaultTarget } from '@hirewire/simulators';
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

/** A later full sync meets the kinds that are left, at the requests between these. */
const spread = { start: 1, stride: 16, kind: 0 };

test('a first sync ends with the same records whichever of its requests fails, and however', async () => {
  for (const { at, faults } of planFaults(spread)) {
    for (const fault of faults) {
      simulator.begin();
      const bench = await startSyncBench(simulator);
      try {
        const begin = (): Promise<string> => bench.beginFirst();
        const plan = { fault, at };
        const { requests } = await syncUnderFault({ simulator, bench, plan, begin });
        await assertSame(bench, control, `${fault.kind} at request ${at}`);
        if (requests < at) return assert.equal(requests, undisturbed);
        assertResumed(plan, requests, undisturbed);
      } finally {
        await bench.close();
      }
    }
  }
});

for (const fault of requestFaults.filter(({ remedy }) => remedy === 'pause')) {
  const times = fault.times ?? 1;
  test(`a first sync goes on where it was after ${times} x ${fault.kind}`, async () => {
    const path = '/application.list';
    const isFirstPage = ({ body }: FaultTarget): boolean =>
      (body as { cursor?: string }).cursor === undefined;
    const bench = await startSyncBench(simulator);
    try {
      simulator.begin({ fault, at: 2, path });
      const run = await bench.untilEnded(await bench.beginFirst());
      assert.equal(run.state, 'SUCCEEDED');
      const pages = simulator.requests().filter((request) => request.path === path);
      assert.deepEqual(
        pages.map(isFirstPage),
        pages.map((_, index) => index === 0),
      );
      await assertSame(bench, control, fault.kind);
    } finally {
      await bench.close();
    }
  });
}
