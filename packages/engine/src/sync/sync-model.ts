import type {
  Connector,
  ConnectorContext,
  ModelName,
  Page,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';
import type { Database, ModelOfRun, ReadCost, StoredRow } from '@hirewire/store';
import {
  beginModel,
  findFieldsChangedAt,
  findModelProgress,
  findSince,
  finishModel,
  keepTracked,
  savePage,
} from '@hirewire/store';
import { prefetch } from './concurrency.ts';
import type { Mutex } from './concurrency.ts';
import { emptyDeleted } from '../maintenance/purge-deleted.ts';
import { toDepartures } from '../records/departures.ts';
import type { FieldDiscovery } from '../records/field-discovery.ts';
import type { RowContext } from '../records/own-json.ts';
import { loadFieldSelection } from '../records/row-context.ts';
import { toRow } from '../records/to-row.ts';
import { mayBeRefusedToken } from './refused-token.ts';
import { describeUnlisted } from './run.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { measure } from '../telemetry/telemetry.ts';

export interface ModelSync {
  database: Database;
  connector: Connector;
  context: ConnectorContext;
  place: ModelOfRun & { fencingToken: number };
  rowContext: RowContext;
  fieldDiscovery: FieldDiscovery;
  isDelta: boolean;
  isFirstSync: boolean;
  /** Of applications, candidates, interviews and offers, keep those of tracked applications. */
  isTrackedOnly: boolean;
  /** Called after each stored batch, and a place to stop: it may throw. */
  onBatch(): Promise<void>;
  /** The present by PostgreSQL's clock. */
  databaseTime: () => Date;
  /** Aborts requests under way, when their responses are no longer needed. */
  stopReading: () => void;
  /** What reading has cost at the vendor since the last time. */
  takeCost: () => ReadCost;
  /**
   * Stores one thing after another where models are read at the same time: the integration has one
   * writer anyway, and those who wait for it in PostgreSQL would each hold a connection.
   */
  exclusively: Mutex;
  telemetry?: Telemetry | undefined;
}

/** A failure on the vendor's side of a sync: reading failed, storing did not. */
export class ReadFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'reading failed', { cause });
    this.name = 'ReadFailure';
  }
}

/**
 * Syncs one model, from the resume point of an interrupted attempt.
 * @throws ReadFailure when the vendor could not be read; anything else is our own failure
 */
export async function syncModel(sync: ModelSync): Promise<void> {
  const progress = await findModelProgress(sync.database, sync.place);
  if (progress.state === 'DONE' || progress.state === 'FAILED') return;
  if (progress.state === 'PENDING') await readFromStart(sync);
  if (progress.state === 'READING') await readOn(sync, progress);
  await sync.exclusively(() => finish(sync));
}

async function finish({ database, place, isFirstSync, isTrackedOnly }: ModelSync): Promise<void> {
  const { integrationId, model } = place;
  const { exclusions } = await loadFieldSelection(database, integrationId);
  const hasExclusions = exclusions[model] !== undefined;
  await finishModel(database, place, {
    isFirstSync,
    isTrackedOnly,
    hasExclusions,
    async onDeleted() {
      if (!hasExclusions || (await findFieldsChangedAt(database, integrationId, model)) === null)
        return;
      await emptyDeleted(database, { integrationId, model });
    },
  });
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
    if (!(cause instanceof RemoteError) || !mayBeRefusedToken(cause, start)) throw error;
    sync.context.log.info(
      { event: 'sync.token.expired', model: sync.place.model, error: cause },
      'The vendor refused the sync token or the page token; falling back to a full read',
    );
    await beginModel(sync.database, sync.place, null);
    await readPages(sync, { since: null, resumeFrom: null });
  }
}

async function readPages(
  begun: ModelSync,
  start: { since: unknown; resumeFrom: unknown },
): Promise<void> {
  const sync = await withFieldSelection(begun);
  const { model } = sync.place;
  const read = sync.connector.read[model] as ReadModel<ModelName> | undefined;
  if (read === undefined) throw new Error(`${sync.connector.tool.id} does not read ${model}`);
  const request = start as Parameters<typeof read>[1];
  const unusable = createUnusableCounter(sync);
  const pages = vendorPages(() => read(unusable.context, request), sync.databaseTime);
  let last: Page<ModelName> | undefined;
  for await (const batch of prefetch(pages, sync.stopReading)) {
    for (const group of groupsOf(toBatchPages(sync, batch))) {
      last = group.at(-1)?.page ?? last;
      await sync.exclusively(() => saveMeasured(sync, group, unusable.take()));
    }
    await sync.onBatch();
  }
  if (last === undefined || last.resumeFrom !== null) {
    throw new ReadFailure(
      new Error(`Reading ${model} ended without a last page; nothing of it was deleted.`),
    );
  }
}

/**
 * The choice of fields is looked up after the read has begun, which notes what it was then: the
 * records may be ahead of that note, and never behind it.
 */
async function withFieldSelection(sync: ModelSync): Promise<ModelSync> {
  const choices = await loadFieldSelection(sync.database, sync.place.integrationId);
  return { ...sync, rowContext: { ...sync.rowContext, ...choices } };
}

/** A page, and when it was asked for by PostgreSQL's clock. */
interface RequestedPage {
  page: Page<ModelName>;
  requestedAt: Date;
}

async function* vendorPages(
  read: () => AsyncIterable<Page<ModelName>>,
  now: () => Date,
): AsyncGenerator<RequestedPage> {
  try {
    let requestedAt = now();
    for await (const page of read()) {
      yield { page, requestedAt };
      requestedAt = now();
    }
  } catch (error) {
    throw new ReadFailure(error);
  }
}

/** Counts the records that a connector reports as having no usable id. */
function createUnusableCounter(sync: ModelSync): {
  context: ConnectorContext;
  take(): number;
} {
  let count = 0;
  return {
    context: {
      ...sync.context,
      reportIssue: (issue) => {
        if (issue.model === sync.place.model && issue.field === 'id') count += 1;
        sync.context.reportIssue(issue);
      },
    },
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}

/** A vendor's page with its records as rows; the last one of an id counts. */
interface BatchPage {
  page: Page<ModelName>;
  requestedAt: Date;
  records: ReadonlyMap<string, StoredRow | Tombstone>;
  characters: number;
}

function toBatchPages(sync: ModelSync, pages: readonly RequestedPage[]): BatchPage[] {
  const { model } = sync.place;
  return pages.map(({ page, requestedAt }) => {
    const records = new Map<string, StoredRow | Tombstone>();
    let characters = 0;
    for (const record of page.records) {
      const id = sync.rowContext.idOf(model, record.remote_id);
      if ('deleted' in record) {
        records.set(id, record);
      } else {
        sync.fieldDiscovery.look(model, record);
        const row = toRow(sync.rowContext, model, record);
        records.set(id, row);
        characters += row.own.length;
      }
    }
    return { page, requestedAt, records, characters };
  });
}

/** Text stored in one transaction, about: it passes through memory several times. */
const maxCharacters = 8_000_000;

/** Joins pages that are small enough to be stored together. */
function groupsOf(pages: readonly BatchPage[]): BatchPage[][] {
  const groups: BatchPage[][] = [];
  let characters = 0;
  for (const page of pages) {
    const group = groups.at(-1);
    characters += page.characters;
    if (group === undefined || characters > maxCharacters) {
      groups.push([page]);
      characters = page.characters;
    } else {
      group.push(page);
    }
  }
  return groups;
}

function saveMeasured(
  sync: ModelSync,
  group: readonly BatchPage[],
  unusable: number,
): Promise<void> {
  const { model, runId, integrationId } = sync.place;
  const place = { model, run_id: runId, integration_id: integrationId };
  return measure(sync.telemetry, { name: 'sync page', ...place }, async (note) => {
    note({
      pages: group.length,
      records: group.reduce((sum, { records }) => sum + records.size, 0),
    });
    await saveGroup(sync, group, unusable);
  });
}

async function saveGroup(
  sync: ModelSync,
  group: readonly BatchPage[],
  unusable: number,
): Promise<void> {
  const last = group.at(-1)?.page;
  if (last === undefined) return;
  const unlisted = last.unlistedRecords ?? 0;
  const records = new Map(group.flatMap((page) => [...page.records]));
  const requests = new Map(
    group.flatMap((page) => [...page.records.keys()].map((id) => [id, page.requestedAt])),
  );
  const rows = [...records.values()].flatMap((row) => ('deleted' in row ? [] : [row]));
  const gone = [...records.values()].flatMap((row) => ('deleted' in row ? [row] : []));
  const departures = toDepartures(sync.rowContext, sync.place.model, gone);
  const page = { ...sync.place, merges: departures.merges };
  await savePage(sync.database, sync.place, {
    rows: sync.isTrackedOnly ? await keepTracked(sync.database, page, rows) : rows,
    ...departures,
    requestedAt: (id) => requests.get(id) ?? new Date(0),
    // Records that the vendor keeps back may be any of those that are missing.
    unusable: unusable + unlisted,
    message: unlisted === 0 ? null : describeUnlisted(sync.place.model, unlisted),
    completeness: last.completeness,
    resumeFrom: last.resumeFrom,
    ...('since' in last ? { nextSince: last.since } : {}),
    isLast: last.resumeFrom === null,
    expectedRecords: last.expectedRecords ?? null,
    isFirstSync: sync.isFirstSync,
    foundFields: sync.fieldDiscovery.take(),
    cost: sync.takeCost(),
  });
}
