import type { ConnectorContext, IdPage, ListIds, ModelName, Page } from '@hirewire/connector-kit';
import { RemoteError, isShared } from '@hirewire/connector-kit';
import type { ModelProgress } from '@hirewire/store';
import { beginSweep, isSweepDue, listUnknown } from '@hirewire/store';
import type { ModelSync } from './model-sync.ts';
import { ReadFailure, StoreFailure } from './model-sync.ts';
import { mayBeRefusedToken } from './refused-token.ts';
import type { ArrivedPage } from './store-pages.ts';
import { storePages } from './store-pages.ts';

/** Records that one sweep reads because they are not known yet; more are left to a full read. */
const maxReadById = 200;

/**
 * Lists the ids of a model whose changes have been read, if that is due; or goes on where it was
 * interrupted. What is missing is then deleted as after a full read.
 * @throws ReadFailure of a sweep
 */
export async function sweepModel(sync: ModelSync, progress: ModelProgress): Promise<void> {
  const { connector, database, modelOfRun, sweepEveryMs } = sync;
  const listIds = connector.listIds?.[modelOfRun.model];
  const isUnderWay = progress.state === 'READING' && progress.completeness === 'ids';
  if (!isUnderWay) {
    if (listIds === undefined || sweepEveryMs === null) return;
    if (!(await isSweepDue(database, modelOfRun, sweepEveryMs))) return;
    await beginSweep(database, modelOfRun);
  }
  if (listIds === undefined) {
    const cause = new Error('This version of the connector cannot go on with it.');
    throw new ReadFailure(cause, 'sweep');
  }
  const resumeFrom = (isUnderWay ? progress.resumeFrom : null) as Page<ModelName>['resumeFrom'];
  try {
    await sweepFrom(sync, listIds, resumeFrom);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    throw new ReadFailure(error.cause, 'sweep');
  }
}

/** A page token that the vendor no longer accepts is a reason to begin anew, once. */
async function sweepFrom(
  sync: ModelSync,
  listIds: ListIds,
  resumeFrom: Page<ModelName>['resumeFrom'],
): Promise<void> {
  const sweep = (from: typeof resumeFrom): Promise<void> =>
    storePages(sync, (context) => toPages(sync, context, listIds(context, { resumeFrom: from })));
  try {
    await sweep(resumeFrom);
  } catch (error) {
    const cause = error instanceof ReadFailure ? error.cause : null;
    const start = { since: null, resumeFrom };
    if (!(cause instanceof RemoteError) || !mayBeRefusedToken(cause, start)) throw error;
    await beginSweep(sync.database, sync.modelOfRun);
    await sweep(null);
  }
}

/** Ids as pages that can be stored, with the records that are not known yet. */
async function* toPages(
  sync: ModelSync,
  context: ConnectorContext,
  pages: AsyncIterable<IdPage>,
): AsyncGenerator<ArrivedPage> {
  const { rowContext, modelOfRun } = sync;
  const readUnknown = createReader(sync, context);
  for await (const { remoteIds, ...page } of pages) {
    const listed = new Map(remoteIds.map((id) => [rowContext.idOf(modelOfRun.model, id), id]));
    const records = await readUnknown(listed);
    yield { ...page, records, completeness: 'ids', listedIds: [...listed.keys()] };
  }
}

/** Reads listed records that are not stored, where the connector can read single ones. */
function createReader(
  { connector, database, modelOfRun, isTrackedOnly }: ModelSync,
  context: ConnectorContext,
): (listed: ReadonlyMap<string, string>) => Promise<ArrivedPage['records']> {
  const { model } = modelOfRun;
  const read = connector.readById?.[model];
  let left = read === undefined || isTrackedOnly ? 0 : maxReadById;
  return async (listed) => {
    if (read === undefined || left === 0) return [];
    const unknown = await listUnknown(database, modelOfRun, [...listed.keys()]).catch((error) => {
      throw new StoreFailure('Stored records could not be looked up.', { cause: error });
    });
    const remoteIds = [...unknown].flatMap((id) => listed.get(id) ?? []).slice(0, left);
    if (remoteIds.length === 0) return [];
    left -= remoteIds.length;
    try {
      const records: ArrivedPage['records'] = await read(context, remoteIds);
      return records.filter((record) => !('deleted' in record));
    } catch (error) {
      if (isShared(error)) throw error;
      // It says nothing about what was deleted.
      left = 0;
      context.log.info(
        { event: 'sync.sweep.unknown', model, error },
        'New records wait for the next full sync',
      );
      return [];
    }
  };
}
