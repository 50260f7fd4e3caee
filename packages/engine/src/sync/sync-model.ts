import type { FinishOptions } from '@hirewire/store';
import type { ModelName, ReadModel } from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';
import {
  beginModel,
  findFieldsChangedAt,
  findSince,
  finishModel,
  takeModel,
} from '@hirewire/store';
import { emptyDeleted } from '../maintenance/purge-deleted.ts';
import { confirmDeletions, findDoubt, maxConfirmed } from './confirm-deletions.ts';
import type { ModelSync } from './model-sync.ts';
import { ReadFailure } from './model-sync.ts';
import { loadFieldSelection } from '../records/row-context.ts';
import { mayBeRefusedToken } from './refused-token.ts';
import { storePages } from './store-pages.ts';
import { sweepModel } from './sweep-model.ts';

/**
 * Syncs one model, from the resume point of an interrupted attempt.
 * @throws ReadFailure when the vendor could not be read; anything else is our own failure
 */
export async function syncModel(sync: ModelSync): Promise<void> {
  const progress = await takeModel(sync.database, sync.modelOfRun);
  if (progress.state === 'DONE' || progress.state === 'FAILED') return;
  if (progress.state === 'PENDING') await readFromStart(sync);
  if (progress.state === 'READING' && progress.completeness !== 'ids') await readOn(sync, progress);
  await sweepModel(sync, progress);
  const missing = await finish(sync, { maxAsked: sync.isFirstSync ? 0 : maxConfirmed });
  if (missing.length === 0) return;
  const doubt = await findDoubt(sync);
  if (doubt === null) await confirmDeletions(sync, missing);
  await finish(sync, { doubt, cost: sync.takeCost() });
}

/** As `finishModel`. */
export async function finish(
  sync: ModelSync,
  how: Pick<FinishOptions, 'maxAsked' | 'doubt' | 'cost'>,
): Promise<string[]> {
  const { database, modelOfRun, isFirstSync, isTrackedOnly } = sync;
  const { integrationId, model } = modelOfRun;
  const { exclusions } = await loadFieldSelection(database, integrationId);
  const hasExclusions = exclusions[model] !== undefined;
  const onDeleted = async (): Promise<void> => {
    if (!hasExclusions || (await findFieldsChangedAt(database, integrationId, model)) === null)
      return;
    await emptyDeleted(database, { integrationId, model });
  };
  const options = { isFirstSync, isTrackedOnly, hasExclusions, onDeleted, ...how };
  return sync.exclusively(() => finishModel(database, modelOfRun, options));
}

async function readFromStart(sync: ModelSync): Promise<void> {
  const since = sync.isDelta
    ? await findSince(sync.database, sync.modelOfRun.integrationId, sync.modelOfRun.model)
    : null;
  await beginModel(sync.database, sync.modelOfRun, since);
  await readOn(sync, { since, resumeFrom: null });
}

async function readOn(
  sync: ModelSync,
  start: { since: unknown; resumeFrom: unknown },
): Promise<void> {
  try {
    await read(sync, start);
  } catch (error) {
    const cause = error instanceof ReadFailure ? error.cause : null;
    if (!(cause instanceof RemoteError) || !mayBeRefusedToken(cause, start)) throw error;
    sync.context.log.info(
      { event: 'sync.token.expired', model: sync.modelOfRun.model, error: cause },
      'The vendor refused the sync token or the page token; falling back to a full read',
    );
    await beginModel(sync.database, sync.modelOfRun, null);
    await read(sync, { since: null, resumeFrom: null });
  }
}

function read(sync: ModelSync, start: { since: unknown; resumeFrom: unknown }): Promise<void> {
  const { connector, modelOfRun } = sync;
  const readModel = connector.read[modelOfRun.model] as ReadModel<ModelName> | undefined;
  if (readModel === undefined)
    throw new Error(`${connector.tool.id} does not read ${modelOfRun.model}`);
  const request = start as Parameters<typeof readModel>[1];
  return storePages(sync, (context) => readModel(context, request));
}
