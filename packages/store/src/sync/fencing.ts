import type { ModelOfRun } from '../records/models.ts';

/**
 * The run was cancelled (or its integration deleted) meanwhile, or another worker has taken it up;
 * nothing was stored.
 */
export class RunEndedError extends Error {
  constructor(runId: string) {
    super(`Sync run ${runId} has been ended or taken over by somebody else.`);
    this.name = 'RunEndedError';
  }
}

/**
 * A condition on statements whose `$1` and `$2` are integration and run: nobody has ended it, or
 * taken it from the worker that asks. A transaction under way while that happens may still be
 * committed, which does no harm: the one who takes over repeats its page, or goes on behind it.
 */
export const isCurrentHolder = ({ fencingToken }: ModelOfRun): string => `exists (
  select from store.sync_runs r
  where r.integration_id = $1 and r.id = $2 and r.state = 'RUNNING'
    ${fencingToken === undefined ? '' : `and r.holder = ${Math.trunc(fencingToken)}`})`;
