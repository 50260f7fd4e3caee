import { recordVendor } from './bench-one.ts';
import { benchLoad, benchPoll, startReaders } from './bench-reading.ts';
import type { FleetOptions, FleetReport } from './fleet-process.ts';
import type { Machine } from './machine.ts';
import type { Report } from './measures.ts';
import { perSecond, round } from './measures.ts';

/** Many integrations with `each` applications, in one worker. */
export async function benchFleet(
  machine: Machine,
  report: Report,
  { integrations, each }: { integrations: number; each: number },
): Promise<void> {
  report.progress(`recording ${round(each)} applications`);
  const { simulator, file: recordingFile } = await recordVendor(machine, each);
  const options: FleetOptions = {
    databaseUrl: machine.url,
    simulator,
    recordingFile,
    integrations,
  };
  const parameters = [JSON.stringify(options)];
  let early = 0;
  let integrationId = '';
  for await (const step of machine.run<FleetReport>('fleet-process.ts', parameters)) {
    ({ integrationId } = step);
    if (step.step === 'create') {
      report.add('fleetCreate', round(perSecond(integrations, step.milliseconds)));
    } else {
      reportSyncs(report, step, integrations);
    }
    if (step.step === 'first') early = step.maxRssMiB.early;
    if (step.step === 'unchanged') reportMemory(report, { early, end: step.maxRssMiB.end });
  }
  const readers = await startReaders(machine, integrationId);
  await benchLoad(report, readers, { fleetPages: 1 });
  await benchPoll(report, 'fleetPoll', readers.api);
}

function reportSyncs(report: Report, step: FleetReport, integrations: number): void {
  const rate = perSecond(step.records, step.milliseconds);
  const runs = perSecond(integrations, step.milliseconds);
  const wal = `${(step.walBytes / step.records).toFixed(1)} bytes of WAL a record`;
  report.add(
    step.step === 'first' ? 'fleetFirst' : 'fleetUnchanged',
    `${round(rate)}; ${runs.toFixed(1)} syncs/s, ${step.concurrency} at once, ` +
      `${round(step.written)} rows written, ${wal}`,
  );
}

function reportMemory(report: Report, { early, end }: { early: number; end: number }): void {
  report.add(
    'fleetMemory',
    `${round(early)} MiB after a twentieth, ${round(end)} MiB after all`,
    `${(end / early).toFixed(1)} ×`,
  );
}
