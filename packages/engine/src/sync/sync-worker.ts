import type { Schedule, SyncWorkItem } from '@hirewire/store';
import {
  createDueRuns,
  endRun,
  findRun,
  maxTries,
  purgeInteractions,
  purgeIssues,
  purgeRuns,
  purgeWebhookEvents,
  queueSyncRun,
  releaseLostVendorWork,
  requeueOrphanedRuns,
  tryRunLock,
  workQueue,
} from '@hirewire/store';
import type { SyncEnvironment } from './sync-environment.ts';
import { observeIssues } from '../issues/observe-issues.ts';
import { purgeDeleted } from '../maintenance/purge-deleted.ts';
import { findDeltaTools } from './delta-tools.ts';
import { runSync } from './run-sync.ts';

export interface SyncWorker {
  /**
   * Stops at the next page boundary and hands unfinished runs back to the queue. Resolves after a
   * quarter of a minute at the latest: what hangs then is taken over by the next worker.
   */
  stop(): Promise<void>;
}

/** Between two looks for runs that are due: much less than the shortest interval, a minute. */
const scheduleIntervalMs = 5000;

const rescueIntervalMs = 10_000;

/** Between two looks at what is wrong. */
const issueIntervalMs = 15_000;

const purgeIntervalMs = 60 * 60_000;

/** Between two looks for integrations whose webhooks are to be asked for. */
const webhookCheckIntervalMs = 10 * 60_000;

/** Until a queue that could not go on is worked on again. */
const restartMs = 1000;

/** Longer than the wait for a connection, so that a database that is away fails work in time. */
const maxStopMs = 15_000;

/** Seconds until a run that failed, but had come further, goes on. */
const goOnSeconds = 5;

/**
 * Runs queued syncs, and takes over the runs of processes that died. With a schedule it also queues
 * those that are due.
 */
export async function startSyncWorker(
  environment: SyncEnvironment,
  concurrency: number,
  schedule: Schedule | null = null,
): Promise<SyncWorker> {
  const { clock, log } = environment;
  const shutdown = new AbortController();
  const ended = new AbortController();
  const { signal } = shutdown;
  const chores = [
    keepWorking(),
    keepDoing(() => rescueRuns(environment), rescueIntervalMs),
    keepDoing(() => purge(environment, signal), purgeIntervalMs),
    keepDoing(() => lookForIssues(environment, schedule), issueIntervalMs),
    keepDoing(() => checkVendorWebhooks(environment, signal), webhookCheckIntervalMs),
  ];
  if (schedule !== null) {
    chores.push(keepDoing(() => queueDueRuns(environment, schedule), scheduleIntervalMs));
  }
  void Promise.all(chores).finally(() => ended.abort());
  return {
    async stop() {
      shutdown.abort(new Error('Hirewire is shutting down.'));
      const isLate = await clock.sleep(maxStopMs, ended.signal).then(
        () => true,
        () => false,
      );
      const late = 'Running syncs did not stop in time; another worker will resume them';
      if (isLate) log.warn({ event: 'worker.stop.timed_out' }, late);
    },
  };

  async function keepWorking(): Promise<void> {
    const { database } = environment;
    while (!signal.aborted) {
      await workQueue({
        database,
        concurrency,
        signal,
        log,
        runSync: (item, { isLastTry }) => tryRun(environment, item, { isLastTry, signal }),
        ...(environment.vendorWork && { vendorWork: environment.vendorWork }),
      }).catch((error: unknown) => {
        log.error({ event: 'worker.queue.crashed', error }, 'Queue worker crashed; restarting');
      });
      await pause(restartMs);
    }
  }

  async function keepDoing(chore: () => Promise<void>, intervalMs: number): Promise<void> {
    while (!signal.aborted) {
      await chore();
      await pause(intervalMs);
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return clock.sleep(milliseconds, signal).catch(() => undefined);
  }
}

/** Each by itself, so that one that fails keeps no other from its work. */
async function purge(environment: SyncEnvironment, signal: AbortSignal): Promise<void> {
  const { database, log } = environment;
  const purges = [
    () => purgeInteractions(database),
    () => purgeRuns(database),
    () => purgeWebhookEvents(database),
    () => purgeIssues(database),
    () => purgeDeleted(environment, signal),
  ];
  for (const empty of purges) {
    await empty().catch((error: unknown) => {
      log.warn({ event: 'maintenance.purge.failed', error }, 'Retention purge failed; will retry');
    });
  }
}

async function lookForIssues(
  environment: SyncEnvironment,
  schedule: Schedule | null,
): Promise<void> {
  await observeIssues(environment, schedule).catch((error: unknown) => {
    const event = 'worker.issues.failed';
    environment.log.warn({ event, error }, 'Looking for issues failed; will retry');
  });
}

async function checkVendorWebhooks(
  { vendorWork, log }: SyncEnvironment,
  signal: AbortSignal,
): Promise<void> {
  await vendorWork?.checkWebhooks(signal).catch((error: unknown) => {
    log.warn(
      { event: 'worker.webhook_check.failed', error },
      'Checking registered webhooks failed; will retry',
    );
  });
}

async function queueDueRuns(
  { database, connectors, log }: SyncEnvironment,
  schedule: Schedule,
): Promise<void> {
  const tools = [...connectors.keys()];
  const deltaTools = findDeltaTools(connectors);
  try {
    const due = await createDueRuns(database, { schedule, tools, deltaTools });
    for (const run of due) log.debug({ event: 'sync.run.scheduled', ...run }, 'Sync run scheduled');
  } catch (error) {
    log.warn({ event: 'worker.schedule.failed', error }, 'Scheduling syncs failed; will retry');
  }
}

async function rescueRuns({ database, log }: SyncEnvironment): Promise<void> {
  try {
    const { queued, hopeless } = await requeueOrphanedRuns(database);
    for (const item of queued) {
      log.info({ event: 'sync.run.requeued', ...item }, 'Requeued an orphaned sync run');
    }
    for (const item of hopeless) await endFailed({ database, log }, item, afterDeaths);
    await releaseLostVendorWork(database);
  } catch (error) {
    log.warn(
      { event: 'worker.requeue.failed', error },
      'Requeuing orphaned work failed; will retry',
    );
  }
}

/**
 * One try of a run. A failure after some progress does not count, lest a long run be given up for
 * failures that it has got over; one without is repeated by the queue, and the last one ends the run.
 */
async function tryRun(
  environment: SyncEnvironment,
  item: SyncWorkItem,
  { isLastTry, signal }: { isLastTry: boolean; signal: AbortSignal },
): Promise<void> {
  const before = await countPages(environment, item);
  try {
    await runSync(environment, item, signal);
  } catch (error) {
    environment.log.warn({ event: 'sync.run.interrupted', ...item, error }, 'Sync run interrupted');
    if ((await countPages(environment, item)) > before) {
      await queueSyncRun(environment.database.pool, item, goOnSeconds);
    } else if (isLastTry) {
      await giveUp(environment, item);
    } else {
      throw error;
    }
  }
}

async function countPages({ database }: SyncEnvironment, item: SyncWorkItem): Promise<number> {
  const run = await findRun(database, item.integrationId, item.runId);
  return Object.values(run?.models ?? {}).reduce((sum, { pages }) => sum + pages, 0);
}

/** The error itself stays in the log: it may quote records. */
async function giveUp({ database, log }: SyncEnvironment, item: SyncWorkItem): Promise<void> {
  const lock = await tryRunLock(database, item.integrationId);
  // Another worker has taken it over.
  if (lock === null) return;
  try {
    await endFailed({ database, log }, item, afterTries);
  } finally {
    await lock.release();
  }
}

const advice =
  "What it has read is kept. Find the reason in the worker's log, fix it, and start another sync.";
const afterTries = `The sync was abandoned after ${maxTries} attempts that failed inside Hirewire. ${advice}`;
const afterDeaths =
  "The sync was abandoned, since Hirewire's process ended again and again between two models of it, " +
  `perhaps for want of memory. ${advice}`;

async function endFailed(
  { database, log }: Pick<SyncEnvironment, 'database' | 'log'>,
  item: SyncWorkItem,
  message: string,
): Promise<void> {
  const run = await findRun(database, item.integrationId, item.runId);
  if (run === null || run.endedAt !== null) return;
  await endRun(database, { ...item, state: 'FAILED', message, issues: run.issues });
  log.error({ event: 'sync.run.abandoned', ...item }, message);
}
