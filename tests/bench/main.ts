// npm run bench [-- --applications N]: what Hirewire reaches, as ratios to floors that are measured
// in the same run. See docs/performance.md for what the figures mean and what limits them.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { ApplicationRecord } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import type { Engine } from '@hirewire/engine';
import type { Integration, SyncRun } from '@hirewire/store';
import { createApiKey, migrate, openDatabase, startEmbeddedPostgres } from '@hirewire/store';
import { measureCopy, prepareRendered } from './copy-floor.ts';
import { createBenchEngine, syncAgain, syncOnce, totalRecords } from './engine.ts';
import { measurePages } from './read-load.ts';
import { type Latencies, listPages, measureLatencies, type Target } from './read-latency.ts';
import { recordConnector, type ReplayedVendor } from './replay-connector.ts';

const { values } = parseArgs({ options: { applications: { type: 'string', default: '100000' } } });
/** The simulator gives 1.25 applications to a candidate. */
const candidates = Math.round(Number(values.applications) / 1.25);
const children: ChildProcess[] = [];
let databases = 0;
const nothing = (): void => undefined;

/** Starts a script of this folder and returns the JSON line that it prints. */
async function start<T>(script: string, parameters: string[], flags: string[] = []): Promise<T> {
  const file = path.join(import.meta.dirname, script);
  const child = spawn(process.execPath, [...flags, file, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as T;
  throw new Error(`${script} ended without a line`);
}

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
}

function printMemory(what: string, tenth: SyncReport, whole: SyncReport): void {
  const figures = [tenth, whole].map(
    ({ maxRssMiB, records }) => `${round(maxRssMiB)} at ${round(records)} records`,
  );
  print(what, figures.join(', '));
}

const perSecond = (rows: number, milliseconds: number): number => rows / (milliseconds / 1000);
const round = (value: number): string => Math.round(value).toLocaleString('en');
const ratio = (value: number, floor: number): string =>
  `${(value / floor).toFixed(2)} of the floor`;

interface SyncReport {
  integrationId: string;
  records: number;
  milliseconds: number;
  maxRssMiB: number;
}

/** V8 collects garbage late where there is much memory; held to this it shows what is needed. */
const heldMemory = ['--max-old-space-size=256', '--max-semi-space-size=8'];

interface RunningSimulator {
  url: string;
  credentials: unknown;
}

function startSimulator(people: number): Promise<RunningSimulator> {
  return start('simulator-server.ts', [String(people)]);
}

async function syncInProcess(
  simulator: RunningSimulator,
  flags: string[] = [],
): Promise<SyncReport> {
  const url = await createEmptyDatabase();
  return start('sync-process.ts', [url, JSON.stringify(simulator)], flags);
}

/** Each first sync begins in empty tables, as the floor does. */
async function createEmptyDatabase(): Promise<string> {
  databases += 1;
  const name = `bench_${databases}`;
  await database.pool.query(`create database ${name}`);
  const url = new URL(postgres.url);
  url.pathname = name;
  const empty = openDatabase({ url: url.href });
  await migrate(empty);
  await empty.close();
  return url.href;
}

async function benchSync(): Promise<void> {
  const small = await startSimulator(Math.round(candidates / 10));
  const tenth = await syncInProcess(small);
  const tenthHeld = await syncInProcess(small, heldMemory);
  const simulator = await startSimulator(candidates);
  const whole = await syncInProcess(simulator);
  const wholeHeld = await syncInProcess(simulator, heldMemory);
  const ashby = connectors.find((connector) => connector.tool.id === 'ashby');
  if (ashby === undefined) throw new Error('there is no Ashby connector');
  const vendor = await recordConnector(ashby, simulator);
  const engine = createBenchEngine(database, [vendor.connector]);
  const first = await syncOnce(engine, database, {
    tool: 'ashby',
    credentials: simulator.credentials,
    remoteBaseUrl: simulator.url,
  });
  const integrationId = first.integration.id;
  const unchanged = { integrationId, type: 'FULL' } as const;
  const again = await withWal(() => syncAgain(engine, database, unchanged));
  const copy = await measureCopy(postgres.url, first.integration.id);
  const floor = perSecond(copy.rows, copy.milliseconds);
  const firstRate = perSecond(totalRecords(first.run), first.milliseconds);
  const againRecords = totalRecords(again.result.run);
  const againRate = perSecond(againRecords, again.result.milliseconds);
  const wholeRate = perSecond(whole.records, whole.milliseconds);
  const written = countWritten(again.result.run);
  print('records in all', round(copy.rows));
  print('COPY floor, rows/s', round(floor));
  print('first sync, rows/s', `${round(firstRate)}  ${ratio(firstRate, floor)}`);
  print('first sync with simulator, rows/s', `${round(wholeRate)}  ${ratio(wholeRate, floor)}`);
  print(
    'unchanged sync, rows/s',
    `${round(againRate)}  ${(againRate / firstRate).toFixed(1)} × the first sync, ${written} rows written, ` +
      `${(again.bytes / againRecords).toFixed(1)} bytes of WAL a record`,
  );
  await benchChanges(vendor, engine, integrationId);
  printMemory('resident memory of a first sync, MiB', tenth, whole);
  printMemory('  with V8 held to 256 MiB', tenthHeld, wholeHeld);
  await benchReading(first.integration, simulator);
}

async function withWal<T>(work: () => Promise<T>): Promise<{ result: T; bytes: number }> {
  const position = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ bytes: string }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`,
    );
    return Number(rows[0]?.bytes ?? 0);
  };
  const before = await position();
  const result = await work();
  return { result, bytes: (await position()) - before };
}

const countWritten = ({ models }: SyncRun): number =>
  Object.values(models).reduce((sum, model) => sum + model.written, 0);

/** Deltas: a thousandth of the applications, and a stage that many of them stand in. */
async function benchChanges(
  vendor: ReplayedVendor,
  engine: Engine,
  integrationId: string,
): Promise<void> {
  const { applications, application_stages: stages } = vendor.records;
  const everyThousandth = applications.flatMap((_, index) => (index % 1000 === 0 ? [index] : []));
  vendor.change('applications', everyThousandth, (record) => ({
    ...record,
    remote_url: 'https://changed.example',
  }));
  const run = () => withWal(() => syncAgain(engine, database, { integrationId, type: 'DELTA' }));
  const delta = await run();
  print(
    `delta of ${everyThousandth.length} applications`,
    `${round(delta.result.milliseconds)} ms, ${countWritten(delta.result.run)} rows written`,
  );
  const inStage = Map.groupBy(
    applications as ApplicationRecord[],
    (one) => one.current_stage_remote_id,
  );
  const [stage, standing] = [...inStage].reduce((most, one) =>
    one[1].length > most[1].length ? one : most,
  );
  const index = stages.findIndex(({ remote_id: id }) => id === stage);
  vendor.change('application_stages', [index], (record) => ({ ...record, name: 'A new name' }));
  const renamed = await run();
  print(
    `a stage renamed that ${round(standing.length)} applications stand in`,
    `${round(renamed.result.milliseconds)} ms, ${round(renamed.bytes / standing.length)} bytes of WAL an application`,
  );
}

async function benchReading(
  { id: integrationId, environmentId }: Integration,
  simulator: RunningSimulator,
): Promise<void> {
  await prepareRendered(postgres.url, integrationId);
  const { key } = await createApiKey(database, { environmentId, name: 'bench' });
  const floor = await start<{ url: string }>('floor-server.ts', [postgres.url, integrationId]);
  const api = await start<{ url: string }>('api-server.ts', [postgres.url, directory]);
  const headers = { authorization: `Bearer ${key}`, 'x-integration-id': integrationId };
  for (const clients of [1, 8]) {
    const rates = { floor: 0, api: 0 };
    // In turns, so that a machine that slows down meanwhile slows both. The first round warms up.
    for (let turn = 0; turn < 4; turn += 1) {
      const floorRate = await measurePages(floor, clients, turn === 0 ? 1 : 3);
      const apiRate = await measurePages({ ...api, headers }, clients, turn === 0 ? 1 : 3);
      if (turn > 0) rates.floor += floorRate / 3;
      if (turn > 0) rates.api += apiRate / 3;
    }
    print(`pages/s of the reading floor, ${clients} client(s)`, round(rates.floor));
    print(
      `pages/s of Hirewire, ${clients} client(s)`,
      `${round(rates.api)}  ${ratio(rates.api, rates.floor)}`,
    );
  }
  await benchLatency({ ...api, headers }, simulator);
}

const shown = ({ mean, p50, p99 }: Latencies): string =>
  `mean ${mean.toFixed(1)}, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;

async function benchLatency(target: Target, simulator: RunningSimulator): Promise<void> {
  const { headers } = target;
  const pages = await listPages(target, 10);
  const [first, last] = [pages[0] ?? '', pages.at(-2) ?? ''];
  const [early, late] = await measureLatencies([first, last], headers, { times: 200 });
  if (early === undefined || late === undefined) throw new Error('there are no pages');
  print('a page at depth 1', shown(early));
  print(
    `a page at depth ${(pages.length - 2) * 10}`,
    `${shown(late)}, ${(late.p50 / early.p50).toFixed(2)} × depth 1`,
  );
  const soon = `${target.url}?updated_after=${new Date(Date.now() + 60_000).toISOString()}`;
  const [poll] = await measureLatencies([soon], headers, { times: 500 });
  if (poll !== undefined) print('a poll with nothing new', shown(poll));
  const [idle] = await measureLatencies(pages.slice(0, 1), headers, { times: 500 });
  let hasEnded = false;
  const syncing = start('sync-process.ts', [postgres.url, JSON.stringify(simulator)]).finally(
    () => (hasEnded = true),
  );
  const [busy] = await measureLatencies(pages.slice(0, 1), headers, {
    times: 100_000,
    until: () => hasEnded,
  });
  await syncing;
  if (idle === undefined || busy === undefined) return;
  print('a page while nothing else goes on', shown(idle));
  print(
    'a page while another customer is synced first',
    `${shown(busy)}, p99 ${(busy.p99 / idle.p99).toFixed(1)} × idle`,
  );
}

const directory = await mkdtemp(path.join(tmpdir(), 'hirewire-bench-'));
// PostgreSQL's user may enter, so that root's cluster stays in it and is removed with it.
await chmod(directory, 0o711);
const postgres = await startEmbeddedPostgres({
  dataDirectory: directory,
  log: { info: nothing, warn: nothing },
});
const database = openDatabase({ url: postgres.url });
try {
  await migrate(database);
  await benchSync();
} finally {
  for (const child of children) child.kill();
  await database.close();
  await postgres.close();
  await rm(directory, { recursive: true, force: true });
}
