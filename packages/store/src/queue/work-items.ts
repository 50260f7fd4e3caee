import type { Database, Queryable } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { bigint, bool, float, int, json, nullable, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { failuresInARow, maxPageFailures } from '../sync/page-failures.ts';

/** A queued work item: run a sync. */
export interface SyncWorkItem {
  integrationId: string;
  runId: string;
}

/** A queued work item: read again what a vendor says has changed. */
export interface ChangedWorkItem {
  integrationId: string;
  /** Of the delivery that said so. */
  deliveryId: string;
  /** Null for what cannot be named, or not one by one. */
  changed: readonly { model: string; remoteId: string | null; mergedInto?: string }[];
}

/** A queued work item: have a vendor send nothing more for an integration that is gone. */
export interface UnregisterWorkItem {
  integrationId: string;
  tool: string;
  settings: Readonly<Record<string, unknown>>;
  remoteBaseUrl: string | null;
  /** Still sealed, in base64: the integration has none any more. */
  sealedCredentials: string;
  /** The same of its access token; absent in items of before there was one. */
  sealedToken?: string | null;
  /** What the vendor was asked to send, by the vendor's ids. */
  webhookIds: readonly string[];
}

/** The queue's names of the tasks; items that wait in a database carry them. */
export const syncTaskName = 'run-sync';
export const changedTaskName = 'read-changed';
export const unregisterTaskName = 'take-back-vendor-webhooks';

/**
 * Tries of a work item in a row before it is given up. The queue waits e^n seconds after the n-th
 * (https://worker.graphile.org/docs/exponential-backoff), so eight span half an hour: longer than a
 * database or a deployment is away, and short enough that people learn of it the same day.
 */
export const maxTries = 8;

const addSyncJob = statement({
  text: `select graphile_worker.add_job($task, $item::json, job_key => $key,
    max_attempts => $maxTries, run_at => now() + make_interval(secs => $delaySeconds))`,
  values: { task: text, item: json(), key: text, maxTries: int, delaySeconds: float },
});

/** Queues a sync run, in the caller's transaction. A second call for one run replaces the first. */
export async function queueSyncRun(
  client: Queryable,
  item: SyncWorkItem,
  delaySeconds = 0,
): Promise<void> {
  await addSyncJob.run(client, {
    task: syncTaskName,
    item: JSON.stringify(item),
    key: `run:${item.runId}`,
    maxTries,
    delaySeconds,
  });
}

const isPoisonous = `${failuresInARow} >= $maxPageFailures`;

/** More than a model has tries: it is given up before its run is. */
const maxEarlyDeaths = maxPageFailures + 1;

const requeueOrphaned = statement({
  text: `with lost as materialized (
      select integration_id, id, holder from store.sync_runs r
      where state in ('QUEUED', 'RUNNING') and not exists (
        select from graphile_worker.jobs item
        where item.key = 'run:' || r.id and item.locked_at is null
          and item.attempts < item.max_attempts)
    ), free as materialized (
      select integration_id, id, holder from lost
      where pg_try_advisory_xact_lock(${integrationLock('run', 'integration_id')})
    ), failed as (
      update store.sync_models m
      set failures = ${failuresInARow}, failed_at_page = pages,
        state = case when ${isPoisonous} then 'FAILED' else state end,
        message = case when ${isPoisonous} then $message else message end,
        ended_at = case when ${isPoisonous} then clock_timestamp() else ended_at end
      from free where m.integration_id = free.integration_id and m.run_id = free.id
        and m.taken_by = free.holder and m.state in ('PENDING', 'READING', 'READ')
    ), counted as (
      update store.sync_runs r
      set early_deaths = case when exists (
          select from store.sync_models m
          where m.integration_id = r.integration_id and m.run_id = r.id and m.taken_by = r.holder
        ) then 0 else early_deaths + 1 end
      from free where r.integration_id = free.integration_id and r.id = free.id
      returning r.integration_id, r.id, r.early_deaths >= $maxEarlyDeaths as is_hopeless
    )
    select integration_id as "integrationId", id as "runId", is_hopeless as "isHopeless",
      case when not is_hopeless then (
        select item.id from graphile_worker.add_job($task,
          json_build_object('integrationId', integration_id, 'runId', counted.id),
          job_key => 'run:' || counted.id, max_attempts => $maxTries) as item) end as item
    from counted`,
  values: { task: text, maxTries: int, maxPageFailures: int, maxEarlyDeaths: int, message: text },
  rows: { integrationId: text, runId: text, isHopeless: bool, item: nullable(bigint) },
});

export interface OrphanedRuns {
  queued: SyncWorkItem[];
  /** Not queued again: process after process ended before it took up a model. */
  hopeless: SyncWorkItem[];
}

/**
 * Queues again the runs that no worker works on and none will: no item of theirs waits, not even
 * for a later time, and the lock of their integration is free, since PostgreSQL released it with
 * the session of a worker that died. Their tries are counted anew, but a model whose page ended
 * one worker after the other is given up.
 */
export async function requeueOrphanedRuns(database: Database): Promise<OrphanedRuns> {
  const message =
    `Hirewire's process ended ${maxPageFailures} times in a row at the same page of it, perhaps for ` +
    'want of memory. What was read before is kept, and the next sync tries again.';
  const limits = { maxTries, maxPageFailures, maxEarlyDeaths };
  const found = await requeueOrphaned.all(database.pool, {
    task: syncTaskName,
    ...limits,
    message,
  });
  const runs: OrphanedRuns = { queued: [], hopeless: [] };
  for (const { integrationId, runId, isHopeless } of found) {
    runs[isHopeless ? 'hopeless' : 'queued'].push({ integrationId, runId });
  }
  return runs;
}

/** Longer than a worker that has nothing to do takes to fetch an item. */
const fetchSeconds = 2;

const selectWaiting = statement({
  text: `select exists (
      select from graphile_worker.jobs item
      left join store.sync_runs r on item.key = 'run:' || r.id
      where item.locked_at is null and item.attempts < item.max_attempts
        and item.run_at < now() - make_interval(secs => $fetchSeconds)
        and (item.key like 'changed:%'
          or r.state in ('QUEUED', 'RUNNING') and r.integration_id <> $integrationId)) as waiting`,
  values: { integrationId: text, fetchSeconds: float },
  rows: { waiting: bool },
});

/**
 * Whether runs of other integrations wait for a worker, or what vendors say has changed: all workers
 * that there are have work.
 */
export async function isWorkWaiting(database: Database, integrationId: string): Promise<boolean> {
  return (await selectWaiting.one(database.pool, { integrationId, fetchSeconds })).waiting;
}

/**
 * For which events of an integration are gathered: vendors send one twice, and several for one
 * change. The queue looks for what is due once a second.
 */
const gatherSeconds = 0.2;

const addChangedJob = statement({
  text: `select id from graphile_worker.add_job($task, $items::json, job_key => $key,
      max_attempts => $maxTries, run_at => now() + make_interval(secs => $gatherSeconds),
      job_key_mode => 'preserve_run_at')`,
  values: { task: text, items: json(), key: text, maxTries: int, gatherSeconds: float },
  rows: { id: nullable(bigint) },
});

/** Adds to the integration's item that waits, or makes one. */
export async function queueChanged(
  database: Database,
  items: readonly [ChangedWorkItem, ...ChangedWorkItem[]],
): Promise<void> {
  const job = {
    task: changedTaskName,
    // Of two lists the queue makes one.
    items: JSON.stringify(items),
    key: `changed:${items[0].integrationId}`,
    maxTries,
    gatherSeconds,
  };
  // Without an id: a worker took the one that waited, just now.
  while ((await addChangedJob.one(database.pool, job)).id === null);
}

const addUnregisterJob = statement({
  text: 'select graphile_worker.add_job($task, $item::json, max_attempts => $maxTries)',
  values: { task: text, item: json(), maxTries: int },
});

/** In the transaction that deletes the integration. */
export async function queueUnregister(client: Queryable, item: UnregisterWorkItem): Promise<void> {
  const job = { task: unregisterTaskName, item: JSON.stringify(item), maxTries };
  await addUnregisterJob.run(client, job);
}

const selectUnregister = statement({
  text: `select j.id, j.payload as item
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = $task`,
  values: { task: text },
  rows: { id: bigint, item: json<UnregisterWorkItem>() },
});

const updateUnregister = statement({
  text: 'update graphile_worker._private_jobs set payload = $item::json where id = $id',
  values: { id: bigint, item: json() },
});

/** Changes what is sealed in items that wait; `reseal` returns null where nothing is to change. */
export async function resealUnregisterItems(
  database: Database,
  reseal: (item: UnregisterWorkItem) => UnregisterWorkItem | null,
): Promise<number> {
  let count = 0;
  for (const { id, item } of await selectUnregister.all(database.pool, {
    task: unregisterTaskName,
  })) {
    const resealed = reseal(item);
    if (resealed === null) continue;
    count += await updateUnregister.run(database.pool, { id, item: JSON.stringify(resealed) });
  }
  return count;
}

/** Far longer than reading what an event names takes. */
const lostAfterMinutes = 10;

const unlockLost = statement({
  text: `select graphile_worker.force_unlock_workers(array_agg(locked_by))
    from graphile_worker.jobs
    where task_identifier = any ($tasks) and locked_at < now() - make_interval(mins => $minutes)
    having count(*) > 0`,
  values: { tasks: texts, minutes: int },
});

/**
 * Returns to the queue such items that a worker has had for so long that it must have died; the
 * queue itself waits four hours. Doing one twice does no harm.
 */
export async function releaseLostVendorWork(database: Database): Promise<void> {
  const tasks = [changedTaskName, unregisterTaskName];
  await unlockLost.run(database.pool, { tasks, minutes: lostAfterMinutes });
}
