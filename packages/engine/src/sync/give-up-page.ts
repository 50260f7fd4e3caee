import type { ModelOfRun, ReadCost } from '@hirewire/store';
import {
  countPageFailure,
  failModel,
  isDataError,
  maxPageFailures,
  RunEndedError,
} from '@hirewire/store';
import { StoreFailure } from './model-sync.ts';
import { SliceEndedError, VendorUnavailableError } from './run-stops.ts';
import type { SyncEnvironment } from './sync-environment.ts';

/** What ends the work on a run, and says nothing of the page. */
const stops = [RunEndedError, SliceEndedError, VendorUnavailableError];

/**
 * Fails a model at whose page Hirewire itself has failed again and again: the page would fail every
 * later try, too. The error stays in the log, since it may quote records.
 * @returns false where the run is to be tried again as a whole
 */
export async function giveUpPage(
  { database, log }: Pick<SyncEnvironment, 'database' | 'log'>,
  modelOfRun: ModelOfRun,
  { error, cost }: { error: unknown; cost: () => ReadCost },
): Promise<boolean> {
  const cause = error instanceof StoreFailure ? error.cause : error;
  if (stops.some((stop) => cause instanceof stop) || !isDataError(cause)) return false;
  if ((await countPageFailure(database, modelOfRun)) < maxPageFailures) return false;
  const message =
    `Hirewire failed ${maxPageFailures} times in a row at the same page of it. What was read before ` +
    "is kept. Find the reason in the worker's log; the next sync tries again.";
  await failModel(database, modelOfRun, { message, cost: cost() });
  log.error(
    { event: 'sync.model.failed', ...modelOfRun, error },
    'Storing a page of a model failed',
  );
  return true;
}
