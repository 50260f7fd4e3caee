import type { Database } from '../database/database.ts';
import { commitAsynchronously, inTransaction } from '../database/database.ts';
import { bigint, bool, int, json, nullable, oneOf, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { FoundField } from '../fields/integration-fields.ts';
import { insertFoundFields } from '../fields/integration-fields.ts';
import { findActionReads } from '../records/action-records.ts';
import type { ModelName, ModelOfRun, StoredRow } from '../records/models.ts';
import type { Departures } from '../records/save-records.ts';
import { departuresOf, saveRecords } from '../records/save-records.ts';
import type { WriteCounts } from '../records/upsert-records.ts';
import { withWriteLock } from '../records/upsert-records.ts';
import { fencedModel, isCurrentHolder, modelOfRun, RunEndedError } from './fencing.ts';

export const modelState = oneOf('PENDING', 'READING', 'READ', 'DONE', 'FAILED');

export interface ModelProgress {
  state: 'PENDING' | 'READING' | 'READ' | 'DONE' | 'FAILED';
  /** The connector's `since` that this read was begun with; null for a full read. */
  since: unknown;
  resumeFrom: unknown;
  /** Of the pages so far; `ids` for a sweep. Null before the first. */
  completeness: 'full' | 'changes' | 'ids' | null;
}

const takeProgress = statement({
  text: `update store.sync_models m
    set taken_by = case when m.state in ('DONE', 'FAILED') then m.taken_by else (
      select holder from store.sync_runs
      where integration_id = $integrationId and id = $runId) end
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}
    returning state, since, resume_from as "resumeFrom", completeness`,
  values: fencedModel,
  rows: {
    state: modelState,
    since: nullable(json()),
    resumeFrom: nullable(json()),
    completeness: nullable(oneOf('full', 'changes', 'ids')),
  },
  isPrepared: true,
});

/** Notes which worker is at the model from now on, and says how far it has come. */
export async function takeModel(
  database: Database,
  modelOfRun: ModelOfRun,
): Promise<ModelProgress> {
  const progress = await takeProgress.first(database.pool, modelOfRun);
  if (progress === null) throw new RunEndedError(modelOfRun.runId);
  return progress;
}

const selectSince = statement({
  text: `select since from store.sync_since s
    where integration_id = $integrationId and model = $model and not exists (
      select from store.field_changes where integration_id = $integrationId and model = $model)`,
  values: { integrationId: text, model: text },
  rows: { since: json() },
  isPrepared: true,
});

/**
 * Where the last complete read of the model ended; null where it never did or has no delta, and
 * while its records are to show other fields than they do.
 */
export async function findSince(
  database: Database,
  integrationId: string,
  model: ModelName,
): Promise<unknown> {
  return (await selectSince.first(database.pool, { integrationId, model }))?.since ?? null;
}

/** How many records the last complete read found: about as many will be there again. */
const lastCount = `
  select m.records from store.sync_models m
  join store.sync_runs r on r.integration_id = m.integration_id and r.id = m.run_id
  where m.integration_id = $integrationId and m.model = $model and m.completeness = 'full'
    and m.state = 'DONE'
  order by r.queued_at desc limit 1`;

const setReading = statement({
  text: `update store.sync_models
    set state = 'READING', since = $since, resume_from = null, next_since = null,
      completeness = null, pages = 0, records = 0, written = 0, unchanged = 0, deleted = 0,
      unusable = 0, expected = case when $since::json is null then (${lastCount}) end,
      started_at = clock_timestamp(),
      fields_changed_at = (
        select changed_at from store.field_changes
        where integration_id = $integrationId and model = $model)
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: { ...fencedModel, since: nullable(json()) },
  isPrepared: true,
});

export const deleteSeenOfModel = statement({
  text: `delete from store.sync_seen
    where integration_id = $integrationId and run_id = $runId and model = $model`,
  values: modelOfRun,
  isPrepared: true,
});

/** Begins to read a model from its start, forgetting what an earlier try of this run has seen. */
export async function beginModel(
  database: Database,
  modelOfRun: ModelOfRun,
  since: unknown,
): Promise<void> {
  await inTransaction(database, async (client) => {
    // As with pages: a crash of PostgreSQL undoes what followed as well.
    await commitAsynchronously(client);
    const from = since === null ? null : JSON.stringify(since);
    const begun = await setReading.run(client, { ...modelOfRun, since: from });
    if (begun !== 1) throw new RunEndedError(modelOfRun.runId);
    await deleteSeenOfModel.run(client, modelOfRun);
  });
}

export interface ReadPage extends Departures {
  rows: readonly StoredRow[];
  /**
   * When the remote was asked for a record, by PostgreSQL's clock: what an action has read later is
   * kept.
   */
  requestedAt(id: string): Date;
  /** Records that are not among the rows: they had no usable id, or were counted and not listed. */
  unusable: number;
  /** What the run says of the model, for people; by default nothing. */
  message?: string | null;
  completeness: 'full' | 'changes' | 'ids';
  /** Ids that a sweep has listed, with or without a row; else those of the rows count as seen. */
  listedIds?: readonly string[];
  resumeFrom: unknown;
  /** Defined on the last page of a read that a delta can follow. */
  nextSince?: unknown;
  isLast: boolean;
  expectedRecords: number | null;
  isFirstSync: boolean;
  /** Raw fields that no earlier page had. */
  foundFields?: readonly FoundField[];
  cost?: ReadCost;
}

/** What it has cost at the vendor since the last page. */
export interface ReadCost {
  requests: number;
  /** Time for which at least one request waited for the vendor's limits. */
  waitedMs: number;
}

const free: ReadCost = { requests: 0, waitedMs: 0 };

const addPage = statement({
  text: `update store.sync_models
    set pages = pages + 1, records = records + $records, written = written + $written,
      unchanged = unchanged + $unchanged, deleted = deleted + $deleted,
      resume_from = $resumeFrom, next_since = $nextSince, completeness = $completeness,
      expected = coalesce($expected, expected),
      state = case when $isLast then 'READ' else 'READING' end, unusable = unusable + $unusable,
      requests = requests + $requests, waited_ms = waited_ms + $waitedMs, away_since = null,
      message = $message
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}
    returning pages`,
  values: {
    ...fencedModel,
    records: bigint,
    written: bigint,
    unchanged: bigint,
    deleted: bigint,
    resumeFrom: json(),
    nextSince: nullable(json()),
    completeness: text,
    expected: nullable(bigint),
    isLast: bool,
    unusable: int,
    requests: int,
    waitedMs: bigint,
    message: nullable(text),
  },
  rows: { pages: int },
  isPrepared: true,
});

const insertSeen = statement({
  text: `insert into store.sync_seen (integration_id, run_id, model, page, ids)
    values ($integrationId, $runId, $model, $page, $ids)`,
  values: { ...modelOfRun, page: int, ids: texts },
  isPrepared: true,
});

/** Stores a page's changes and, in the same transaction, that the read has come this far. */
export async function savePage(
  database: Database,
  modelOfRun: ModelOfRun,
  page: ReadPage,
): Promise<WriteCounts> {
  const { integrationId, runId, model } = modelOfRun;
  const cause = { type: 'sync', id: runId } as const;
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    const { rows, isFirstSync, nextSince } = page;
    const { requests, waitedMs } = page.cost ?? free;
    const reads = await findActionReads(client, { integrationId, model });
    const isFresh = (id: string): boolean => !((reads.get(id) ?? 0) > page.requestedAt(id));
    const { changes, ...counts } = await saveRecords(client, {
      integrationId,
      model,
      rows: reads.size === 0 ? rows : rows.filter(({ id }) => isFresh(id)),
      ...departuresOf(page, isFresh),
      isFirstSync,
    });
    const progress = await addPage.first(client, {
      ...modelOfRun,
      ...counts,
      requests,
      waitedMs,
      records: rows.length,
      resumeFrom: JSON.stringify(page.resumeFrom ?? null),
      nextSince: nextSince === undefined ? null : JSON.stringify(nextSince),
      completeness: page.completeness,
      expected: page.expectedRecords,
      isLast: page.isLast,
      unusable: page.unusable,
      message: page.message ?? null,
    });
    if (progress === null) throw new RunEndedError(runId);
    await insertFoundFields(client, integrationId, page.foundFields ?? []);
    const ids = page.listedIds ?? rows.map((row) => row.id);
    if (page.completeness !== 'changes' && ids.length > 0) {
      await insertSeen.run(client, { ...modelOfRun, page: progress.pages, ids });
    }
    // What no reader has seen need not wait for the disk: a crash of PostgreSQL undoes the resume
    // point with it, and it is read again.
    if (changes.length === 0) await commitAsynchronously(client);
    return { changes, result: counts };
  });
}
