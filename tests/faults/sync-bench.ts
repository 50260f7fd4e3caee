import assert from 'node:assert/strict';
import type { Clock, Connector, ConnectorContext, Log } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import type { Engine, SyncWorker } from '@hirewire/engine';
import { createEngine } from '@hirewire/engine';
import type { AshbySimulator } from '@hirewire/simulators';
import type { Database, ModelName, SyncRun } from '@hirewire/store';
import {
  findOrCreateEnvironment,
  findRun,
  listPage,
  listRuns,
  modelNames,
  openDatabase,
} from '@hirewire/store';
import type { DisturbedStatements } from '@hirewire/store/testing';
import {
  createTestDatabase,
  disturbStatements,
  listStaleRows,
  skipQueueWaits,
} from '@hirewire/store/testing';
import { fastClock } from './fast-clock.ts';

/** Of the worker; another one needs it to read the credentials. */
export const secretKeys = [Buffer.alloc(32, 7)] as const;

export const integrationId = 'ashby:faulted';

/** An integration with Ashby in a database of its own, and a worker that syncs it. */
export interface SyncBench {
  /** Its address. */
  url: string;
  database: Database;
  /** Those of the worker, in so far as they are of its pool. */
  statements: DisturbedStatements;
  /** Every line that was logged, as JSON. */
  logLines: string[];
  /** The first sync, which is queued as soon as there is an integration. */
  findFirst(): Promise<string>;
  beginFirst(): Promise<string>;
  /** Queues a sync. */
  request(type: SyncRun['type']): Promise<string>;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Queues a sync and starts the worker; `untilEnded` waits for the end. */
  begin(type: SyncRun['type']): Promise<string>;
  /** Tries that wait for a later time need not wait for it. Has no time limit of its own. */
  untilEnded(runId: string): Promise<SyncRun>;
  sync(type: SyncRun['type']): Promise<SyncRun>;
  close(): Promise<void>;
}

export interface SyncBenchOptions {
  ashby: AshbySimulator;
  /** Time limit of each request at this moment, in milliseconds; default: the connector's own. */
  timeoutMs?: () => number | undefined;
  /** How a worker waits; default: the fast clock. */
  clock?: Clock;
}

/** Creates the integration; its worker starts with the first sync. */
export async function startSyncBench(options: SyncBenchOptions): Promise<SyncBench> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const logLines: string[] = [];
  const own = openDatabase({ url: testDatabase.url, applicationName: 'hirewire worker' });
  const statements = disturbStatements(own, database.pool);
  const engine = createBenchEngine(database, logLines, options);
  await createAshbyIntegration(engine, database, options.ashby);
  let worker: SyncWorker | null = null;
  const startWorker = async (): Promise<void> => {
    worker ??= await createBenchEngine(own, logLines, options).startWorker({ concurrency: 1 });
  };

  const stopWorker = async (): Promise<void> => {
    await worker?.stop();
    worker = null;
  };

  const findFirst: SyncBench['findFirst'] = async () =>
    (await listRuns(database, integrationId, { limit: 1 }))[0]!.id;
  const request: SyncBench['request'] = async (type) =>
    (await engine.requestSync(integrationId, { type, trigger: 'CLI' })).sync_id;
  const begin: SyncBench['begin'] = async (type) => {
    await startWorker();
    return request(type);
  };
  const untilEnded: SyncBench['untilEnded'] = async (runId) => {
    for (let round = 1; ; round += 1) {
      const run = await findRun(database, integrationId, runId);
      if (run?.endedAt) return run;
      await systemClock.sleep(10);
      if (round % 20 === 0) await skipQueueWaits(database.pool);
    }
  };
  return {
    url: testDatabase.url,
    database,
    statements,
    logLines,
    findFirst,
    async beginFirst() {
      await startWorker();
      return findFirst();
    },
    request,
    startWorker,
    stopWorker,
    begin,
    untilEnded,
    sync: async (type) => untilEnded(await begin(type)),
    async close() {
      await stopWorker();
      await own.close();
      await testDatabase.drop();
    },
  };
}

export function createBenchEngine(
  database: Database,
  logLines: string[],
  { timeoutMs = () => undefined, clock = fastClock }: Omit<SyncBenchOptions, 'ashby'>,
): Engine {
  return createEngine({
    database,
    connectors: [withTimeouts(findAshby(), timeoutMs)],
    secretKeys,
    clock,
    log: collectLog(logLines),
    allowRemoteBaseUrl: true,
  });
}

/** Leaves its first sync queued. */
export async function createAshbyIntegration(
  engine: Engine,
  database: Database,
  ashby: AshbySimulator,
): Promise<void> {
  const environment = await findOrCreateEnvironment(database, { name: 'Faults' });
  await engine.createIntegration({
    id: integrationId,
    environmentId: environment.id,
    tool: 'ashby',
    credentials: ashby.credentials,
    endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
    remoteBaseUrl: ashby.url,
    settings: { requests_per_second: 100_000 },
  });
}

/** Everything that a client can see, tombstones included, but no time of our own clock. */
export async function readEverything(database: Database): Promise<Record<string, unknown[]>> {
  const lists = modelNames.map(async (model) => [model, await readList(database, model)] as const);
  return Object.fromEntries(await Promise.all(lists));
}

async function readList(database: Database, model: ModelName): Promise<unknown[]> {
  const records: unknown[] = [];
  let after: Parameters<typeof listPage>[1]['after'] = null;
  do {
    const page = await listPage(database, {
      integrationId,
      model,
      filters: {},
      pageSize: 250,
      includeDeleted: true,
      updatedAfter: null,
      after,
    });
    records.push(...(JSON.parse(`[${page.json}]`, withoutOurTimes) as unknown[]));
    after = page.next;
  } while (after !== null);
  return records;
}

function withoutOurTimes(key: string, value: unknown): unknown {
  if (key === 'changed_at') return null;
  return key === 'remote_deleted_at' && value !== null ? 'deleted' : value;
}

/** That no derived text is behind its facts, and no record is there twice. */
export async function assertSound(database: Database): Promise<void> {
  assert.deepEqual(await listStaleRows(database, integrationId), []);
  for (const [model, records] of Object.entries(await readEverything(database))) {
    const ids = records.map((record) => (record as ShownRecord).remote_id);
    assert.equal(new Set(ids).size, ids.length, `${model} has a record twice`);
  }
}

/** Ids at the vendor of the records that are shown as living, by model. */
export async function readLiving(database: Database): Promise<Record<string, Set<string>>> {
  const everything = Object.entries(await readEverything(database));
  return Object.fromEntries(
    everything.map(([model, records]) => {
      const living = (records as ShownRecord[]).filter((one) => one.remote_deleted_at === null);
      return [model, new Set(living.map((one) => one.remote_id))];
    }),
  );
}

interface ShownRecord {
  remote_id: string;
  remote_deleted_at: string | null;
}

function findAshby(): Connector {
  const found = connectors.find(({ tool }) => tool.id === 'ashby');
  assert.ok(found);
  return found;
}

type Work = (context: ConnectorContext, input: never) => unknown;

/** The connector, but each of its requests asks for a time limit that the test chooses. */
function withTimeouts(connector: Connector, timeoutMs: () => number | undefined): Connector {
  const changed = (context: ConnectorContext): ConnectorContext => ({
    ...context,
    remote: {
      ...context.remote,
      request: (request) => {
        const wanted = timeoutMs();
        return context.remote.request(
          wanted === undefined ? request : { ...request, timeoutMs: wanted },
        );
      },
    },
  });
  const wrapped = (functions: object = {}): object =>
    Object.fromEntries(
      Object.entries(functions as Record<string, Work>).map(([name, work]) => [
        name,
        (context: ConnectorContext, input: never) => work(changed(context), input),
      ]),
    );
  const { read, write } = connector;
  return { ...connector, read: wrapped(read), write: wrapped(write) } as Connector;
}

function collectLog(lines: string[]): Log {
  const at =
    (level: string) =>
    (fields: Record<string, unknown>, message: string): void =>
      void lines.push(JSON.stringify({ level, message, fields }, showErrors));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An error has no enumerable properties, so that secrets in it would go unseen. */
function showErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { ...Object.fromEntries(Object.entries(value)), name, message, stack, cause };
}
