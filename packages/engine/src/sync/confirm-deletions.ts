import type {
  ConnectorContext,
  ModelName,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { DeletionDoubt } from '@hirewire/store';
import type { ModelSync } from './model-sync.ts';
import { ReadFailure } from './model-sync.ts';
import { findHidingPermission } from '../remotes/credentials-check.ts';
import { describeHidden } from './run.ts';
import { saveAsRead, toActionRecords } from '../records/store-changes.ts';

/** Deletions of one model that a run asks about; of more, it believes the list. */
export const maxConfirmed = 1000;

/** Records that are read and stored at once. */
const batchSize = 100;

/**
 * Whether records may be missing because the credentials no longer show them.
 * @throws ReadFailure of the step `deletions`
 */
export async function findDoubt(sync: ModelSync): Promise<DeletionDoubt | null> {
  const { model } = sync.modelOfRun;
  try {
    const permission = await findHidingPermission(model, sync.context, sync.checkCredentials);
    if (permission === null) return null;
    return { message: describeHidden(model, permission), endsWhenMissedTwice: false };
  } catch (error) {
    throw new ReadFailure(error, 'deletions');
  }
}

/**
 * Reads by id what a list of everything did not have, and stores what still exists: a record that is
 * deleted while a list is read moves the ones behind it, so one of those can be on no page.
 * @throws ReadFailure of the step `deletions`
 */
export async function confirmDeletions(
  sync: ModelSync,
  remoteIds: readonly string[],
): Promise<void> {
  const { connector, modelOfRun } = sync;
  const read = connector.readById?.[modelOfRun.model];
  if (read === undefined || connector.madeOfIds?.includes(modelOfRun.model)) return;
  for (let start = 0; start < remoteIds.length; start += batchSize) {
    await storeLiving(sync, read, remoteIds.slice(start, start + batchSize));
  }
}

type ReadById = (
  context: ConnectorContext,
  remoteIds: readonly string[],
) => Promise<(RecordByModel[ModelName] | Tombstone)[]>;

async function storeLiving(
  sync: ModelSync,
  read: ReadById,
  remoteIds: readonly string[],
): Promise<void> {
  const { database, secretKeys, connector, context, modelOfRun, rowContext } = sync;
  const { integrationId, model, runId } = modelOfRun;
  const { isRemoteDataEnabled } = rowContext;
  const integration = { id: integrationId, isRemoteDataEnabled };
  const scope = { database, secretKeys, connector, integration };
  const cause = { type: 'sync', id: runId } as const;
  await saveAsRead(database, { integrationId, cause }, async () => {
    const records = await readLiving(sync, read, remoteIds);
    if (records.length === 0) return [];
    const details = { event: 'sync.list.incomplete', model, records: records.length };
    context.log.warn(details, 'The list left out records that still exist; they are kept');
    return [await toActionRecords(scope, context, { model, records })];
  });
}

async function readLiving(
  { context }: ModelSync,
  read: ReadById,
  remoteIds: readonly string[],
): Promise<RecordByModel[ModelName][]> {
  try {
    const records = await read(context, remoteIds);
    return records.filter((record) => !('deleted' in record));
  } catch (error) {
    throw new ReadFailure(error, 'deletions');
  }
}
