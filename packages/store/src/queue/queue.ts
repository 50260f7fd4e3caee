import { EventEmitter } from 'node:events';
import type { JobHelpers, TaskList, WorkerEvents, WorkerPool } from 'graphile-worker';
import { Logger, runMigrations, runTaskList } from 'graphile-worker';
import type { Database, Queryable } from '../database/database.ts';
import { lockClass } from '../database/locks.ts';
import { openQueuePool } from './queue-pool.ts';
import { maxTries } from './queue-tries.ts';
import type { ChangedWorkItem, UnregisterWorkItem } from './queue-vendor-work.ts';
import { changedTaskName, unregisterTaskName, workOnChanged } from './queue-vendor-work.ts';

/** A queued work item: run a sync. */
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
    `select graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => $5,
       run_at => now() + make_interval(secs => $4))`,
    [taskName, JSON.stringify(item), `run:${item.runId}`, delaySeconds, maxTries],
  );
}

/**
 * Queues again the runs that nobody works on and nobody will: no item of theirs waits, not even
 * for a later time, and the lock of their integration is free, since PostgreSQL released it with
 * the session of a worker that died. Their tries are counted anew. Returns those runs.
 */
export async function requeueOrphanedRuns(database: Database): Promise<SyncWorkItem[]> {
  const { rows } = await database.pool.query<SyncWorkItem>(
    `with lost as materialized (
       select integration_id, id from store.sync_runs r
       where state in ('QUEUED', 'RUNNING') and not exists (
         select from graphile_worker.jobs item
         where item.key = 'run:' || r.id and item.locked_at is null
           and item.attempts < item.max_attempts)
     ), free as materialized (
       select integration_id, id from lost
       where pg_try_advisory_xact_lock(hashtextextended(integration_id, ${lockClass.run}))
     )
     select free.integration_id as "integrationId", free.id as "runId"
     from free, lateral graphile_worker.add_job($1,
       json_build_object('integrationId', free.integration_id, 'runId', free.id),
       job_key => 'run:' || free.id, max_attempts => $2)`,
    [taskName, maxTries],
  );
  return rows;
}

/** Longer than a worker that has nothing to do takes to fetch an item. */
const fetchSeconds = 2;

/**
 * Whether runs of other integrations wait for a worker, or what vendors say has changed: all workers
 * that there are have work.
 */
export async function isWorkWaiting(database: Database, integrationId: string): Promise<boolean> {
  const { rows } = await database.pool.query<{ waiting: boolean }>(
    `select exists (
       select from graphile_worker.jobs item
       left join store.sync_runs r on item.key = 'run:' || r.id
       where item.locked_at is null and item.attempts < item.max_attempts
         and item.run_at < now() - make_interval(secs => $2)
         and (item.key like 'changed:%'
           or r.state in ('QUEUED', 'RUNNING') and r.integration_id <> $1)) as waiting`,
    [integrationId, fetchSeconds],
  );
  return rows[0]?.waiting === true;
}

export interface WorkQueueOptions {
  database: Database;
  /** Work items at once in this process. */
  concurrency: number;
  /** Ends the work: no further item is taken, and those under way are waited for. */
  signal: AbortSignal;
  log: { warn(fields: Record<string, unknown>, message: string): void };
  /** A rejection makes the queue try again later, with growing pauses; never after the last try. */
  runSync(item: SyncWorkItem, attempt: { isLastTry: boolean }): Promise<void>;
  /** Without it those items are left to others. */
  vendorWork?: VendorWork;
}

/** Work that begins with a vendor's webhooks. A rejection makes the queue try again later. */
export interface VendorWork {
  /** All of one integration. */
  readChanged: (items: readonly [ChangedWorkItem, ...ChangedWorkItem[]]) => Promise<void>;
  unregisterWebhooks: (item: UnregisterWorkItem, attempt: { isLastTry: boolean }) => Promise<void>;
}

/**
 * Works through the queue until the signal is aborted and the items under way have ended. Rejects,
 * with everything closed, when it cannot go on: call it again after a pause.
 */
export async function workQueue(options: WorkQueueOptions): Promise<void> {
  const { database, concurrency, signal, log } = options;
  const pool = openQueuePool(database);
  const events: WorkerEvents = new EventEmitter();
  const worker = {
    pollInterval: 1000,
    // Without a delay (the default, -1) graphile-worker 0.18 neither awaits nor repeats the
    // statement that ends an item: a lost connection then is an unhandled rejection, and Node exits.
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
    logger: toLogger(log),
  };
  const workers = runTaskList(
    { concurrency, noHandleSignals: true, events, preset: { worker } },
    toTasks(options),
    pool,
  );
  try {
    await untilEnded(workers, { events, signal, log });
  } finally {
    await Promise.resolve(workers.gracefulShutdown()).catch(() => undefined);
    await pool.end();
  }
}

function toTasks({ database, vendorWork, ...options }: WorkQueueOptions): TaskList {
  const isLastTry = ({ job }: JobHelpers): boolean => job.attempts >= job.max_attempts;
  return {
    [taskName]: (payload, helpers) =>
      options.runSync(payload as SyncWorkItem, { isLastTry: isLastTry(helpers) }),
    ...(vendorWork && {
      [changedTaskName]: (payload: unknown, { job: { id } }: JobHelpers) => {
        const items = payload as [ChangedWorkItem, ...ChangedWorkItem[]];
        return workOnChanged(database, { id, items }, (all) => vendorWork.readChanged(all));
      },
      [unregisterTaskName]: (payload: unknown, helpers: JobHelpers) =>
        vendorWork.unregisterWebhooks(payload as UnregisterWorkItem, {
          isLastTry: isLastTry(helpers),
        }),
    }),
  };
}

function untilEnded(
  workers: WorkerPool,
  { events, signal, log }: Pick<WorkQueueOptions, 'signal' | 'log'> & { events: WorkerEvents },
): Promise<void> {
  let state: 'new' | 'fetching' | 'failing' = 'new';
  const onFetched = (): void => void (state = 'fetching');
  events.on('worker:getJob:empty', onFetched);
  events.on('job:start', onFetched);
  return new Promise((resolve, reject) => {
    events.on('worker:getJob:error', ({ error }) => {
      // graphile-worker 0.18 keeps the outcome of its first query, also when that is a failure, and
      // would never fetch anything (taskIdentifiers.js). Later failures it gets over by itself.
      if (state === 'new') reject(error);
      else if (state === 'fetching') log.warn({ error }, 'fetching work failed; it is tried again');
      state = state === 'new' ? 'new' : 'failing';
    });
    workers.promise.then(resolve, reject);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
}

function toLogger(log: WorkQueueOptions['log']): Logger {
  return new Logger(() => (level, message, fields) => {
    // A failed item is left to `runSync`, which knows more of it.
    if ((level !== 'error' && level !== 'warning') || fields?.['failure'] === true) return;
    log.warn({ error: fields?.['error'] }, `queue: ${message}`);
  });
}
