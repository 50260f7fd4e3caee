import {
  RemoteError,
  inParallel,
  path as pathOf,
  readByDate,
  toPagePosition,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  InnerRead,
  ModelName,
  Page,
  ReadModel,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { getTeamtailor, readTeamtailorPages } from '../call-teamtailor.ts';
import type { Query, Row, TeamtailorPage } from '../call-teamtailor.ts';

/** What a record is made of. */
export interface Source extends Row {
  context: ConnectorContext;
  ref: (field: string) => FieldRef;
}

/** A model that Teamtailor has a list of. */
export interface ListedModel<Model extends ModelName> {
  model: Model;
  /** Of the list; a single one is below it. */
  path: string;
  query?: Query;
  /** Relations that come along: no other links are told. */
  include?: string;
  /**
   * The filter for what has changed, or that the list can be sorted by it; without either, the model is
   * read in full each time.
   */
  changed?: { filter: string } | { sort: string; date: string };
  /** How many models of a run are made from the list; default 1. */
  readers?: number;
  /** What the account has to have switched on; its list is missing otherwise. */
  feature?: string;
  /** Null for what the wire does not count among them. */
  toRecord: (source: Source) => RecordByModel[Model] | null;
}

/** Reads all, or what has changed. */
export function readsList<Model extends ModelName>(list: ListedModel<Model>): ReadModel<Model> {
  return (context, request) =>
    list.changed === undefined
      ? readInFull(context, request, list)
      : readChanged(context, request, list);
}

async function* readInFull<Model extends ModelName>(
  context: ConnectorContext,
  { resumeFrom }: ReadRequest,
  list: ListedModel<Model>,
): AsyncGenerator<Page<Model>, void> {
  const pages = pagesOf(context, list, { query: {}, resumeFrom });
  for await (const { rows, next, unlisted } of pages) {
    const records = toRecords(context, rows, list);
    yield { records, resumeFrom: next, completeness: 'full', unlistedRecords: unlisted };
  }
}

function readChanged<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  list: ListedModel<Model>,
): AsyncGenerator<Page<Model>, void> {
  let at: Date | null = null;
  return readByDate<Model>(context, request, {
    vendorTime: () => at,
    async *pages(inner) {
      for await (const { rows, next, unlisted, answeredAt } of changedPages(context, list, inner)) {
        at = answeredAt;
        const records =
          inner.changedFrom === null
            ? toRecords(context, rows, list)
            : rows.map((row) => toRecord(context, row, list) ?? tombstoneOf(row.resource.id));
        yield { records, resumeFrom: next, unlistedRecords: unlisted };
      }
    },
  });
}

/** The pages of what has changed since a time; of all rows where that is null. */
export function changedPages<Model extends ModelName>(
  context: ConnectorContext,
  list: ListedModel<Model>,
  { changedFrom, resumeFrom }: InnerRead,
): AsyncGenerator<TeamtailorPage, void> {
  const { changed } = list;
  if (changed === undefined || changedFrom === null) {
    return pagesOf(context, list, { query: {}, resumeFrom });
  }
  if ('filter' in changed) {
    const query = { [changed.filter]: changedFrom.toISOString() };
    return pagesOf(context, list, { query, resumeFrom });
  }
  const pages = pagesOf(context, list, { query: { sort: changed.sort }, resumeFrom });
  return upTo(pages, ({ resource }) => timeOf(resource.attributes?.[changed.date]), changedFrom);
}

const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : NaN);

/**
 * Pages of a list that is sorted by its changes, the latest first, up to the first that is too old. One
 * that is not in this order, as an unknown `sort` may be ignored, is read to its end.
 */
async function* upTo(
  pages: AsyncGenerator<TeamtailorPage, void>,
  changedAt: (row: Row) => number,
  changedFrom: Date,
): AsyncGenerator<TeamtailorPage, void> {
  const times: number[] = [];
  for await (const page of pages) {
    times.push(...page.rows.map(changedAt));
    const [first = NaN] = times;
    const last = times.at(-1) ?? NaN;
    const isSorted = times.every((time, index) => time <= (times[index - 1] ?? Infinity));
    const isDone = isSorted && last < first && last < changedFrom.getTime();
    yield isDone ? { ...page, next: null, unlisted: 0 } : page;
    if (isDone) return;
  }
}

async function* pagesOf<Model extends ModelName>(
  context: ConnectorContext,
  { model, path, query, include, feature, readers }: ListedModel<Model>,
  inner: { query: Query; resumeFrom: ReadRequest['resumeFrom'] },
): AsyncGenerator<TeamtailorPage, void> {
  const asked = { ...query, ...inner.query, include };
  const from = toPagePosition(inner.resumeFrom);
  try {
    yield* readTeamtailorPages(context, { model, path, query: asked, readers }, from);
  } catch (error) {
    throw feature === undefined ? error : toMissingFeature(error, feature);
  }
}

/** A list that is not there is not one that is empty: what is stored stays. */
function toMissingFeature(error: unknown, feature: string): unknown {
  if (!(error instanceof RemoteError) || error.kind !== 'not-found') return error;
  const message = `Teamtailor has no list of ${feature} for this account: the feature may be switched off. ${error.message}`;
  return new RemoteError({ kind: 'permission', message, status: error.status, cause: error });
}

function toRecords<Model extends ModelName>(
  context: ConnectorContext,
  rows: readonly Row[],
  list: ListedModel<Model>,
): RecordByModel[Model][] {
  return rows.flatMap((row) => toRecord(context, row, list) ?? []);
}

function toRecord<Model extends ModelName>(
  context: ConnectorContext,
  row: Row,
  list: ListedModel<Model>,
): RecordByModel[Model] | null {
  const { model, path } = list;
  const { reportIssue } = context;
  const ref = (field: string): FieldRef => ({ model, field, reportIssue });
  const record = list.toRecord({ ...row, context, ref });
  return record === null ? null : { ...record, remote_data: { [path]: row.raw } };
}

/** Single records, as writes and events leave them. */
export function readsById<Model extends ModelName>(list: ListedModel<Model>) {
  return (context: ConnectorContext, ids: readonly string[]) =>
    inParallel(ids, async (id): Promise<RecordByModel[Model] | Tombstone> => {
      const { model, include } = list;
      const path = `${list.path}${pathOf`/${id}`}`;
      const row = await nullIfGone(() =>
        getTeamtailor(context, { model, path, query: { include } }),
      );
      const record = row === null ? null : toRecord(context, row, list);
      return record ?? tombstoneOf(id);
    });
}

const tombstoneOf = (id: string): Tombstone => ({ remote_id: id, deleted: true });
