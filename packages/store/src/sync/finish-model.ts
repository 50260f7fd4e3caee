import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { implausibleDeletions, listMissing } from './missing-records.ts';
import type { ModelOfRun } from '../records/models.ts';
import { isCurrentHolder, RunEndedError } from './fencing.ts';
import { withWriteLock, upsertRecords } from '../records/upsert-records.ts';
import { listUntracked } from '../actions/tracked-applications.ts';

/** Rows deleted in one transaction, so that no reader waits long for it. */
const deletionBatch = 1000;

export interface FinishOptions {
  isFirstSync: boolean;
  isTrackedOnly: boolean;
  /** Whether records are stored without fields that are switched off. */
  hasExclusions?: boolean;
  /** Called when all records are gone that are to go. */
  onDeleted?: () => Promise<void>;
}

/**
 * Ends a model that was read to its end: carries out deletions where they are plausible, keeps
 * where the next delta starts, and opens the model to readers.
 */
export async function finishModel(
  database: Database,
  place: ModelOfRun,
  options: FinishOptions,
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
  await options.onDeleted?.();
  await inTransaction(database, async (client) => {
    await lockForWriting(client, place.integrationId);
    // Deletions wait for the disk; that the model is done need not: after a crash it is found again.
    await client.query('set local synchronous_commit = off');
    const withheld = digest === null ? 0 : missing.length;
    await endModel(client, place, { digest, withheld });
    // What was not read again, and may be there, still shows what it should not.
    if (digest === null || options.hasExclusions !== true) await forgetFieldChange(client, place);
  });
}

async function endModel(
  client: pg.PoolClient,
  place: ModelOfRun,
  { digest, withheld }: { digest: string | null; withheld: number },
): Promise<void> {
  const { integrationId, runId, model } = place;
  const ended = await client.query(
    `update store.sync_models
     set state = 'DONE', ended_at = clock_timestamp(), resume_from = null, withheld_deletions = $4, withheld = $5
     where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}`,
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
  await client.query(
    `update store.integrations set read_models = read_models || $2::text
     where integration_id = $1 and not $2::text = any (read_models)`,
    [integrationId, model],
  );
}

/** Only the choice of fields that the whole read was made with; a later one waits for the next. */
async function forgetFieldChange(
  client: pg.PoolClient,
  { integrationId, runId, model }: ModelOfRun,
): Promise<void> {
  await client.query(
    `delete from store.field_changes c using store.sync_models m
     where m.integration_id = $1 and m.run_id = $2 and m.model = $3 and m.completeness = 'full'
       and c.integration_id = $1 and c.model = $3 and c.changed_at = m.fields_changed_at`,
    [integrationId, runId, model],
  );
}

async function deleteMissing(
  database: Database,
  place: ModelOfRun,
  { ids, isFirstSync }: { ids: readonly string[] } & Pick<FinishOptions, 'isFirstSync'>,
): Promise<void> {
  const { integrationId, runId, model } = place;
  for (let start = 0; start < ids.length; start += deletionBatch) {
    const deletedIds = ids.slice(start, start + deletionBatch);
    const cause = { type: 'sync', id: runId } as const;
    await withWriteLock(database, { integrationId, cause }, async (client) => {
      const page = { integrationId, model, rows: [], deletedIds, isFirstSync };
      const { deleted, changes } = await upsertRecords(client, page);
      const noted = await client.query(
        `update store.sync_models set deleted = deleted + $4
         where integration_id = $1 and run_id = $2 and model = $3 and ${isCurrentHolder(place)}`,
        [integrationId, runId, model, deleted],
      );
      if (noted.rowCount !== 1) throw new RunEndedError(runId);
      return { changes, result: undefined };
    });
  }
}
