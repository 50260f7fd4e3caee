import type pg from 'pg';
import type { Database } from './database.ts';
import { inTransaction } from './database.ts';
import { findActionReads } from './action-records.ts';
import type { FoundField } from './integration-fields.ts';
import { insertFoundFields } from './integration-fields.ts';
import { implausibleDeletions, listMissing } from './missing-rows.ts';
import { lockForWriting } from './locks.ts';
import type { ModelName, ModelOfRun, StoredRow } from './models.ts';
import type { WriteCounts } from './save-rows.ts';
import { asWriter, saveRows } from './save-rows.ts';
import { storable } from './storable.ts';
import { listUntracked } from './tracked-applications.ts';

/** The run was cancelled (or its integration deleted) meanwhile; nothing was stored. */
export class RunEndedError extends Error {
  constructor(runId: string) {
    super(`Sync run ${runId} has been ended by somebody else.`);
    this.name = 'RunEndedError';
  }
}

/** A condition on statements whose `$1` and `$2` are integration and run: nobody has ended it. */
const isRunning = `exists (
  select from store.sync_runs r
  where r.integration_id = $1 and r.id = $2 and r.state = 'RUNNING')`;

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
  { integrationId, runId, model }: ModelOfRun,
  since: unknown,
): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query(
      `update store.sync_models
       set state = 'READING', since = $4, resume_from = null, next_since = null, completeness = null,
         pages = 0, records = 0, written = 0, unchanged = 0, deleted = 0, unusable = 0,
         expected = case when $4::json is null then (${lastCount}) end, started_at = clock_timestamp(),
         fields_changed_at = (
           select changed_at from store.field_changes where integration_id = $1 and model = $3)
       where integration_id = $1 and run_id = $2 and model = $3`,
      [integrationId, runId, model, since === null ? null : JSON.stringify(since)],
    );
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
  { integrationId, runId, model }: ModelOfRun,
  page: ReadPage,
): Promise<WriteCounts> {
  const cause = { type: 'sync', id: runId } as const;
  return asWriter(database, { integrationId, cause }, async (client) => {
    const { rows, isFirstSync } = page;
    const { requests, waitedMs } = page.cost ?? free;
    const reads = await findActionReads(client, { integrationId, model });
    const isFresh = (id: string): boolean => !((reads.get(id) ?? 0) > page.requestedAt(id));
    const { changes, ...counts } = await saveRows(client, {
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
         requests = requests + $14, waited_ms = waited_ms + $15
       where integration_id = $1 and run_id = $2 and model = $3 and ${isRunning}
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
    if (page.completeness === 'full' && rows.length > 0) {
      await client.query(
        `insert into store.sync_seen (integration_id, run_id, model, page, ids)
         values ($1, $2, $3, $4, $5)`,
        [integrationId, runId, model, progress.rows[0].pages, rows.map((row) => row.id)],
      );
    }
    // What no reader has seen need not wait for the disk: a crash of PostgreSQL undoes the resume
    // point with it, and it is read again.
    if (changes.length === 0) await client.query('set local synchronous_commit = off');
    return { changes, result: counts };
  });
}

/** Rows deleted in one transaction, so that no reader waits long for it. */
const deletionBatch = 1000;

/**
 * Ends a model that was read to its end: carries out deletions where they are plausible, keeps
 * where the next delta starts, and opens the model to readers.
 */
export async function finishModel(
  database: Database,
  place: ModelOfRun,
  options: { isFirstSync: boolean; isTrackedOnly: boolean },
): Promise<void> {
  let missing = await listMissing(database, place);
  if (options.isTrackedOnly) {
    // Nobody wants these, however many they are.
    const unwanted = new Set(await listUntracked(database, place, missing));
    await deleteMissing(database, place, { ids: [...unwanted], ...options });
    missing = missing.filter((id) => !unwanted.has(id));
  }
  const digest = await implausibleDeletions(database, place, missing);
  if (digest === null) await deleteMissing(database, place, { ids: missing, ...options });
  await inTransaction(database, async (client) => {
    await lockForWriting(client, place.integrationId);
    const withheld = digest === null ? 0 : missing.length;
    await endModel(client, place, { digest, withheld });
  });
}

async function endModel(
  client: pg.PoolClient,
  { integrationId, runId, model }: ModelOfRun,
  { digest, withheld }: { digest: string | null; withheld: number },
): Promise<void> {
  const ended = await client.query(
    `update store.sync_models
     set state = 'DONE', ended_at = clock_timestamp(), resume_from = null, withheld_deletions = $4, withheld = $5
     where integration_id = $1 and run_id = $2 and model = $3 and ${isRunning}`,
    [integrationId, runId, model, digest, withheld],
  );
  if (ended.rowCount !== 1) throw new RunEndedError(runId);
  await client.query(
    'delete from store.sync_seen where integration_id = $1 and run_id = $2 and model = $3',
    [integrationId, runId, model],
  );
  await client.query(
    `insert into store.sync_since (integration_id, model, since, read_at)
     select integration_id, model, next_since, clock_timestamp() from store.sync_models
     where integration_id = $1 and run_id = $2 and model = $3 and next_since is not null
     on conflict (integration_id, model) do update
       set since = excluded.since, read_at = excluded.read_at`,
    [integrationId, runId, model],
  );
  // Only the choice of fields that the whole read was made with; a later one waits for the next.
  await client.query(
    `delete from store.field_changes c using store.sync_models m
     where m.integration_id = $1 and m.run_id = $2 and m.model = $3 and m.completeness = 'full'
       and c.integration_id = $1 and c.model = $3 and c.changed_at = m.fields_changed_at`,
    [integrationId, runId, model],
  );
  await client.query(
    `update store.integrations set read_models = read_models || $2::text
     where integration_id = $1 and not $2::text = any (read_models)`,
    [integrationId, model],
  );
}

async function deleteMissing(
  database: Database,
  { integrationId, runId, model }: ModelOfRun,
  { ids, isFirstSync }: { ids: readonly string[]; isFirstSync: boolean },
): Promise<void> {
  for (let start = 0; start < ids.length; start += deletionBatch) {
    const deletedIds = ids.slice(start, start + deletionBatch);
    const cause = { type: 'sync', id: runId } as const;
    await asWriter(database, { integrationId, cause }, async (client) => {
      const page = { integrationId, model, rows: [], deletedIds, isFirstSync };
      const { deleted, changes } = await saveRows(client, page);
      const noted = await client.query(
        `update store.sync_models set deleted = deleted + $4
         where integration_id = $1 and run_id = $2 and model = $3 and ${isRunning}`,
        [integrationId, runId, model, deleted],
      );
      if (noted.rowCount !== 1) throw new RunEndedError(runId);
      return { changes, result: undefined };
    });
  }
}

/** Marks a model as failed; what was stored of it stays, and nothing of it is deleted. */
export async function failModel(
  database: Database,
  { integrationId, runId, model }: ModelOfRun,
  { message, cost }: { message: string; cost: ReadCost },
): Promise<void> {
  await database.pool.query(
    `update store.sync_models
     set state = 'FAILED', message = $4, ended_at = clock_timestamp(), requests = requests + $5,
       waited_ms = waited_ms + $6
     where integration_id = $1 and run_id = $2 and model = $3`,
    [integrationId, runId, model, storable(message), cost.requests, cost.waitedMs],
  );
}
