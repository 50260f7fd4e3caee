import { listOpenRuns, queueSyncRun, startQueueWorker, tryRunLock } from '@hirewire/store';
import type { SyncEnvironment } from './run-sync.ts';
import { runSync } from './run-sync.ts';

export interface SyncWorker {
  /** Stops at the next page boundary and hands unfinished runs back to the queue. */
  stop(): Promise<void>;
}

const rescueIntervalMs = 10_000;

/** Runs queued syncs, and takes over the runs of processes that died. */
export async function startSyncWorker(
  environment: SyncEnvironment,
  concurrency: number,
): Promise<SyncWorker> {
  const { database, clock, log } = environment;
  const shutdown = new AbortController();
  await rescueRuns(environment);
  const worker = await startQueueWorker({
    database,
    concurrency,
    runSync: async (item) => {
      try {
        await runSync(environment, item, shutdown.signal);
      } catch (error) {
        log.warn({ ...item, error }, 'a sync run was interrupted and will be tried again');
        throw error;
      }
    },
  });
  const rescuing = keepRescuing();
  return {
    async stop() {
      shutdown.abort(new Error('Hirewire is shutting down.'));
      await worker.stop();
      await rescuing;
    },
  };

  async function keepRescuing(): Promise<void> {
    while (!shutdown.signal.aborted) {
      await clock.sleep(rescueIntervalMs, shutdown.signal).catch(() => undefined);
      if (shutdown.signal.aborted) return;
      await rescueRuns(environment).catch((error: unknown) => {
        log.warn({ error }, 'looking for interrupted sync runs failed; it is tried again');
      });
    }
  }
}

/**
 * Queues again what nobody works on: a run whose worker died is still marked as running, but the
 * lock of its integration is free, since PostgreSQL released it with the dead worker's session.
 */
async function rescueRuns({ database, log }: SyncEnvironment): Promise<void> {
  for (const { integrationId, runId, state } of await listOpenRuns(database)) {
    if (state !== 'RUNNING') continue;
    const lock = await tryRunLock(database, integrationId);
    if (lock === null) continue;
    try {
      await queueSyncRun(database.pool, { integrationId, runId });
      log.info({ integrationId, runId }, 'taking over an interrupted sync run');
    } finally {
      await lock.release();
    }
  }
}
