// Many integrations in one worker: their first syncs, and a full sync of each with nothing new.
// Prints a line of JSON for each. Usage: node fleet-process.ts OPTIONS_JSON
import { setTimeout as pause } from 'node:timers/promises';
import { connectors } from '@hirewire/connectors';
import { loadSettings } from '@hirewire/server';
import { findOrCreateEnvironment, openDatabase } from '@hirewire/store';
import { measureCost } from './cost.ts';
import type { Cost } from './cost.ts';
import { createBenchEngine, createBenchIntegration } from './engine.ts';
import { loadRecording } from './recording.ts';
import { replayVendor } from './replay-connector.ts';

export interface FleetOptions {
  databaseUrl: string;
  simulator: { url: string; credentials: unknown };
  recordingFile: string;
  integrations: number;
}

export interface FleetReport extends Cost {
  step: 'create' | 'first' | 'unchanged';
  /** The one in the middle. */
  integrationId: string;
  concurrency: number;
  records: number;
  written: number;
  milliseconds: number;
  /** When a twentieth of the integrations were done, and when all were. */
  maxRssMiB: { early: number; end: number };
}

const options = JSON.parse(process.argv[2] ?? '') as FleetOptions;
const ashby = connectors.find((connector) => connector.tool.id === 'ashby');
if (ashby === undefined) throw new Error('there is no Ashby connector');
const vendor = replayVendor(ashby, await loadRecording(options.recordingFile), 1);
const { databaseUrl } = options;
const { workerConcurrency: concurrency, databasePoolSize: poolSize } = loadSettings({
  databaseUrl,
});
const database = openDatabase({ url: databaseUrl, poolSize });
const engine = createBenchEngine(database, [vendor.connector]);
const ids: string[] = [];

await measureStep('create', async () => {
  const environment = await findOrCreateEnvironment(database, { name: 'Bench' });
  const { url: remoteBaseUrl, credentials } = options.simulator;
  const request = { environmentId: environment.id, tool: 'ashby', credentials, remoteBaseUrl };
  while (ids.length < options.integrations) {
    ids.push((await createBenchIntegration(engine, request)).id);
  }
});
const worker = await engine.startWorker({ concurrency });
await measureStep('first', () => waitForRuns(ids.length));
await measureStep('unchanged', async () => {
  for (const id of ids) await engine.requestSync(id, { type: 'FULL', trigger: 'CLI' });
  await waitForRuns(2 * ids.length);
});
await worker.stop();
await database.close();

async function measureStep(step: FleetReport['step'], work: () => Promise<void>): Promise<void> {
  const before = await countRecords();
  const maxRss = (): number => process.resourceUsage().maxRSS / 1024;
  const start = performance.now();
  let early = 0;
  const watch = setInterval(() => {
    const isEarly = early === 0;
    if (isEarly)
      void countEnded().then(({ ended }) => ended >= ids.length / 20 && (early ||= maxRss()));
  }, 250);
  const { result: _, ...cost } = await measureCost(database, work);
  const milliseconds = performance.now() - start;
  clearInterval(watch);
  const { records, written } = await countRecords();
  const report: FleetReport = {
    step,
    integrationId: ids[Math.floor(ids.length / 2)] ?? '',
    concurrency,
    records: records - before.records,
    written: written - before.written,
    milliseconds,
    maxRssMiB: { early: early || maxRss(), end: maxRss() },
    ...cost,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

async function waitForRuns(count: number): Promise<void> {
  for (;;) {
    const { ended, failed } = await countEnded();
    if (failed > 0) throw new Error(`${failed} syncs have failed`);
    if (ended >= count) return;
    await pause(250);
  }
}

async function countEnded(): Promise<{ ended: number; failed: number }> {
  const { rows } = await database.pool.query<{ ended: number; failed: number }>(
    `select count(*) filter (where ended_at is not null)::int as ended,
       count(*) filter (where ended_at is not null and state <> 'SUCCEEDED')::int as failed
     from store.sync_runs`,
  );
  return rows[0] ?? { ended: 0, failed: 0 };
}

async function countRecords(): Promise<{ records: number; written: number }> {
  const { rows } = await database.pool.query<{ records: number; written: number }>(
    `select coalesce(sum(records), 0)::float8 as records,
       coalesce(sum(written), 0)::float8 as written from store.sync_models`,
  );
  return rows[0] ?? { records: 0, written: 0 };
}
