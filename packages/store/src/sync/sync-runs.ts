import { randomId } from '@hirewire/contract';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { isExpiredSince, clearStale } from './staleness.ts';
import { lockForWriting } from '../database/locks.ts';
import { queueSyncRun } from '../queue/queue.ts';
import { toPostgresText } from '../database/sql-types.ts';
import type { RunIssue, RunState } from '../database/tables.ts';

export interface SyncRun {
  id: string;
  integrationId: string;
  type: 'FULL' | 'DELTA';
  trigger: 'INITIAL' | 'API' | 'CLI' | 'SCHEDULE';
  state: RunState;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Why it ended as it did, for people; null where there is nothing to say. */
  message: string | null;
  models: Readonly<Record<string, RunModel>>;
  issues: readonly RunIssue[];
}

/** Progress of one model within a run. */
export interface RunModel {
  state: 'PENDING' | 'READING' | 'READ' | 'DONE' | 'FAILED';
  pages: number;
  records: number;
  written: number;
  unchanged: number;
  deleted: number;
  /** Records that a full read missed but that were not deleted, since that was implausible. */
  skippedDeletions: number;
  /** Records that the vendor announced, or that the last full read found; null where nobody knows. */
  expected: number | null;
  /** Requests to the vendor, repeated ones too. */
  requests: number;
  /** Milliseconds for which at least one of them waited for the vendor's limits. */
  waitedMs: number;
  /** When it was begun to be read, and when that ended; null before. */
  startedAt: Date | null;
  endedAt: Date | null;
  message: string | null;
}

interface NewRun {
  integrationId: string;
  type: SyncRun['type'];
  trigger: SyncRun['trigger'];
}

/**
 * Queues a run, unless one of its type is queued or running already: then that one is returned.
 * The row and the queue's work item are written together.
 */
export async function createRun(
  database: Database,
  run: NewRun,
): Promise<{ id: string; isNew: boolean }> {
  for (;;) {
    const id = await inTransaction(database, (client) => insertRun(client, run));
    if (id !== null) return { id, isNew: true };
    const open = await findOpenRun(database, run);
    // None: the one that was in the way ended just now.
    if (open !== null) return { id: open.id, isNew: false };
  }
}

/** Null where a run of the type is open. */
async function insertRun(client: pg.PoolClient, run: NewRun): Promise<string | null> {
  const id = randomId();
  const { rowCount } = await client.query(
    `insert into store.sync_runs (integration_id, id, type, trigger) values ($1, $2, $3, $4)
     on conflict (integration_id, type) where state in ('QUEUED', 'RUNNING') do nothing`,
    [run.integrationId, id, run.type, run.trigger],
  );
  if (rowCount !== 1) return null;
  await queueSyncRun(client, { integrationId: run.integrationId, runId: id });
  return id;
}

/** The queued or running run of a type; there is at most one. Null where there is none. */
export async function findOpenRun(
  database: Database,
  { integrationId, type }: Pick<NewRun, 'integrationId' | 'type'>,
): Promise<{ id: string } | null> {
  const run = await database.kysely
    .selectFrom('store.sync_runs')
    .select('id')
    .where('integration_id', '=', integrationId)
    .where('type', '=', type)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirst();
  return run ?? null;
}

/**
 * Marks a run as running, keeping its first start, and lists its models once. Returns the number of
 * the fencing token of the caller: those who had an earlier one can write nothing more. Null
 * where the run has ended meanwhile.
 */
export async function startRun(
  database: Database,
  run: { integrationId: string; runId: string; models: readonly string[] },
): Promise<number | null> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<{ holder: number }>(
      `update store.sync_runs
       set state = 'RUNNING', started_at = coalesce(started_at, clock_timestamp()), holder = holder + 1
       where integration_id = $1 and id = $2 and state in ('QUEUED', 'RUNNING')
       returning holder`,
      [run.integrationId, run.runId],
    );
    await client.query(
      `insert into store.sync_models (integration_id, run_id, model)
       select $1, $2, model from unnest($3::text[]) as model on conflict do nothing`,
      [run.integrationId, run.runId, run.models],
    );
    return rows[0]?.holder ?? null;
  });
}

/**
 * Ends a run for good; later calls for the same run change nothing, nor does one by a worker that
 * no longer holds it. Whoever sees the end sees what follows from it: the integration shows what it
 * is set up to show, or another full run is queued, as that was changed while this one read.
 */
export async function endRun(
  database: Database,
  run: {
    integrationId: string;
    runId: string;
    state: Exclude<RunState, 'QUEUED' | 'RUNNING'>;
    message: string | null;
    issues: readonly RunIssue[];
    fencingToken?: number;
  },
): Promise<void> {
  await inTransaction(database, async (client) => {
    const { integrationId, runId, state, fencingToken = null } = run;
    // Who changes what the integration is to show has it, too: before this, or after it.
    await lockForWriting(client, integrationId);
    const { rows } = await client.query<Pick<SyncRun, 'trigger'>>(
      `update store.sync_runs
       set state = $3, ended_at = clock_timestamp(), message = $4, issues = $5
       where integration_id = $1 and id = $2 and state in ('QUEUED', 'RUNNING')
         and holder = coalesce($6, holder)
       returning trigger`,
      [
        integrationId,
        runId,
        state,
        toPostgresText(run.message),
        JSON.stringify(run.issues),
        fencingToken,
      ],
    );
    const [ended] = rows;
    if (ended === undefined) return;
    await client.query('delete from store.sync_seen where integration_id = $1 and run_id = $2', [
      integrationId,
      runId,
    ]);
    if (state === 'CANCELLED') return;
    await clearStale(client, run);
    if (!(await isExpiredSince(client, run))) return;
    await insertRun(client, { integrationId, type: 'FULL', trigger: ended.trigger });
  });
}

/** Saves the issues found so far, so that a crash does not lose them. */
export async function saveIssues(
  database: Database,
  run: { integrationId: string; runId: string; issues: readonly RunIssue[] },
): Promise<void> {
  await database.kysely
    .updateTable('store.sync_runs')
    .set({ issues: JSON.stringify(run.issues) })
    .where('integration_id', '=', run.integrationId)
    .where('id', '=', run.runId)
    .execute();
}

export async function findRun(
  database: Database,
  integrationId: string,
  runId: string,
): Promise<SyncRun | null> {
  const runs = await selectRuns(database, integrationId, { limit: 1, runId });
  return runs[0] ?? null;
}

/** A run of some integration of an environment: nobody finds out what others have. */
export async function findRunOfEnvironment(
  database: Database,
  { environmentId, runId }: { environmentId: string; runId: string },
): Promise<SyncRun | null> {
  const place = await database.kysely
    .selectFrom('store.sync_runs as r')
    .innerJoin('store.integrations as i', 'i.integration_id', 'r.integration_id')
    .select('r.integration_id')
    .where('r.id', '=', runId)
    .where('i.environment_id', '=', environmentId)
    .executeTakeFirst();
  return place === undefined ? null : findRun(database, place.integration_id, runId);
}

/** Newest first. */
export async function listRuns(
  database: Database,
  integrationId: string,
  options: { limit: number },
): Promise<SyncRun[]> {
  return selectRuns(database, integrationId, options);
}

async function selectRuns(
  database: Database,
  integrationId: string,
  options: { limit: number; runId?: string },
): Promise<SyncRun[]> {
  let query = database.kysely
    .selectFrom('store.sync_runs')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .orderBy('queued_at', 'desc')
    .limit(options.limit);
  if (options.runId !== undefined) query = query.where('id', '=', options.runId);
  const runs = await query.execute();
  const models = await selectModels(
    database,
    integrationId,
    runs.map((run) => run.id),
  );
  return runs.map((run) => ({
    id: run.id,
    integrationId,
    type: run.type,
    trigger: run.trigger,
    state: run.state,
    queuedAt: run.queued_at,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    message: run.message,
    models: Object.fromEntries(
      models.filter((model) => model.runId === run.id).map((model) => [model.name, model.progress]),
    ),
    issues: run.issues,
  }));
}

async function selectModels(
  database: Database,
  integrationId: string,
  runIds: string[],
): Promise<{ runId: string; name: string; progress: RunModel }[]> {
  if (runIds.length === 0) return [];
  const rows = await database.kysely
    .selectFrom('store.sync_models')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .where('run_id', 'in', runIds)
    .execute();
  return rows.map((row) => ({
    runId: row.run_id,
    name: row.model,
    progress: {
      state: row.state,
      pages: row.pages,
      records: Number(row.records),
      written: Number(row.written),
      unchanged: Number(row.unchanged),
      deleted: Number(row.deleted),
      skippedDeletions: row.withheld,
      expected: row.expected === null ? null : Number(row.expected),
      requests: row.requests,
      waitedMs: Number(row.waited_ms),
      startedAt: row.started_at,
      endedAt: row.ended_at,
      message: row.message,
    },
  }));
}
