import { setTimeout as pause } from 'node:timers/promises';
import type { Connector } from '@hirewire/connector-kit';
import { silentLog, systemClock } from '@hirewire/connector-kit';
import type { Engine } from '@hirewire/engine';
import { createEngine } from '@hirewire/engine';
import type { Database, Integration, SyncRun } from '@hirewire/store';
import { findOrCreateEnvironment, findRun, listRuns } from '@hirewire/store';

export function createBenchEngine(database: Database, connectors: readonly Connector[]): Engine {
  return createEngine({
    database,
    connectors,
    secretKeys: [benchSecretKey],
    clock: systemClock,
    log: silentLog,
    allowRemoteBaseUrl: true,
  });
}

export interface Finished {
  run: SyncRun;
  milliseconds: number;
}

interface BenchIntegration {
  environmentId: string;
  tool: string;
  credentials: unknown;
  remoteBaseUrl: string;
}

/** The same in all processes of the bench: what one has sealed, another opens. */
export const benchSecretKey = Buffer.alloc(32, 1);

/** Its first sync is queued. Answers are left out: a call each. */
export function createBenchIntegration(
  engine: Engine,
  integration: BenchIntegration,
): Promise<Integration> {
  return engine.createIntegration({
    ...integration,
    endUser: { organizationName: 'Bench', creatorEmail: null, originId: null },
    settings: { requests_per_second: 100_000, read_screening_answers: 'none' },
  });
}

/** Creates an integration and waits for its first sync. */
export async function syncOnce(
  engine: Engine,
  database: Database,
  options: Omit<BenchIntegration, 'environmentId'>,
): Promise<Finished & { integrationId: string }> {
  const environment = await findOrCreateEnvironment(database, { name: 'Bench' });
  const { id } = await createBenchIntegration(engine, {
    ...options,
    environmentId: environment.id,
  });
  const [queued] = await listRuns(database, id, { limit: 1 });
  if (queued === undefined) throw new Error('the first sync was not queued');
  return { integrationId: id, ...(await work(engine, database, queued)) };
}

export async function syncAgain(
  engine: Engine,
  database: Database,
  { integrationId, type }: { integrationId: string; type: SyncRun['type'] },
): Promise<Finished> {
  const { sync_id } = await engine.requestSync(integrationId, { type, trigger: 'CLI' });
  const queued = await findRun(database, integrationId, sync_id);
  if (queued === null) throw new Error('the sync was not queued');
  return work(engine, database, queued);
}

async function work(engine: Engine, database: Database, queued: SyncRun): Promise<Finished> {
  const worker = await engine.startWorker({ concurrency: 1 });
  try {
    for (;;) {
      const run = await findRun(database, queued.integrationId, queued.id);
      if (run?.endedAt && run.startedAt) {
        if (run.state !== 'SUCCEEDED') throw new Error(`the sync ${run.state}: ${run.message}`);
        return { run, milliseconds: run.endedAt.getTime() - run.startedAt.getTime() };
      }
      await pause(100);
    }
  } finally {
    await worker.stop();
  }
}

export function totalRecords(run: SyncRun): number {
  return Object.values(run.models).reduce((sum, model) => sum + model.records, 0);
}

export const totalWritten = ({ models }: SyncRun): number =>
  Object.values(models).reduce((sum, model) => sum + model.written + model.deleted, 0);
