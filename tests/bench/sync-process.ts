// Syncs of one integration, one step after the other. Prints a line of JSON for each.
// Usage: node sync-process.ts OPTIONS_JSON
import { connectors } from '@hirewire/connectors';
import type { ApplicationRecord } from '@hirewire/connector-kit';
import type { Engine } from '@hirewire/engine';
import type { Database } from '@hirewire/store';
import { openDatabase } from '@hirewire/store';
import type { Finished } from './engine.ts';
import { createBenchEngine, syncAgain, syncOnce, totalRecords, totalWritten } from './engine.ts';
import { measureCost } from './cost.ts';
import type { Cost } from './cost.ts';
import { loadRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import { replayVendor } from './replay-connector.ts';
import type { ReplayedVendor } from './replay-connector.ts';

export interface SyncOptions {
  databaseUrl: string;
  simulator: { url: string; credentials: unknown };
  /** Replays this file; without one it syncs from the simulator. */
  recording: { file: string; copies: number } | null;
  steps: Step[];
}

/**
 * `first` sync, `unchanged` full sync, `delta` of a thousandth of the applications, `rename` of a
 * stage, and `vendor`: reading all of it and storing nothing.
 */
export type Step = 'first' | 'unchanged' | 'delta' | 'rename' | 'vendor';

export interface StepReport extends Cost {
  step: Step;
  integrationId: string;
  records: number;
  written: number;
  /** Applications that stand in the renamed stage. */
  standing: number;
  milliseconds: number;
  maxRssMiB: number;
}

const options = JSON.parse(process.argv[2] ?? '') as SyncOptions;
const { simulator } = options;
const ashby = connectors.find((connector) => connector.tool.id === 'ashby');
if (ashby === undefined) throw new Error('there is no Ashby connector');
const recording = options.recording && (await loadRecording(options.recording.file));
const vendor = recording && replayVendor(ashby, recording, options.recording?.copies ?? 1);
const database = openDatabase({ url: options.databaseUrl });
const engine = createBenchEngine(database, [vendor?.connector ?? ashby]);
let integrationId = '';
for (const step of options.steps) {
  const standing = step === 'rename' && vendor && recording ? renameStage(vendor, recording) : 0;
  const { result, ...cost } = await measureCost(database, () => take(step, { engine, database }));
  const report: StepReport = {
    step,
    integrationId,
    records: result === null ? 0 : totalRecords(result.run),
    written: result === null ? 0 : totalWritten(result.run),
    standing,
    milliseconds: result?.milliseconds ?? 0,
    maxRssMiB: process.resourceUsage().maxRSS / 1024,
    ...cost,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
await database.close();

async function take(
  step: Step,
  place: { engine: Engine; database: Database },
): Promise<Finished | null> {
  if (step === 'first') {
    const first = await syncOnce(place.engine, place.database, {
      tool: 'ashby',
      credentials: simulator.credentials,
      remoteBaseUrl: simulator.url,
    });
    integrationId = first.integrationId;
    return first;
  }
  if (step === 'vendor') {
    if (vendor) await readAll(vendor);
    return null;
  }
  if (step === 'delta' && vendor) changeThousandth(vendor);
  const type = step === 'unchanged' ? 'FULL' : 'DELTA';
  return syncAgain(place.engine, place.database, { integrationId, type });
}

async function readAll({ connector }: ReplayedVendor): Promise<void> {
  for (const read of Object.values(connector.read)) {
    const pages = read(undefined as never, { since: null, resumeFrom: null });
    for await (const page of pages) page.records.at(0);
  }
}

function changeThousandth(replayed: ReplayedVendor): void {
  const length = Math.ceil(replayed.count('applications') / 1000);
  const indexes = Array.from({ length }, (_, index) => index * 1000);
  replayed.change('applications', indexes, (one) => ({
    ...one,
    remote_url: 'https://changed.example',
  }));
}

/** Renames the stage that nearest to 100,000 applications stand in; returns how many do. */
function renameStage(replayed: ReplayedVendor, { applications, ...others }: Recording): number {
  const copies = replayed.count('applications') / applications.length;
  const standing = Map.groupBy(
    applications as ApplicationRecord[],
    (one) => one.current_stage_remote_id,
  );
  const distance = (id: string): number =>
    Math.abs((standing.get(id)?.length ?? 0) * copies - 100_000);
  const ids = others.application_stages.map(({ remote_id: id }) => id);
  const nearest = ids.reduce((best, id) => (distance(id) < distance(best) ? id : best));
  replayed.change('application_stages', [ids.indexOf(nearest)], (stage) => ({
    ...stage,
    name: 'A new name',
  }));
  return (standing.get(nearest)?.length ?? 0) * copies;
}
