import { EventEmitter } from 'node:events';
import type { JobHelpers, TaskList, WorkerEvents, WorkerPool } from 'graphile-worker';
import { Logger, runMigrations, runTaskList } from 'graphile-worker';
import pg from 'pg';
import type { Database } from '../database/database.ts';
import { bigint } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ChangedWorkItem, SyncWorkItem, UnregisterWorkItem } from './work-items.ts';
import { changedTaskName, queueChanged, syncTaskName, unregisterTaskName } from './work-items.ts';

const silent = new Logger(() => () => undefined);

/** Creates the queue's own tables, or brings them up to date. */
export async function installQueue(database: Database): Promise<void> {
  await runMigrations({ pgPool: database.pool, logger: silent });
}

/**
 * A worker's own connections, besides those of the pool and of its run locks: one listens for new
 * items, one fetches and ends them. Work under way on the pool cannot keep the queue from moving.
 */
export const queueConnections = 2;

type Listener = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (failure?: boolean | Error) => void,
) => void;

/**
 * graphile-worker 0.18 releases its listening connection twice when it is lost at the moment at
 * which the worker stops (`listenForChanges` in its main.js). pg answers that with an error, nobody
 * catches it, and Node would exit.
 */
class QueuePool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(listener: Listener): void;
  override connect(listener?: Listener): Promise<pg.PoolClient> | void {
    if (listener === undefined) return super.connect();
    super.connect((error, client, release) => {
      let isReleased = false;
      listener(error, client, (failure) => {
        // Without a connection there is nothing to release.
        if (!isReleased && client !== undefined) release(failure);
        isReleased = true;
      });
    });
  }
}

/** @internal exported for tests */
export function openQueuePool(database: Database): pg.Pool {
  const pool = new QueuePool({ ...database.pool.options, max: queueConnections });
  // As in `openDatabase`: a connection that breaks is replaced, and must not end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
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
  /** Asks vendors whether they still send what they were asked to. */
  checkWebhooks: (signal: AbortSignal) => Promise<void>;
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
    [syncTaskName]: (payload, helpers) =>
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
      else if (state === 'fetching') {
        log.warn({ event: 'queue.fetch.failed', error }, 'Fetching work failed; will retry');
      }
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
    log.warn({ event: 'queue.warning', error: fields?.['error'] }, `Queue: ${message}`);
  });
}

const selectWaitingJob = statement({
  text: 'select from graphile_worker.jobs where id = $id and key is not null',
  values: { id: bigint },
});

/**
 * Works on an item of changes. The queue tries it again, unless a newer one has taken its place: then that
 * one is told of it.
 */
async function workOnChanged(
  database: Database,
  { id, items }: { id: string; items: readonly [ChangedWorkItem, ...ChangedWorkItem[]] },
  readChanged: (items: readonly [ChangedWorkItem, ...ChangedWorkItem[]]) => Promise<void>,
): Promise<void> {
  try {
    await readChanged(items);
  } catch (error) {
    const isWaiting = (await selectWaitingJob.run(database.pool, { id })) > 0;
    if (!isWaiting) await queueChanged(database, items);
    throw error;
  }
}
