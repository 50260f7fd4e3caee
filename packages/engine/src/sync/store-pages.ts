import type { ConnectorContext, ModelName, Page, Tombstone } from '@hirewire/connector-kit';
import { giveWay, RemoteError } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { keepTracked, savePage } from '@hirewire/store';
import { prefetch } from './concurrency.ts';
import type { ModelSync } from './model-sync.ts';
import { ReadFailure, StoreFailure } from './model-sync.ts';
import { toDepartures } from '../records/departures.ts';
import { limitDepth } from '../records/limit-depth.ts';
import { loadFieldSelection } from '../records/row-context.ts';
import { toRow } from '../records/to-row.ts';
import { describeUnlisted } from './run.ts';
import { measure } from '../telemetry/telemetry.ts';

/** A page of a connector's read, or of a sweep. */
export interface ArrivedPage extends Omit<Page<ModelName>, 'completeness'> {
  completeness: Page<ModelName>['completeness'] | 'ids';
  /** With `ids`: what the vendor has listed, in our ids. */
  listedIds?: readonly string[];
}

/**
 * Stores the pages that `read` gives to the end, each with where to go on after it.
 * @throws ReadFailure when they do not come, or not to the end
 */
export async function storePages(
  begun: ModelSync,
  read: (context: ConnectorContext) => AsyncIterable<ArrivedPage>,
): Promise<void> {
  const sync = await withFieldSelection(begun);
  const { model } = sync.modelOfRun;
  const unusable = createUnusableCounter(sync);
  const pages = vendorPages(
    () => read(unusable.context),
    sync.databaseTime,
    () => unusable.beginPage(),
  );
  let last: ArrivedPage | undefined;
  for await (const batch of prefetch(pages, sync.stopReading)) {
    for (const group of groupsOf(await toBatchPages(sync, batch))) {
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
  const choices = await loadFieldSelection(sync.database, sync.modelOfRun.integrationId);
  return { ...sync, rowContext: { ...sync.rowContext, ...choices } };
}

/** A page, and when it was asked for by PostgreSQL's clock. */
interface RequestedPage {
  page: ArrivedPage;
  requestedAt: Date;
}

async function* vendorPages(
  read: () => AsyncIterable<ArrivedPage>,
  now: () => Date,
  beginPage: () => void,
): AsyncGenerator<RequestedPage> {
  try {
    let requestedAt = now();
    for await (const page of read()) {
      yield { page, requestedAt };
      requestedAt = now();
      beginPage();
    }
  } catch (error) {
    throw error instanceof StoreFailure ? error : new ReadFailure(error);
  }
}

/**
 * Values of one page that may be unusable. Each costs time to repair and to report, and a page in
 * which more are is none of the model that the connector knows.
 */
const maxIssuesOfPage = 10_000;

/** Counts the records that a connector reports as having no usable id. */
function createUnusableCounter(sync: ModelSync): {
  context: ConnectorContext;
  take(): number;
  beginPage(): void;
} {
  let count = 0;
  let issuesOfPage = 0;
  return {
    context: {
      ...sync.context,
      reportIssue: (issue) => {
        if (issue.model === sync.modelOfRun.model && issue.field === 'id') count += 1;
        sync.context.reportIssue(issue);
        issuesOfPage += 1;
        if (issuesOfPage > maxIssuesOfPage) throw tooManyIssues();
      },
    },
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
    beginPage: () => void (issuesOfPage = 0),
  };
}

function tooManyIssues(): RemoteError {
  const message =
    `More than ${maxIssuesOfPage} values of one page could not be used, so that the page was given ` +
    'up. The issues of this run say which.';
  return new RemoteError({ kind: 'unknown', message, status: null });
}

/** A vendor's page with its records as rows; the last one of an id counts. */
interface BatchPage {
  page: ArrivedPage;
  requestedAt: Date;
  records: ReadonlyMap<string, StoredRow | Tombstone>;
  characters: number;
}

/** Records that are converted before others of this process have their turn: a few milliseconds. */
const recordsAtOnce = 100;

async function toBatchPages(
  sync: ModelSync,
  pages: readonly RequestedPage[],
): Promise<BatchPage[]> {
  const { model } = sync.modelOfRun;
  const batch: BatchPage[] = [];
  let converted = 0;
  for (const { page, requestedAt } of pages) {
    const records = new Map<string, StoredRow | Tombstone>();
    let characters = 0;
    for (const read of page.records) {
      converted += 1;
      if (converted % recordsAtOnce === 0) await giveWay();
      const id = sync.rowContext.idOf(model, read.remote_id);
      if ('deleted' in read) {
        records.set(id, read);
      } else {
        const record = limitDepth(model, read, sync.context.reportIssue);
        sync.fieldDiscovery.look(model, record);
        const row = toRow(sync.rowContext, model, record);
        records.set(id, row);
        characters += row.own.length;
      }
    }
    batch.push({ page, requestedAt, records, characters });
  }
  return batch;
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
  const { model, runId, integrationId } = sync.modelOfRun;
  const modelOfRun = { model, run_id: runId, integration_id: integrationId };
  return measure(sync.telemetry, { name: 'sync page', ...modelOfRun }, async (note) => {
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
  const departures = toDepartures(sync.rowContext, sync.modelOfRun.model, gone);
  const page = { ...sync.modelOfRun, merges: departures.merges };
  await savePage(sync.database, sync.modelOfRun, {
    rows: sync.isTrackedOnly ? await keepTracked(sync.database, page, rows) : rows,
    ...departures,
    requestedAt: (id) => requests.get(id) ?? new Date(0),
    // Records that the vendor keeps back may be any of those that are missing.
    unusable: unusable + unlisted,
    message: unlisted === 0 ? null : describeUnlisted(sync.modelOfRun.model, unlisted),
    completeness: last.completeness,
    ...(last.completeness === 'ids' && {
      listedIds: group.flatMap(({ page: { listedIds = [] } }) => listedIds),
    }),
    resumeFrom: last.resumeFrom,
    ...('since' in last ? { nextSince: last.since } : {}),
    isLast: last.resumeFrom === null,
    expectedRecords: last.expectedRecords ?? null,
    isFirstSync: sync.isFirstSync,
    foundFields: sync.fieldDiscovery.take(),
    cost: sync.takeCost(),
  });
}
