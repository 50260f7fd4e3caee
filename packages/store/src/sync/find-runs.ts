import type { Database } from '../database/database.ts';
import {
  bigint,
  bool,
  int,
  json,
  nullable,
  oneOf,
  text,
  texts,
  timestamptz,
} from '../database/sql-types.ts';
import type { ReadOf } from '../database/sql-types.ts';
import type { Row } from '../database/statement.ts';
import { statement } from '../database/statement.ts';
import { modelState } from './sync-models.ts';

export const runState = oneOf(
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'PARTIALLY_FAILED',
  'FAILED',
  'AUTHENTICATION_FAILED',
  'CANCELLED',
  'TIMED_OUT',
);
export type RunState = ReadOf<typeof runState>;

/** A vendor's value that could not be used, counted by model and field. */
export interface RunIssue {
  model: string;
  field: string;
  count: number;
  /** One example, shortened. */
  sample: string;
}

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
  /** Records that the vendor announced, or that the last full read found; null where neither is known. */
  expected: number | null;
  /** Requests to the vendor, repeated ones too. */
  requests: number;
  /** Milliseconds for which at least one of them waited for the vendor's limits. */
  waitedMs: number;
  /** When it was begun to be read, and when that ended; null before. */
  startedAt: Date | null;
  endedAt: Date | null;
  message: string | null;
  /** Whether it failed because a permission is missing. */
  isRefused: boolean;
}

export const runTrigger = oneOf('INITIAL', 'API', 'CLI', 'SCHEDULE');

const runRow = {
  id: text,
  integrationId: text,
  type: oneOf('FULL', 'DELTA'),
  trigger: runTrigger,
  state: runState,
  queuedAt: timestamptz,
  startedAt: nullable(timestamptz),
  endedAt: nullable(timestamptz),
  message: nullable(text),
  issues: json<RunIssue[]>(),
};

const selectRuns = statement({
  text: `select id, integration_id as "integrationId", type, trigger, state, queued_at as "queuedAt",
      started_at as "startedAt", ended_at as "endedAt", message, issues
    from store.sync_runs
    where integration_id = $integrationId and ($runId::text is null or id = $runId)
    order by queued_at desc limit $limit`,
  values: { integrationId: text, runId: nullable(text), limit: bigint },
  rows: runRow,
  isPrepared: true,
});

const selectModels = statement({
  text: `select run_id, model, state, pages, records, written, unchanged, deleted, withheld, expected,
      requests, waited_ms, started_at, ended_at, message, is_refused
    from store.sync_models where integration_id = $integrationId and run_id = any ($runIds)`,
  values: { integrationId: text, runIds: texts },
  rows: {
    run_id: text,
    model: text,
    state: modelState,
    pages: int,
    records: bigint,
    written: bigint,
    unchanged: bigint,
    deleted: bigint,
    withheld: int,
    expected: nullable(bigint),
    requests: int,
    waited_ms: bigint,
    started_at: nullable(timestamptz),
    ended_at: nullable(timestamptz),
    message: nullable(text),
    is_refused: bool,
  },
  isPrepared: true,
});

export async function findRun(
  database: Database,
  integrationId: string,
  runId: string,
): Promise<SyncRun | null> {
  const rows = await selectRuns.all(database.pool, { integrationId, runId, limit: 1 });
  return (await withModels(database, integrationId, rows))[0] ?? null;
}

const selectIntegrationOfRun = statement({
  text: `select r.integration_id as "integrationId" from store.sync_runs r
    join store.integrations i on i.integration_id = r.integration_id
    where r.id = $runId and i.environment_id = $environmentId`,
  values: { environmentId: text, runId: text },
  rows: { integrationId: text },
});

/** A run of any integration of an environment; runs of other environments are not found. */
export async function findRunOfEnvironment(
  database: Database,
  run: { environmentId: string; runId: string },
): Promise<SyncRun | null> {
  const found = await selectIntegrationOfRun.first(database.pool, run);
  return found && findRun(database, found.integrationId, run.runId);
}

/** Newest first. */
export async function listRuns(
  database: Database,
  integrationId: string,
  { limit }: { limit: number },
): Promise<SyncRun[]> {
  const rows = await selectRuns.all(database.pool, { integrationId, limit });
  return withModels(database, integrationId, rows);
}

async function withModels(
  database: Database,
  integrationId: string,
  runs: readonly Row<typeof runRow>[],
): Promise<SyncRun[]> {
  if (runs.length === 0) return [];
  const runIds = runs.map((run) => run.id);
  const rows = await selectModels.all(database.pool, { integrationId, runIds });
  const models = rows.map((row) => ({
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
      isRefused: row.is_refused,
    },
  }));
  return runs.map((run) => ({
    ...run,
    models: Object.fromEntries(
      models.filter(({ runId }) => runId === run.id).map(({ name, progress }) => [name, progress]),
    ),
  }));
}
