import type { Database } from '../database/database.ts';
import { bigint, int, nullable, text, texts, uuid } from '../database/sql-types.ts';
import { statementFor } from '../database/statement.ts';
import type { ModelOfRun } from '../records/models.ts';
import { modelNames } from '../records/models.ts';
import { modelOfRun } from './fencing.ts';

const selectMissing = statementFor(modelNames, (model) => ({
  // "except", as whatever the planner believes of the tables it is hashed or sorted: a million ids
  // that did not fit into its memory would be compared with each other one by one by "not in".
  text: `select t.id from store.${model} t
    where t.integration_id = $integrationId and t.remote_deleted_at is null
      and t.changed_at < (
        select started_at from store.sync_runs where integration_id = $integrationId and id = $runId)
      and exists (
        select from store.sync_models m where m.integration_id = $integrationId
          and m.run_id = $runId and m.model = $model and m.state = 'READ'
          and m.completeness in ('full', 'ids'))
    except
    select id from store.action_reads
    where integration_id = $integrationId and model = $model and read_at >= (
      select started_at from store.sync_runs where integration_id = $integrationId and id = $runId)
    except
    select unnest(ids) from store.sync_seen
    where integration_id = $integrationId and run_id = $runId and model = $model
    order by id`,
  values: modelOfRun,
  rows: { id: text },
}));

/**
 * Ids of living records that a complete full read or sweep did not see. Empty after a read of changes.
 * A record that changed here after the run began, or that an action or a webhook has read since, may be
 * younger than the page that should have shown it, so it is left alone until the next one.
 */
export async function listMissing(database: Database, modelOfRun: ModelOfRun): Promise<string[]> {
  const rows = await selectMissing(modelOfRun.model).all(database.pool, modelOfRun);
  return rows.map((row) => row.id);
}

const selectRemoteIds = statementFor(modelNames, (model) => ({
  text: `select remote_id from store.${model}
    where integration_id = $integrationId and id = any ($ids) order by id`,
  values: { integrationId: text, ids: texts },
  rows: { remote_id: text },
}));

export async function listRemoteIds(
  database: Database,
  { integrationId, model }: Pick<ModelOfRun, 'integrationId' | 'model'>,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await selectRemoteIds(model).all(database.pool, { integrationId, ids });
  return rows.map((row) => row.remote_id);
}

/** Why what a full read or sweep missed may still be there. */
export interface DeletionDoubt {
  message: string;
  /** Whether what the last full read or sweep missed, too, is deleted all the same. */
  endsWhenMissedTwice: boolean;
}

/** A full read or sweep that would delete more rows than this, and more than half, is not believed. */
const believableDeletions = 10;

const selectPlausibility = statementFor(modelNames, (model) => ({
  text: `select
      (select count(*) from store.${model}
       where integration_id = $integrationId and remote_deleted_at is null) as living,
      (select unusable from store.sync_models
       where integration_id = $integrationId and run_id = $runId and model = $model) as unusable,
      md5(array_to_string($missing::text[], ','))::uuid as digest,
      (select m.withheld_deletions
       from store.sync_models m
       join store.sync_runs r on r.integration_id = m.integration_id and r.id = m.run_id
       where m.integration_id = $integrationId and m.model = $model
         and m.completeness in ('full', 'ids') and m.state = 'DONE'
       order by r.queued_at desc limit 1) as last`,
  values: { ...modelOfRun, missing: texts },
  rows: { living: bigint, unusable: nullable(int), digest: uuid, last: nullable(uuid) },
}));

/**
 * Null when the deletions may be carried out. Otherwise their digest, to be kept with the run: a
 * second one that misses exactly the same records confirms them. While there are records whose
 * id could not be read nothing is deleted at all, since they may be the ones that are missing.
 */
export async function implausibleDeletions(
  database: Database,
  modelOfRun: ModelOfRun,
  missing: readonly string[],
  doubt: Pick<DeletionDoubt, 'endsWhenMissedTwice'> | null = null,
): Promise<string | null> {
  if (missing.length === 0) return null;
  const row = await selectPlausibility(modelOfRun.model).one(database.pool, {
    ...modelOfRun,
    missing,
  });
  const isFew = missing.length <= believableDeletions || missing.length * 2 <= Number(row.living);
  const isMissedTwice = row.last === row.digest;
  const isSure =
    doubt === null ? isFew || isMissedTwice : doubt.endsWhenMissedTwice && isMissedTwice;
  const isBelievable = row.unusable === 0 && isSure;
  return isBelievable ? null : row.digest;
}
