import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SyncRun } from '@hirewire/store';
import type { StatementFault } from '@hirewire/store/testing';
import { statementFaults } from '@hirewire/store/testing';
import { changeVendor } from './change-vendor.ts';
import { createFastClock } from './fast-clock.ts';
import { assertNoSecrets, assertSame, startFaultySimulator } from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import { watchStoredPages } from './stored-pages.ts';
import type { SyncBench } from './sync-bench.ts';
import { assertSound, startSyncBench } from './sync-bench.ts';

/** Rounds of a worker are short, too, so that it soon takes over what it has lost itself. */
const clock = createFastClock(40);

/** The statement of the first fault: each kind of sync meets faults where the others do not. */
const starts = { first: 1, FULL: 6, DELTA: 11 };

/**
 * By default each fault meets some statements. With `--every`, as in
 * `node tests/faults/database-statements.test.ts --every`, all of them, which takes half an hour.
 */
function* planFaults(start: number): Generator<{ at: number; faults: readonly StatementFault[] }> {
  const isEvery = process.argv.includes('--every');
  let at = isEvery ? 1 : start;
  for (let round = 0; ; round += 1) {
    const fault = statementFaults[(start + round) % statementFaults.length]!;
    yield { at, faults: isEvery ? statementFaults : [fault] };
    // A run begins with statements of many kinds, and goes on with the same ones for each page.
    const stride = at < 50 ? 15 : 121;
    at += isEvery ? 1 : stride;
  }
}

let simulator: FaultySimulator;
/** Nothing ever fails here. */
let control: SyncBench;
let stored = 0;
before(async () => {
  simulator = await startFaultySimulator();
  control = await startSyncBench({ ...simulator, clock });
  const run = await control.untilEnded(await control.beginFirst());
  assert.equal(run.state, 'SUCCEEDED');
});
after(async () => {
  await control.close();
  await simulator.ashby.close();
});

/** Runs a sync during which a statement meets a fault. Says whether there was such a statement. */
async function syncUnderFault(
  bench: SyncBench,
  { fault, at }: { fault: StatementFault; at: number },
  begin: () => Promise<string>,
): Promise<boolean> {
  const what = `${fault} at statement ${at}`;
  const pages = watchStoredPages(simulator, bench);
  simulator.begin();
  bench.statements.begin({ fault, at, onFault: () => pages.note() });
  const run = await bench.untilEnded(await begin());
  const isReached = bench.statements.count() >= at;
  bench.statements.begin();
  assert.equal(run.state, 'SUCCEEDED', `${what}: ${run.message}`);
  if (isReached) stored += pages.assertKept(what);
  assertNoSecrets(simulator.ashby, bench, run);
  await assertSound(bench.database);
  return isReached;
}

test('a first sync ends with the same records whichever statement fails, and however', async () => {
  for (const { at, faults } of planFaults(starts.first)) {
    for (const fault of faults) {
      const bench = await startSyncBench({ ...simulator, clock });
      try {
        const isReached = await syncUnderFault(bench, { fault, at }, () => bench.beginFirst());
        await assertSame(bench, control, `${fault} at statement ${at}`);
        if (!isReached) return;
      } finally {
        await bench.close();
      }
    }
  }
});

test('later syncs end with the same records whichever statement fails, and however', async () => {
  const bench = await startSyncBench({ ...simulator, clock });
  let round = 0;
  const isBeyondEnd = async (
    type: SyncRun['type'],
    plan: { fault: StatementFault; at: number },
  ): Promise<boolean> => {
    changeVendor(simulator.ashby, (round += 1));
    const isReached = await syncUnderFault(bench, plan, () => bench.begin(type));
    await control.sync(type);
    await assertSame(bench, control, `${type}: ${plan.fault} at statement ${plan.at}`);
    return !isReached;
  };
  try {
    await bench.untilEnded(await bench.beginFirst());
    for (const type of ['FULL', 'DELTA'] as const) {
      for (const { at, faults } of planFaults(starts[type])) {
        let isEnd = false;
        for (const fault of faults) isEnd = await isBeyondEnd(type, { fault, at });
        if (isEnd) break;
      }
    }
  } finally {
    await bench.close();
  }
  assert.ok(stored > 0, 'no fault met a sync that had stored something');
});
