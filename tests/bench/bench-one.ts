import path from 'node:path';
import { benchReading } from './bench-reading.ts';
import { measureCopy } from './copy-floor.ts';
import type { Machine } from './machine.ts';
import type { Report } from './measures.ts';
import { perSecond, round } from './measures.ts';
import type { Step, StepReport, SyncOptions } from './sync-process.ts';

/** Applications that are recorded from the simulator; whoever wants more gets copies. */
const recorded = 10_000;

/** The simulator gives 1.25 applications to a candidate. */
const applicationsOfCandidate = 1.25;

/** V8 collects garbage late where there is much memory; held to this it shows what is needed. */
const heldMemory = ['--max-old-space-size=256', '--max-semi-space-size=8'];

/** Enough to read beside for a while. */
const maxSyncBeside = 100_000;

export interface Source {
  simulator: SyncOptions['simulator'];
  file: string;
}

export async function recordVendor(machine: Machine, applications: number): Promise<Source> {
  const file = path.join(machine.directory, 'recording');
  const candidates = Math.round(applications / applicationsOfCandidate);
  const parameters = [String(candidates), file];
  return { simulator: await machine.start('record-process.ts', parameters), file };
}

/** One integration of `size` applications. */
export async function benchOne(machine: Machine, report: Report, size: number): Promise<void> {
  const base = Math.min(size, recorded);
  const copies = Math.round(size / base);
  report.progress(`recording ${round(base)} applications`);
  const { simulator, file } = await recordVendor(machine, base);
  const sync = (databaseUrl: string, used: number | null, steps: Step[], flags: string[] = []) => {
    const recording = used === null ? null : { file, copies: used };
    const options: SyncOptions = { databaseUrl, simulator, recording, steps };
    return machine.run<StepReport>('sync-process.ts', [JSON.stringify(options)], flags);
  };
  const syncFirst = (used: number | null, flags: string[] = []): Promise<StepReport> =>
    machine.withEmptyDatabase((url) => firstOf(sync(url, used, ['first'], flags)));

  const fromSimulator = await syncFirst(null);
  report.add('simulatorSync', round(perSecond(fromSimulator.records, fromSimulator.milliseconds)));
  const small = await syncFirst(1);
  const smallHeld = await syncFirst(1, heldMemory);
  const steps = new Map<Step, StepReport>();
  const wanted: Step[] = ['first', 'unchanged', 'vendor', 'delta', 'rename'];
  for await (const step of sync(machine.url, copies, wanted)) {
    report.progress(`${step.step}: ${round(step.milliseconds)} ms`);
    steps.set(step.step, step);
  }
  const first = stepOf(steps, 'first');
  const { integrationId } = first;
  reportMemory(report, 'memory', [small, first]);
  reportUnchanged(report, steps);
  reportChanges(report, steps);
  report.progress('the COPY floor');
  const copy = await measureCopy(machine.url, { integrationId, directory: machine.directory });
  const floor = perSecond(copy.rows, copy.milliseconds);
  const firstRate = perSecond(first.records, first.milliseconds);
  report.add('records', round(copy.rows));
  report.add('copyFloor', round(floor));
  report.add('firstSync', round(firstRate), `${(firstRate / floor).toFixed(2)} of \`COPY\``);
  const besideCopies = Math.min(copies, Math.ceil(maxSyncBeside / base));
  await benchReading(machine, report, {
    integrationId,
    syncBeside: () => firstOf(sync(machine.url, besideCopies, ['first'])),
  });
  reportMemory(report, 'memoryHeld', [smallHeld, await syncFirst(copies, heldMemory)]);
}

async function firstOf(steps: AsyncIterable<StepReport>): Promise<StepReport> {
  const [step] = await Array.fromAsync(steps);
  if (step === undefined) throw new Error('a sync has told nothing');
  return step;
}

function stepOf(steps: ReadonlyMap<Step, StepReport>, name: Step): StepReport {
  const step = steps.get(name);
  if (step === undefined) throw new Error(`there was no step ${name}`);
  return step;
}

function reportUnchanged(report: Report, steps: ReadonlyMap<Step, StepReport>): void {
  const [first, unchanged] = [stepOf(steps, 'first'), stepOf(steps, 'unchanged')];
  const rate = perSecond(unchanged.records, unchanged.milliseconds);
  const times = rate / perSecond(first.records, first.milliseconds);
  report.add(
    'unchanged',
    `${round(rate)}; ${round(unchanged.written)} rows written, ` +
      `${(unchanged.walBytes / unchanged.records).toFixed(1)} bytes of WAL a record`,
    `${times.toFixed(1)} × the first`,
  );
  // Making the copies of records is not Hirewire's work.
  const own = unchanged.cpuMs - stepOf(steps, 'vendor').cpuMs;
  const all = unchanged.postgresCpuMs === null ? null : own + unchanged.postgresCpuMs;
  report.add(
    'unchangedCpu',
    `${round(perSecond(unchanged.records, own))} of Hirewire's process` +
      (all === null ? '' : `, ${round(perSecond(unchanged.records, all))} with PostgreSQL's`),
  );
}

function reportChanges(report: Report, steps: ReadonlyMap<Step, StepReport>): void {
  const [delta, rename] = [stepOf(steps, 'delta'), stepOf(steps, 'rename')];
  const figure = ({ milliseconds, walBytes }: StepReport, records: number): string =>
    `${round(milliseconds)} ms for ${round(records)}, ` +
    `${round(walBytes / records)} bytes of WAL for each`;
  report.add('delta', figure(delta, delta.written));
  report.add('rename', figure(rename, rename.standing));
}

function reportMemory(
  report: Report,
  measure: 'memory' | 'memoryHeld',
  [small, whole]: [StepReport, StepReport],
): void {
  const figures = [small, whole].map(
    ({ maxRssMiB, records }) => `${round(maxRssMiB)} MiB at ${round(records)} records`,
  );
  const times = whole.maxRssMiB / small.maxRssMiB;
  const more = round(whole.records / small.records);
  report.add(measure, figures.join(', '), `${times.toFixed(1)} × for ${more} times the data`);
}
