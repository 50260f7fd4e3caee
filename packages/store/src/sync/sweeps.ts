import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { float, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelOfRun } from '../records/models.ts';
import { modelNames } from '../records/models.ts';
import { fencedModel, isCurrentHolder, modelOfRun, RunEndedError } from './fencing.ts';
import { upsertSince } from './finish-model.ts';
import { deleteSeenOfModel } from './sync-models.ts';

const selectDue = statement({
  text: `select from store.sync_since s
    join store.sync_models m on m.integration_id = s.integration_id and m.model = s.model
    where s.integration_id = $integrationId and s.model = $model and m.run_id = $runId
      and m.state = 'READ' and m.completeness = 'changes'
      and s.listed_at <= clock_timestamp() - make_interval(secs => $everySeconds)
      and coalesce(s.sweep_failed_at <= clock_timestamp() - interval '1 hour', true)`,
  values: { ...modelOfRun, everySeconds: float },
});

/**
 * Whether the ids of a model are to be listed, now that a run has read its changes to the end: the
 * last sweep or full read ended so long ago. One that failed is tried again after an hour.
 */
export async function isSweepDue(
  database: Database,
  modelOfRun: ModelOfRun,
  everyMs: number,
): Promise<boolean> {
  const values = { ...modelOfRun, everySeconds: everyMs / 1000 };
  return (await selectDue.run(database.pool, values)) > 0;
}

const setSweeping = statement({
  text: `update store.sync_models
    set state = 'READING', completeness = 'ids', resume_from = null
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: fencedModel,
});

/**
 * Begins a sweep from its start. The next delta starts where the one before it has ended, whatever
 * becomes of the sweep.
 */
export async function beginSweep(database: Database, modelOfRun: ModelOfRun): Promise<void> {
  await inTransaction(database, async (client) => {
    if ((await setSweeping.run(client, modelOfRun)) !== 1)
      throw new RunEndedError(modelOfRun.runId);
    await deleteSeenOfModel.run(client, modelOfRun);
    await upsertSince.run(client, modelOfRun);
  });
}

const selectUnknown = statementFor(modelNames, (model) => ({
  text: `select unnest($ids::text[]) as id
    except
    select id from store.${model}
    where integration_id = $integrationId and id = any ($ids) and remote_deleted_at is null`,
  values: { integrationId: text, ids: texts },
  rows: { id: text },
}));

/** Those of the ids that are not of living records. */
export async function listUnknown(
  database: Database,
  { integrationId, model }: Pick<ModelOfRun, 'integrationId' | 'model'>,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await selectUnknown(model).all(database.pool, { integrationId, ids });
  return new Set(rows.map(({ id }) => id));
}
