import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { findActionReads } from '../records/action-records.ts';
import type { FoundField } from '../fields/integration-fields.ts';
import { insertFoundFields } from '../fields/integration-fields.ts';
import type { ModelName, ModelOfRun, StoredRow } from '../records/models.ts';
import type { WriteCounts } from '../records/upsert-records.ts';
import { withWriteLock, upsertRecords } from '../records/upsert-records.ts';
import { isCurrentHolder, RunEndedError } from './fencing.ts';
import { toPostgresText } from '../database/sql-types.ts';

export interface ModelProgress {
  state: 'PENDING' | 'READING' | 'READ' | 'DONE' | 'FAILED';
  /** The connector's `since` that this read was begun with; null for a full read. */
  since: unknown;
  resumeFrom: unknown;
}

export async function findModelProgress(
  database: Database,
  { integrationId, runId, model }: ModelOfRun,
): Promise<ModelProgress> {
  const row = await database.kysely
    .selectFrom('store.sync_models')
    .select(['state', 'since', 'resume_from as resumeFrom'])
    .where('integration_id', '=', integrationId)
    .where('run_id', '=', runId)
    .where('model', '=', model)
    .executeTakeFirstOrThrow();
  return row;
}

/**
 * Where the last complete read of the model ended; null where it never did or has no delta, and
 * while its records are to show other fields than they do.
 */
export async function findSince(
  database: Database,
  integrationId: string,
  model: ModelName,
): Promise<unknown> {
  const { rows } = await database.pool.query<{ since: unknown }>(
    `select since from store.sync_since s where integration_id = $1 and model = $2
       and not exists (
         select from store.field_changes where integration_id = $1 and model = $2)`,
    [integrationId, model],
  );
  return rows[0]?.since ?? null;
}

/** How many records the last complete read found: about as many will be there again. */
const lastCount = `
  select m.records from store.sync_models m
  join store.sync_runs r on r.integration_id = m.integration_id and r.id = m.run_id
  where m.integration_id = $1 and m.model = $3 and m.completeness = 'full' and m.state = 'DONE'
  order by r.queued_at desc limit 1`;

/** Begins to read a model from its start, forgetting what an earlier try of this run has seen. */
export async function beginModel(
  database: Database,
  place: ModelOfRun,
  since: unknown,
): Promise<void> {
  const { integrationId, runId, model } = place;
  await inTransaction(database, async (client) => {
    // As with pages: a crash of PostgreSQL undoes what followed as well.
    await client.query('set local synchronous_commit = off');
    const begun = await client.query(
      `update store.sync_models
       set state = 'READING', since = $4, resume_from = null, next_since = null, completeness = null,
         pages = 0, records = 0, written = 0, unchanged = 0, deleted = 0, unusable = 0,
         expected = case when $4::json is null then (${lastCount}) end, started_at = clock_timestamp(),
         fields_changed_at = (
           select changed_at from store.field_changes where integration_id = $1 and model = $3)
       where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}`,
      [integrationId, runId, model, since === null ? null : JSON.stringify(since)],
    );
    if (begun.rowCount !== 1) throw new RunEndedError(runId);
    await client.query(
      'delete from store.sync_seen where integration_id = $1 and run_id = $2 and model = $3',
      [integrationId, runId, model],
    );
  });
}

export interface ReadPage {
  rows: readonly StoredRow[];
  deletedIds: readonly string[];
  /**
   * When the remote was asked for a record, by PostgreSQL's clock: what an action has read later is
   * kept.
   */
  requestedAt(id: string): Date;
  /** Records that had no usable id and are therefore not among the rows. */
  unusable: number;
  completeness: 'full' | 'changes';
  resumeFrom: unknown;
  /** Defined on the last page of a read that a delta can follow. */
  nextSince?: unknown;
  isLast: boolean;
  expectedRecords: number | null;
  isFirstSync: boolean;
  /** Raw fields that nobody has come across before. */
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

/** Stores a page's changes and, in the same transaction, that the read has come this far. */
export async function savePage(
  database: Database,
  place: ModelOfRun,
  page: ReadPage,
): Promise<WriteCounts> {
  const { integrationId, runId, model } = place;
  const cause = { type: 'sync', id: runId } as const;
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    const { rows, isFirstSync } = page;
    const { requests, waitedMs } = page.cost ?? free;
    const reads = await findActionReads(client, { integrationId, model });
    const isFresh = (id: string): boolean => !((reads.get(id) ?? 0) > page.requestedAt(id));
    const { changes, ...counts } = await upsertRecords(client, {
      integrationId,
      model,
      rows: reads.size === 0 ? rows : rows.filter(({ id }) => isFresh(id)),
      deletedIds: page.deletedIds.filter(isFresh),
      isFirstSync,
    });
    const progress = await client.query<{ pages: number }>(
      `update store.sync_models
       set pages = pages + 1, records = records + $4, written = written + $5,
         unchanged = unchanged + $6, deleted = deleted + $7, resume_from = $8, next_since = $9,
         completeness = $10, expected = coalesce($11, expected),
         state = case when $12 then 'READ' else 'READING' end, unusable = unusable + $13,
         requests = requests + $14, waited_ms = waited_ms + $15, away_since = null, message = null
       where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}
       returning pages`,
      [
        integrationId,
        runId,
        model,
        rows.length,
        counts.written,
        counts.unchanged,
        counts.deleted,
        JSON.stringify(page.resumeFrom ?? null),
        page.nextSince === undefined ? null : JSON.stringify(page.nextSince),
        page.completeness,
        page.expectedRecords,
        page.isLast,
        page.unusable,
        requests,
        waitedMs,
      ],
    );
    if (progress.rows[0] === undefined) throw new RunEndedError(runId);
    await insertFoundFields(client, integrationId, page.foundFields ?? []);
    if (page.completeness === 'full') await noteSeen(client, place, progress.rows[0].pages, rows);
    // What no reader has seen need not wait for the disk: a crash of PostgreSQL undoes the resume
    // point with it, and it is read again.
    if (changes.length === 0) await client.query('set local synchronous_commit = off');
    return { changes, result: counts };
  });
}

async function noteSeen(
  client: pg.PoolClient,
  { integrationId, runId, model }: ModelOfRun,
  page: number,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into store.sync_seen (integration_id, run_id, model, page, ids)
     values ($1, $2, $3, $4, $5)`,
    [integrationId, runId, model, page, rows.map((row) => row.id)],
  );
}

/**
 * Leaves a model where it is, to be read on when the vendor is back.
 * @returns false where it has been away for so many milliseconds already, or, with `isOfAll`, where
 * any model of the run has found it so
 */
export async function postponeModel(
  database: Database,
  place: ModelOfRun,
  {
    message,
    cost,
    graceMs,
    isOfAll,
  }: { message: string; cost: ReadCost; graceMs: number; isOfAll: boolean },
): Promise<boolean> {
  const { integrationId, runId, model } = place;
  const postponed = await database.pool.query(
    `update store.sync_models
     set away_since = coalesce(away_since, statement_timestamp()), message = $4,
       requests = requests + $5, waited_ms = waited_ms + $6
     where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}
       and statement_timestamp() - coalesce((
           select min(m.away_since) from store.sync_models m
           where m.integration_id = $1 and m.run_id = $2 and (m.model = $3 or $8)
         ), statement_timestamp()) < make_interval(secs => $7)`,
    [
      integrationId,
      runId,
      model,
      toPostgresText(message),
      cost.requests,
      cost.waitedMs,
      graceMs / 1000,
      isOfAll,
    ],
  );
  return postponed.rowCount === 1;
}

/** Marks a model as failed; what was stored of it stays, and nothing of it is deleted. */
export async function failModel(
  database: Database,
  place: ModelOfRun,
  { message, cost }: { message: string; cost: ReadCost },
): Promise<void> {
  const { integrationId, runId, model } = place;
  const failed = await database.pool.query(
    `update store.sync_models
     set state = 'FAILED', message = $4, ended_at = clock_timestamp(), requests = requests + $5,
       waited_ms = waited_ms + $6
     where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}`,
    [integrationId, runId, model, toPostgresText(message), cost.requests, cost.waitedMs],
  );
  if (failed.rowCount !== 1) throw new RunEndedError(runId);
}
