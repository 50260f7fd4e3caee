import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { bigint, bool, float, int, text, toPostgresText } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelOfRun } from '../records/models.ts';
import { fencedModel, isCurrentHolder, RunEndedError } from './fencing.ts';
import type { ReadCost } from './sync-models.ts';
import { deleteSeenOfModel } from './sync-models.ts';

const postpone = statement({
  text: `update store.sync_models
    set away_since = coalesce(away_since, statement_timestamp()), message = $message,
      requests = requests + $requests, waited_ms = waited_ms + $waitedMs
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}
      and statement_timestamp() - coalesce((
          select min(m.away_since) from store.sync_models m
          where m.integration_id = $integrationId and m.run_id = $runId
            and (m.model = $model or $isOfAll)
        ), statement_timestamp()) < make_interval(secs => $graceSeconds)`,
  values: {
    ...fencedModel,
    message: text,
    requests: int,
    waitedMs: bigint,
    graceSeconds: float,
    isOfAll: bool,
  },
});

/**
 * Leaves a model where it is, to be read on when the vendor is back.
 * @returns false where it has been away for so many milliseconds already, or, with `isOfAll`, where
 * any model of the run has found it so
 */
export async function postponeModel(
  database: Database,
  modelOfRun: ModelOfRun,
  {
    message,
    cost,
    graceMs,
    isOfAll,
  }: { message: string; cost: ReadCost; graceMs: number; isOfAll: boolean },
): Promise<boolean> {
  const postponed = await postpone.run(database.pool, {
    ...modelOfRun,
    requests: cost.requests,
    waitedMs: cost.waitedMs,
    message: toPostgresText(message),
    graceSeconds: graceMs / 1000,
    isOfAll,
  });
  return postponed === 1;
}

const setFailed = statement({
  text: `update store.sync_models
    set state = 'FAILED', message = $message, is_refused = $isRefused, ended_at = clock_timestamp(),
      requests = requests + $requests, waited_ms = waited_ms + $waitedMs
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: { ...fencedModel, message: text, isRefused: bool, requests: int, waitedMs: bigint },
});

/**
 * Marks a model as failed, perhaps because a permission is missing; what was stored of it stays, and
 * nothing of it is deleted.
 */
export async function failModel(
  database: Database,
  modelOfRun: ModelOfRun,
  {
    message,
    cost: { requests, waitedMs },
    isRefused = false,
  }: { message: string; cost: ReadCost; isRefused?: boolean },
): Promise<void> {
  const values = { ...modelOfRun, requests, waitedMs, isRefused, message: toPostgresText(message) };
  const failed = await setFailed.run(database.pool, values);
  if (failed !== 1) throw new RunEndedError(modelOfRun.runId);
}

const setGivenUp = statement({
  text: `update store.sync_models
    set state = 'DONE', completeness = 'changes', resume_from = null,
      ended_at = clock_timestamp(), message = $message,
      requests = requests + $requests, waited_ms = waited_ms + $waitedMs
    where integration_id = $integrationId and run_id = $runId and model = $model
      and ${isCurrentHolder}`,
  values: { ...fencedModel, message: text, requests: int, waitedMs: bigint },
});

const setFailedAt = statement({
  text: `update store.sync_since set sweep_failed_at = clock_timestamp()
    where integration_id = $integrationId and model = $model`,
  values: { integrationId: text, model: text },
});

/** Ends a model whose sweep has failed: nothing is deleted, and what the delta has read counts. */
export async function giveUpSweep(
  database: Database,
  modelOfRun: ModelOfRun,
  { message, cost: { requests, waitedMs } }: { message: string; cost: ReadCost },
): Promise<void> {
  await inTransaction(database, async (client) => {
    const values = { ...modelOfRun, requests, waitedMs, message: toPostgresText(message) };
    if ((await setGivenUp.run(client, values)) !== 1) throw new RunEndedError(modelOfRun.runId);
    await deleteSeenOfModel.run(client, modelOfRun);
    await setFailedAt.run(client, modelOfRun);
  });
}
