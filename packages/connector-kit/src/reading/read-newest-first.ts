import { z } from 'zod';
import type { ConnectorContext } from '../declaration/connector-context.ts';
import { PagePosition } from './read-pages.ts';
import type { PageOfRows } from './read-pages.ts';
import type { Json } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';

/** A list that can be asked for what was created after a time, in whatever order. */
export interface AgedList<Row> {
  /** As for `ReadRequest`. */
  resumeFrom: Json;
  /** The pages of a part of the list, by `readPages`. */
  pages(part: PartOfList): AsyncIterable<PageOfRows<Row>>;
  /** Null where the row does not tell. */
  createdAt(row: Row): Date | null;
  /** Rows whose details are read before the read can be resumed. */
  rowsAtOnce: number;
  /**
   * Whether each row becomes one record: then all are counted before the first is read, so that the run
   * can show how much time is left.
   */
  isCounted: boolean;
}

export interface PartOfList {
  /** Null for the whole list. A part may have older rows, too. */
  createdAfter: Date | null;
  from: PagePosition | null;
  /** For `readPages`; left out where rows are only counted. */
  rowsAtOnce?: number;
}

/** Rows of a list, each in one page of the read alone. */
export interface NewestFirstPage<Row> {
  rows: readonly Row[];
  /** Null on the last page. */
  resumeFrom: Json;
  /** The rows of the whole list; null where they are not counted, or cannot be. */
  expectedRecords: number | null;
}

const dayMs = 24 * 60 * 60_000;
/** What is older than the last of them comes last. */
const ages = [30 * dayMs, 90 * dayMs, 365 * dayMs];
/** Vendors may leave out the bound itself, and cut times to seconds. */
const overlapMs = 2000;

const Position = z.object({
  /** When the read began, in milliseconds. */
  start: z.number(),
  counted: z.number().nullable(),
  /** Null before the first, while rows are counted. */
  part: z.number().int().nullable(),
  at: PagePosition.nullable(),
});
type Position = z.infer<typeof Position>;

/**
 * For a full read that takes hours, as it asks for details of each row: reads what was created in the
 * last month first, then in the last three, in the last year, and the rest. That takes list requests
 * alone: for pages of 100, one or two for every hundred details, and one more to count them. Whose clock
 * says how old a row is does not matter.
 *
 * @example
 * const pages = readNewestFirst(context, {
 *   resumeFrom,
 *   pages: ({ createdAfter, from, rowsAtOnce }) =>
 *     listCandidates(context, { created_after: createdAfter?.toISOString() }, { from, rowsAtOnce }),
 *   createdAt: (row) => toDate(row.created_at),
 *   rowsAtOnce: 20,
 *   isCounted: true,
 * });
 * for await (const { rows, ...page } of pages) yield { ...page, records: await readDetails(rows) };
 * @throws RemoteError
 */
export async function* readNewestFirst<Row>(
  context: Pick<ConnectorContext, 'clock'>,
  list: AgedList<Row>,
): AsyncGenerator<NewestFirstPage<Row>, void> {
  const begun = { start: context.clock.now().getTime(), counted: null, part: null, at: null };
  let position: Position = Position.safeParse(list.resumeFrom).data ?? begun;
  if (list.isCounted && position.part === null) position = yield* count(list, position);
  const { start, counted, part: firstPart } = position;
  for (let part = firstPart ?? 0; part <= ages.length; part += 1) {
    const { after, until } = boundsOf(part, start);
    const pages = list.pages({
      createdAfter: after === null ? null : new Date(after - overlapMs),
      from: part === firstPart ? position.at : null,
      rowsAtOnce: list.rowsAtOnce,
    });
    for await (const { rows, next } of pages) {
      const own = rows.filter((row) => isWithin(list.createdAt(row), { after, until }));
      // Without rows, nothing is lost where the read resumes a few pages before.
      if (own.length === 0 && next !== null) continue;
      const resumeFrom = pointAfter({ start, counted, part, at: next });
      yield { rows: own, resumeFrom, expectedRecords: counted };
    }
  }
}

/** Yields pages without rows, so that counting can be interrupted, too. */
async function* count<Row>(
  list: AgedList<Row>,
  begun: Position,
): AsyncGenerator<NewestFirstPage<Row>, Position> {
  let last = begun;
  try {
    for await (const { rows, next } of list.pages({ createdAfter: null, from: begun.at })) {
      last = { ...last, counted: (last.counted ?? 0) + rows.length, at: next };
      if (next !== null) yield { rows: [], resumeFrom: last, expectedRecords: null };
    }
  } catch (error) {
    // What can be read is read all the same.
    if (!(error instanceof RemoteError) || error.kind !== 'unavailable') throw error;
    return { ...last, counted: null, part: 0, at: null };
  }
  return { ...last, part: 0, at: null };
}

/** Null at the end of the oldest part. */
function pointAfter(position: Position & { part: number }): Position | null {
  const { part, at } = position;
  if (at !== null) return position;
  return part === ages.length ? null : { ...position, part: part + 1 };
}

interface Bounds {
  after: number | null;
  until: number | null;
}

/** Of the newest part, there is no end, and of the oldest no beginning. */
function boundsOf(part: number, start: number): Bounds {
  const [age, former] = [ages[part], ages[part - 1]];
  return {
    after: age === undefined ? null : start - age,
    until: former === undefined ? null : start - former,
  };
}

/** A row without a date belongs to the oldest part. */
function isWithin(createdAt: Date | null, { after, until }: Bounds): boolean {
  if (createdAt === null) return after === null;
  const time = createdAt.getTime();
  return (after === null || time > after) && (until === null || time <= until);
}
