import { Logger, run, runMigrations, type TaskList } from 'graphile-worker';
import type { Database, Queryable } from './database.ts';

/** A queued work item: run a sync. The only kind so far. */
export interface SyncWorkItem {
  integrationId: string;
  runId: string;
}

const taskName = 'run-sync';

const silent = new Logger(() => () => undefined);

export async function installQueue(database: Database): Promise<void> {
  await runMigrations({ pgPool: database.pool, logger: silent });
}

/** Queues a sync run, in the caller's transaction. A second call for one run replaces the first. */
export async function queueSyncRun(
  client: Queryable,
  item: SyncWorkItem,
  delaySeconds = 0,
): Promise<void> {
  await client.query(
    `select graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => 25,
       run_at => now() + make_interval(secs => $4))`,
    [taskName, JSON.stringify(item), `run:${item.runId}`, delaySeconds],
  );
}

export interface QueueWorker {
  /** Resolves when the items under way have ended. */
  stop(): Promise<void>;
}

export interface StartQueueWorkerOptions {
  database: Database;
  /** Work items at once in this process. */
  concurrency: number;
  /** A rejection makes the queue try again later, with growing pauses. */
  runSync(item: SyncWorkItem): Promise<void>;
}

export async function startQueueWorker(options: StartQueueWorkerOptions): Promise<QueueWorker> {
  const taskList: TaskList = {
    [taskName]: (payload) => options.runSync(payload as SyncWorkItem),
  };
  const runner = await run({
    pgPool: options.database.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: silent,
    taskList,
  });
  return { stop: () => runner.stop() };
}
