import type {
  Connector,
  ConnectorContext,
  ModelName,
  Page,
  ReadModel,
} from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';
import type { Database, ModelOfRun } from '@hirewire/store';
import { beginModel, findModelProgress, findSince, finishModel, savePage } from '@hirewire/store';
import { bufferedPages } from './buffered-pages.ts';
import type { RowContext } from './rows/own-json.ts';
import { toRow } from './rows/to-row.ts';

export interface ModelSync {
  database: Database;
  connector: Connector;
  context: ConnectorContext;
  place: ModelOfRun;
  rowContext: RowContext;
  isDelta: boolean;
  isFirstSync: boolean;
  /** Called after each stored batch, and a place to stop: it may throw. */
  onBatch(): Promise<void>;
}

/** A failure on the vendor's side of a sync: reading failed, storing did not. */
export class ReadFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'reading failed', { cause });
    this.name = 'ReadFailure';
  }
}

/**
 * Syncs one model, from where an interrupted try has come to. Returns how many deletions were
 * withheld as implausible.
 * @throws ReadFailure when the vendor could not be read; anything else is our own failure
 */
export async function syncModel(sync: ModelSync): Promise<{ withheld: number }> {
  const progress = await findModelProgress(sync.database, sync.place);
  if (progress.state === 'DONE' || progress.state === 'FAILED') return { withheld: 0 };
  if (progress.state === 'PENDING') await readFromStart(sync);
  if (progress.state === 'READING') await readOn(sync, progress);
  return finishModel(sync.database, sync.place, { isFirstSync: sync.isFirstSync });
}

async function readFromStart(sync: ModelSync): Promise<void> {
  const since = sync.isDelta
    ? await findSince(sync.database, sync.place.integrationId, sync.place.model)
    : null;
  await beginModel(sync.database, sync.place, since);
  await readOn(sync, { since, resumeFrom: null });
}

async function readOn(
  sync: ModelSync,
  start: { since: unknown; resumeFrom: unknown },
): Promise<void> {
  try {
    await readPages(sync, start);
  } catch (error) {
    const cause = error instanceof ReadFailure ? error.cause : null;
    const isExpired = cause instanceof RemoteError && cause.kind === 'sync-token-expired';
    if (!isExpired) throw error;
    // The vendor has forgotten where we were, be it a sync token or a page: once more from the start.
    sync.context.log.info(
      { model: sync.place.model },
      'the place was forgotten; reading all of it',
    );
    await beginModel(sync.database, sync.place, null);
    await readPages(sync, { since: null, resumeFrom: null });
  }
}

async function readPages(
  sync: ModelSync,
  start: { since: unknown; resumeFrom: unknown },
): Promise<void> {
  const { model } = sync.place;
  const read = sync.connector.read[model] as ReadModel<ModelName> | undefined;
  if (read === undefined) throw new Error(`${sync.connector.tool.id} does not read ${model}`);
  const request = start as Parameters<typeof read>[1];
  let last: Page<ModelName> | undefined;
  for await (const batch of bufferedPages(vendorPages(read(sync.context, request)))) {
    last = batch.at(-1) ?? last;
    await saveBatch(sync, batch);
    await sync.onBatch();
  }
  if (last === undefined || last.resumeFrom !== null) {
    throw new ReadFailure(
      new Error(`Reading ${model} ended without a last page; nothing of it was deleted.`),
    );
  }
}

async function* vendorPages<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    throw new ReadFailure(error);
  }
}

async function saveBatch(sync: ModelSync, batch: readonly Page<ModelName>[]): Promise<void> {
  const { model } = sync.place;
  const last = batch.at(-1);
  if (last === undefined) return;
  const rows = [];
  const deletedIds: string[] = [];
  for (const record of batch.flatMap((page) => page.records)) {
    if ('deleted' in record) {
      deletedIds.push(sync.rowContext.idOf(model, record.remote_id) ?? '');
    } else {
      rows.push(toRow(sync.rowContext, model, record));
    }
  }
  await savePage(sync.database, sync.place, {
    rows,
    deletedIds,
    completeness: last.completeness,
    resumeFrom: last.resumeFrom,
    ...('since' in last ? { nextSince: last.since } : {}),
    isLast: last.resumeFrom === null,
    expectedRecords: last.expectedRecords ?? null,
    isFirstSync: sync.isFirstSync,
  });
}
