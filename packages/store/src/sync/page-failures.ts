import type { Database } from '../database/database.ts';
import { bool, int, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelOfRun } from '../records/models.ts';
import { fencedModel, isCurrentHolder, RunEndedError } from './fencing.ts';

/** Failures in a row at one page of a model, until the model is given up. */
export const maxPageFailures = 4;

/** With the one that is being counted, of a row of `store.sync_models`. */
export const failuresInARow = 'case when pages > failed_at_page then 1 else failures + 1 end';

const addFailure = statement({
  text: `update store.sync_models set failures = ${failuresInARow}, failed_at_page = pages
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}
    returning failures`,
  values: fencedModel,
  rows: { failures: int },
});

/**
 * Counts a failure of Hirewire at the page of a model that is being read, and says how many there
 * were in a row.
 */
export async function countPageFailure(
  database: Database,
  modelOfRun: ModelOfRun,
): Promise<number> {
  const counted = await addFailure.first(database.pool, modelOfRun);
  if (counted === null) throw new RunEndedError(modelOfRun.runId);
  return counted.failures;
}

const selectSuspects = statement({
  text: `select exists (
      select from store.sync_models
      where integration_id = $integrationId and run_id = $runId
        and state in ('PENDING', 'READING', 'READ') and failures > 0 and pages <= failed_at_page
    ) as "hasSuspects"`,
  values: { integrationId: text, runId: text },
  rows: { hasSuspects: bool },
});

/**
 * Whether the process of an earlier try ended at a page that has not been read since. Which of the
 * models that were being read is to blame shows when they are read one by one.
 */
export async function hasSuspects(
  database: Database,
  run: { integrationId: string; runId: string },
): Promise<boolean> {
  return (await selectSuspects.one(database.pool, run)).hasSuspects;
}
