import { openSideCalls, parseResults, readByDate, PagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  DatedPage,
  Json,
  ModelName,
  ReadModel,
  RecordByModel,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import {
  changedSince,
  readByIds,
  readExisting,
  readGreenhousePages,
  readWholeList,
  requireSight,
} from '../call-greenhouse.ts';
import type { ListQuery } from '../call-greenhouse.ts';
import { joinsOf, toCall } from './joins.ts';
import type { OpenJoin, SideList } from './joins.ts';

type Records<Model extends ModelName> = (RecordByModel[Model] | Tombstone)[];

/** A list whose changed rows say which records of a model have changed with them. */
export interface Touching extends SideList {
  /** The field with the id of the record. */
  key: string;
  /** From these ids to those of records; default: they are these. */
  toIds?: (ids: readonly string[]) => Promise<readonly string[]>;
}

/** A model that is a list with others beside it. */
export interface JoinedList<Model extends ModelName> extends ListQuery {
  model: Model;
  /** All lists beside it: one that has failed is tried at the start of the next delta. */
  sideLists: readonly SideList[];
  /** What no date of the record tells. */
  touchedBy?: readonly Touching[];
  /** As for `readByDate`. */
  fingerprint?: string | null;
  /** What makes records of the rows of one read. A tombstone is for what is no record (any more). */
  mapper: (
    open: OpenJoin,
    kind: 'full' | 'delta' | 'single',
  ) => (rows: readonly Json[]) => Promise<Records<Model>>;
}

/** Reads what the records of all pages refer to, and describes the list. */
export type OpenList<Model extends ModelName> = (
  context: ConnectorContext,
  sideCalls: SideCalls<Model>,
) => Promise<JoinedList<Model>>;

const Position = z.union([
  z.object({ list: z.literal('changed'), at: PagePosition.nullable() }),
  z.object({ list: z.literal('touched'), after: z.string().nullable() }),
]);
type Position = z.infer<typeof Position>;

/** Records of which only other lists tell that they have changed, read at once. */
const touchedAtOnce = 500;

/** Reads a model by the times of change that its list and the lists beside it have. */
export function readerOf<Model extends ModelName>(
  model: Model,
  open: OpenList<Model>,
): ReadModel<Model> {
  return async function* (context, request) {
    const sideCalls = openSideCalls(context, model, request);
    const list = await open(context, sideCalls);
    await tryMissing(context, sideCalls, list);
    yield* sideCalls.carry((inner) => {
      let at: Date | null = null;
      return readByDate<Model>(context, inner, {
        vendorTime: () => at,
        fingerprint: list.fingerprint,
        async *pages({ changedFrom, resumeFrom }) {
          const isFull = changedFrom === null;
          const toRecords = list.mapper(
            joinsOf(context, {
              model,
              sideCalls,
              isFull,
              // The next delta begins where the oldest list was read that the records show.
              noteTime: (readAt) => void (at = at !== null && readAt < at ? readAt : at),
            }),
            isFull ? 'full' : 'delta',
          );
          const position = Position.safeParse(resumeFrom).data ?? { list: 'changed', at: null };
          const read = new Set<string>();
          if (position.list === 'changed') {
            const query = { ...list.query, ...(changedFrom && changedSince(changedFrom)) };
            // A delta is often empty, and deletes nothing.
            const readPages = isFull ? readExisting : readGreenhousePages;
            const pages = readPages(context, { path: list.path, query }, position.at);
            for await (const { rows, next, answeredAt } of pages) {
              at = answeredAt;
              const records = await toRecords(rows);
              for (const { remote_id: id } of records) read.add(id);
              yield {
                // In a full read, what is not told is gone.
                records: records.filter((one) => !isFull || !('deleted' in one)),
                resumeFrom: pointAfter(next, isFull),
              };
            }
          }
          if (changedFrom === null) return;
          const ids = await findTouched(context, sideCalls, { list, changedFrom });
          const after = position.list === 'touched' ? position.after : null;
          yield* readTouched(context, list, {
            ids: ids.filter((id) => !read.has(id) && (after === null || id > after)),
            toRecords,
          });
        },
      });
    });
  };
}

/** The records with these ids, as they are now. */
export function readerById<Model extends ModelName>(model: Model, open: OpenList<Model>) {
  return async (
    context: ConnectorContext,
    ids: readonly string[],
  ): Promise<(RecordByModel[Model] | Tombstone)[]> => {
    const sideCalls = openSideCalls(context, model);
    const list = await open(context, sideCalls);
    const toRecords = list.mapper(joinsOf(context, { model, sideCalls, isFull: false }), 'single');
    const rows = await readByIds(context, list, ids);
    // What is not shown to somebody who sees nothing is not gone.
    if (rows.length === 0) await requireSight(context);
    const records = await toRecords(rows);
    const found = new Set(records.map(({ remote_id: id }) => id));
    const gone = ids.filter((id) => !found.has(id));
    return [...records, ...gone.map((id): Tombstone => ({ remote_id: id, deleted: true }))];
  };
}

async function tryMissing<Model extends ModelName>(
  context: ConnectorContext,
  { missing, ask }: SideCalls<Model>,
  { sideLists }: JoinedList<Model>,
): Promise<void> {
  for (const list of sideLists.filter(({ path }) => missing.has(path))) {
    const { path } = list;
    await ask(toCall(list), () =>
      context.remote.request({ method: 'GET', path, query: { per_page: 1 } }),
    );
  }
}

function pointAfter(next: PagePosition | null, isFull: boolean): Position | null {
  if (next !== null) return { list: 'changed', at: next };
  return isFull ? null : { list: 'touched', after: null };
}

/** In one order, so that a read can resume among them. */
async function findTouched<Model extends ModelName>(
  context: ConnectorContext,
  { ask }: Pick<SideCalls<Model>, 'ask'>,
  { list, changedFrom }: { list: JoinedList<Model>; changedFrom: Date },
): Promise<string[]> {
  const { model, touchedBy = [] } = list;
  const touched = new Set<string>();
  for (const side of touchedBy) {
    const { path, key, toIds = async (ids) => ids } = side;
    const { value } = await ask(toCall(side), async () => {
      const query = { ...side.query, ...changedSince(changedFrom) };
      const rows = await readWholeList(context, { path, query });
      const Row = z.record(z.string(), z.unknown());
      const ids = parseResults(Row, rows, { model, context }).map(({ parsed }) => parsed[key]);
      return toIds([...new Set(ids.flatMap((id) => (isId(id) ? String(id) : [])))]);
    });
    for (const id of value ?? []) touched.add(id);
  }
  return [...touched].toSorted();
}

const isId = (value: unknown): boolean => typeof value === 'number' || typeof value === 'string';

async function* readTouched<Model extends ModelName>(
  context: ConnectorContext,
  list: JoinedList<Model>,
  {
    ids,
    toRecords,
  }: { ids: readonly string[]; toRecords: (rows: readonly Json[]) => Promise<Records<Model>> },
): AsyncGenerator<DatedPage<Model>, void> {
  for (let start = 0; start === 0 || start < ids.length; start += touchedAtOnce) {
    const chunk = ids.slice(start, start + touchedAtOnce);
    const records = await toRecords(await readByIds(context, list, chunk));
    const isLast = start + touchedAtOnce >= ids.length;
    const point: Position = { list: 'touched', after: chunk.at(-1) ?? null };
    yield { records, resumeFrom: isLast ? null : point };
  }
}
