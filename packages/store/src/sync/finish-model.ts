import type pg from 'pg';
import { listUntracked } from '../actions/tracked-applications.ts';
import type { Database } from '../database/database.ts';
import { commitAsynchronously, inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bigint, int, nullable, text, toPostgresText, uuid } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelOfRun } from '../records/models.ts';
import { withWriteLock, upsertRecords } from '../records/upsert-records.ts';
import { fencedModel, isCurrentHolder, modelOfRun, RunEndedError } from './fencing.ts';
import { implausibleDeletions, listMissing, listRemoteIds } from './missing-records.ts';
import type { DeletionDoubt } from './missing-records.ts';
import type { ReadCost } from './sync-models.ts';
import { deleteSeenOfModel } from './sync-models.ts';

/** Rows deleted in one transaction, so that no reader waits long for it. */
const deletionBatch = 1000;

export interface FinishOptions {
  isFirstSync: boolean;
  isTrackedOnly: boolean;
  /** Deletions at most that the vendor is to be asked about first; none by default. */
  maxAsked?: number;
  /** Why what is missing may still be there; this becomes the message of the model. */
  doubt?: DeletionDoubt | null;
  /** Of requests since the last page. */
  cost?: ReadCost;
  /** Whether records are stored without fields that are disabled. */
  hasExclusions?: boolean;
  /** Called when all records are gone that are to go. */
  onDeleted?: () => Promise<void>;
}

/**
 * Ends a model that was read to its end: carries out deletions where they are plausible, keeps
 * where the next delta starts, and opens the model to readers.
 * @returns the remote ids of what the vendor is to be asked for first; then the model is not ended
 */
export async function finishModel(
  database: Database,
  modelOfRun: ModelOfRun,
  options: FinishOptions,
): Promise<string[]> {
  const { maxAsked = 0, doubt = null, cost = { requests: 0, waitedMs: 0 } } = options;
  let missing = await listMissing(database, modelOfRun);
  if (options.isTrackedOnly) {
    // Untracked records skip the plausibility check.
    const unwanted = new Set(await listUntracked(database, modelOfRun, missing));
    await deleteMissing(database, modelOfRun, { ids: [...unwanted], ...options });
    missing = missing.filter((id) => !unwanted.has(id));
  }
  const digest = await implausibleDeletions(database, modelOfRun, missing, doubt);
  const asked = digest === null ? missing.slice(0, maxAsked) : [];
  if (asked.length > 0) return listRemoteIds(database, modelOfRun, asked);
  if (digest === null) await deleteMissing(database, modelOfRun, { ids: missing, ...options });
  await options.onDeleted?.();
  await inTransaction(database, async (client) => {
    await lockForWriting(client, modelOfRun.integrationId);
    // Deletions wait for the disk; that the model is done need not: after a crash it is found again.
    await commitAsynchronously(client);
    const skippedDeletions = digest === null ? 0 : missing.length;
    const message = digest === null ? null : (doubt?.message ?? null);
    await endModel(client, modelOfRun, { digest, skippedDeletions, message, ...cost });
    // What was not read again, and may be there, still shows what it should not.
    if (digest === null || options.hasExclusions !== true)
      await forgetFieldChange.run(client, modelOfRun);
  });
  return [];
}

const endOfModel = {
  skippedDeletions: int,
  message: nullable(text),
  requests: int,
  waitedMs: bigint,
};

const setDone = statement({
  text: `update store.sync_models
    set state = 'DONE', ended_at = clock_timestamp(), resume_from = null,
      withheld_deletions = $digest, withheld = $skippedDeletions,
      -- What it was postponed for is over.
      message = coalesce($message, case when away_since is null then message end),
      requests = requests + $requests, waited_ms = waited_ms + $waitedMs
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: { ...fencedModel, digest: nullable(uuid), ...endOfModel },
  isPrepared: true,
});

export const upsertSince = statement({
  text: `insert into store.sync_since (integration_id, model, since, read_at)
    select integration_id, model, next_since, clock_timestamp() from store.sync_models
    where integration_id = $integrationId and run_id = $runId and model = $model
      and next_since is not null
    on conflict (integration_id, model) do update
      set since = excluded.since, read_at = excluded.read_at`,
  values: modelOfRun,
  isPrepared: true,
});

const setListed = statement({
  text: `update store.sync_since s set listed_at = clock_timestamp(), sweep_failed_at = null
    from store.sync_models m
    where s.integration_id = $integrationId and s.model = $model
      and m.integration_id = $integrationId and m.run_id = $runId and m.model = $model
      and m.completeness in ('full', 'ids')`,
  values: modelOfRun,
  isPrepared: true,
});

const addReadModel = statement({
  text: `update store.integrations set read_models = read_models || $model::text
    where integration_id = $integrationId and not $model::text = any (read_models)`,
  values: { integrationId: text, model: text },
  isPrepared: true,
});

async function endModel(
  client: pg.PoolClient,
  modelOfRun: ModelOfRun,
  end: {
    digest: string | null;
    skippedDeletions: number;
    message: string | null;
  } & ReadCost,
): Promise<void> {
  const message = end.message === null ? null : toPostgresText(end.message);
  const ended = await setDone.run(client, { ...modelOfRun, ...end, message });
  if (ended !== 1) throw new RunEndedError(modelOfRun.runId);
  await deleteSeenOfModel.run(client, modelOfRun);
  await upsertSince.run(client, modelOfRun);
  await setListed.run(client, modelOfRun);
  await addReadModel.run(client, modelOfRun);
}

/** Only the choice of fields that the whole read was made with; a later one waits for the next. */
const forgetFieldChange = statement({
  text: `delete from store.field_changes c using store.sync_models m
    where m.integration_id = $integrationId and m.run_id = $runId and m.model = $model
      and m.completeness = 'full' and c.integration_id = $integrationId and c.model = $model
      and c.changed_at = m.fields_changed_at`,
  values: modelOfRun,
  isPrepared: true,
});

const countDeleted = statement({
  text: `update store.sync_models set deleted = deleted + $deleted
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: { ...fencedModel, deleted: bigint },
});

async function deleteMissing(
  database: Database,
  modelOfRun: ModelOfRun,
  { ids, isFirstSync }: { ids: readonly string[] } & Pick<FinishOptions, 'isFirstSync'>,
): Promise<void> {
  const { integrationId, runId, model } = modelOfRun;
  for (let start = 0; start < ids.length; start += deletionBatch) {
    const deletedIds = ids.slice(start, start + deletionBatch);
    const cause = { type: 'sync', id: runId } as const;
    await withWriteLock(database, { integrationId, cause }, async (client) => {
      const page = { integrationId, model, rows: [], deletedIds, isFirstSync };
      const { deleted, changes } = await upsertRecords(client, page);
      const noted = await countDeleted.run(client, { ...modelOfRun, deleted });
      if (noted !== 1) throw new RunEndedError(runId);
      return { changes, result: undefined };
    });
  }
}
