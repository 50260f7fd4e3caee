import assert from 'node:assert/strict';
import type { AshbySimulator, FaultKind, FaultTarget } from '@hirewire/simulators';
import { startAshbySimulator } from '@hirewire/simulators';
import type { SyncRun } from '@hirewire/store';
import type { SyncBench } from './sync-bench.ts';
import { assertSound, readEverything, readLiving } from './sync-bench.ts';

/** How a request fails. */
export interface RequestFault {
  kind: FaultKind;
  /** Attempts that fail in a row, of this request and those that follow it; default 1. */
  times?: number;
  /** Of a slow answer, in milliseconds. */
  delayMs?: number;
  /**
   * How a run gets over it: by asking again at once; or by a pause after which a full one goes on
   * where it was, and a delta, which has ended, is followed by the next. What a side call was to
   * bring is read by the next run, of either type.
   */
  remedy: 'retry' | 'pause';
}

export const requestFaults: readonly RequestFault[] = [
  { kind: 'timeout', remedy: 'retry' },
  { kind: 'reset', remedy: 'retry' },
  { kind: '429', remedy: 'retry' },
  { kind: '429-without-retry-after', remedy: 'retry' },
  { kind: '500', remedy: 'retry' },
  { kind: '502-html', remedy: 'retry' },
  { kind: 'cut-json', remedy: 'retry' },
  { kind: 'empty-body', remedy: 'retry' },
  { kind: '401', remedy: 'pause' },
  { kind: 'redirect-private', remedy: 'pause' },
  // An outage that outlasts all tries of the requests that run beside each other.
  { kind: '500', times: 80, remedy: 'pause' },
];

/** Which of the faults a test plans, unless it plans all. */
export interface Spread {
  /** The request of the first fault. */
  start: number;
  /** From one fault to the next, in requests. */
  stride: number;
  /** The index of the first kind; the others follow, each in its turn. */
  kind: number;
}

/**
 * The faults to try at each request: by default a spread of them. With `--every`, as in
 * `node tests/faults/first-sync.test.ts --every`, each kind at each request, which takes some
 * minutes.
 */
export function* planFaults({
  start,
  stride,
  kind,
}: Spread): Generator<{ at: number; faults: readonly RequestFault[] }> {
  const isEvery = process.argv.includes('--every');
  for (let round = 0; ; round += 1) {
    const fault = requestFaults[(kind + round) % requestFaults.length]!;
    if (isEvery) yield { at: round + 1, faults: requestFaults };
    else yield { at: start + round * stride, faults: [fault] };
  }
}

export interface FaultPlan {
  fault: RequestFault;
  /** Which request fails, from 1 on: of all, or of those to a path. */
  at: number;
  path?: string;
}

/** Counts the requests that reach the vendor, and lets one of them fail. */
export interface FaultySimulator {
  ashby: AshbySimulator;
  /** Requests since `begin`. */
  count(): number;
  requests(): readonly FaultTarget[];
  begin(plan?: FaultPlan): void;
  /** Time limit of a request that may be the failing one; see `SyncBenchOptions`. */
  timeoutMs(): number | undefined;
}

/** Several requests are under way at once, so that nobody knows which of them will be the n-th. */
const concurrency = 5;

/** Short, and still longer than the simulator takes. */
const shortTimeoutMs = 400;

/**
 * A small organisation with all ten models, most of them on more than one page. Where fewer requests
 * are under way at once, fewer others than the failing one need to have its time limit.
 */
export async function startFaultySimulator(maxConcurrent = concurrency): Promise<FaultySimulator> {
  const limits = { pageSize: 6 };
  const ashby = await startAshbySimulator({ candidates: 16, seed: 3, limits });
  let requests: FaultTarget[] = [];
  let silentAt = -Infinity;
  return {
    ashby,
    count: () => requests.length,
    requests: () => requests,
    begin(plan) {
      requests = [];
      const { kind = 'slow', times = 1, delayMs = 0 } = plan?.fault ?? {};
      const first = plan?.at ?? Infinity;
      silentAt = kind === 'timeout' ? first : -Infinity;
      ashby.faults.clear();
      const isMeant = ({ path }: FaultTarget): boolean => path === (plan?.path ?? path);
      const matching = (request: FaultTarget): boolean => {
        requests.push(request);
        const number = requests.filter(isMeant).length;
        return isMeant(request) && number >= first && number < first + times;
      };
      ashby.faults.add({ kind, times, delayMs, matching });
    },
    timeoutMs() {
      const ahead = silentAt - requests.length;
      return ahead > 0 && ahead <= maxConcurrent ? shortTimeoutMs : undefined;
    },
  };
}

interface FaultedSync {
  simulator: FaultySimulator;
  bench: SyncBench;
  plan: FaultPlan;
  /** Begins the sync, or finds the one that is queued. */
  begin: () => Promise<string>;
}

/**
 * Runs a sync during which a request fails and, where the run cannot get over it, the next one. Returns
 * the number of requests of the first; what matters whichever request it was is checked here.
 */
export async function syncUnderFault(faulted: FaultedSync): Promise<{ requests: number }> {
  const { simulator, bench, plan, begin } = faulted;
  const what = `${plan.fault.kind} at request ${plan.at}`;
  const before = await readLiving(bench.database);
  simulator.begin(plan);
  const run = await bench.untilEnded(await begin());
  const requests = simulator.count();
  const isReached = requests >= plan.at;
  simulator.begin();
  if (isReached && plan.fault.remedy === 'pause') {
    if (run.type !== 'DELTA') assert.equal(run.state, 'SUCCEEDED', `${what}: ${run.message}`);
    await assertNothingLost(faulted, before);
    const next = await bench.sync(run.type);
    assert.equal(next.state, 'SUCCEEDED', `${what}, the run after: ${next.message}`);
    assertNoSecrets(simulator.ashby, bench, next);
  } else {
    assert.equal(run.state, 'SUCCEEDED', `${what}: ${run.message}`);
  }
  assertNoSecrets(simulator.ashby, bench, run);
  await assertSound(bench.database);
  return { requests };
}

/** What was shown before and is still there at the vendor is still shown. */
async function assertNothingLost(
  { simulator, bench, plan }: FaultedSync,
  before: Awaited<ReturnType<typeof readLiving>>,
): Promise<void> {
  const after = await readLiving(bench.database);
  const { records } = simulator.ashby.state;
  const models = {
    candidates: records.candidates,
    applications: records.applications,
    interviews: records.interviewEvents,
    offers: records.offers,
    jobs: records.jobs,
    users: records.users,
  };
  for (const [model, collection] of Object.entries(models)) {
    for (const id of before[model] ?? []) {
      if (collection.find(id) === null) continue;
      assert.ok(after[model]?.has(id), `${plan.fault.kind} at ${plan.at} deleted ${model} ${id}`);
    }
  }
}

/**
 * As the requests under way with it may be timed out, too, a timeout may cost more than one. After
 * a pause everything is looked up again that a page refers to, which says nothing of the pages.
 */
export function assertResumed(
  { fault, at }: FaultPlan,
  requests: number,
  undisturbed: number,
): void {
  const extra = requests - undisturbed;
  if (fault.remedy === 'pause') return;
  const most = fault.kind === 'timeout' ? 2 * concurrency : 1;
  assert.ok(extra >= 1 && extra <= most, `${fault.kind} at ${at} cost ${extra} requests`);
}

export async function assertSame(
  bench: Pick<SyncBench, 'database'>,
  control: Pick<SyncBench, 'database'>,
  what: string,
): Promise<void> {
  assert.deepEqual(
    await readEverything(bench.database),
    await readEverything(control.database),
    what,
  );
}

/** In no line of the log and in no report. */
export function assertNoSecrets(ashby: AshbySimulator, bench: SyncBench, run: SyncRun): void {
  const shown = [...bench.logLines, JSON.stringify(run)].join('\n');
  for (const secret of secretsOf(ashby)) {
    assert.ok(!shown.includes(secret), 'a secret is in the log or in a report');
  }
  bench.logLines.length = 0;
}

/** The key as it is and as it is sent. */
export function secretsOf({ credentials }: AshbySimulator): string[] {
  const { api_key: key } = credentials;
  // The end of an encoded text depends on what follows it.
  return [key, btoa(`${key}:`), btoa(key).slice(0, -4)];
}
