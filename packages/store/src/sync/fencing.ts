import { int, nullable, text } from '../database/sql-types.ts';

/**
 * The run was cancelled (or its integration deleted) meanwhile, or another worker has taken it up;
 * nothing was stored.
 */
export class RunEndedError extends Error {
  constructor(runId: string) {
    super(`Sync run ${runId} has been ended, or another worker has taken it over.`);
    this.name = 'RunEndedError';
  }
}

/** The values of a statement about one model of a run; `ModelOfRun` has them. */
export const modelOfRun = { integrationId: text, runId: text, model: text };

/** The same, with `isCurrentHolder` among its conditions. */
export const fencedModel = { ...modelOfRun, fencingToken: nullable(int) };

/**
 * SQL of a condition: the run goes on, and no other worker has taken it over. A transaction that is
 * under way while that happens may still be committed, which does no harm: the worker that takes over
 * repeats its page, or goes on behind it.
 */
export const isCurrentHolder = `exists (
  select from store.sync_runs r
  where r.integration_id = $integrationId and r.id = $runId and r.state = 'RUNNING'
    and r.holder = coalesce($fencingToken, r.holder))`;
