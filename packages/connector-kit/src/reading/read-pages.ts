import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';

/** Where a read stands. JSON, so that it can be (part of) a resume point. */
export const PagePosition = z.object({
  /** Token of the page to be read; null for the first one. */
  token: z.string().nullable(),
  /** Rows before it. */
  offset: z.number().int(),
  /** Pages before it. */
  page: z.number().int(),
  /** Rows of the whole list, as the vendor counted them at the start; null where it does not. */
  total: z.number().nullable(),
  /** Ids of the rows of this page that are done, where a part of it is. */
  done: z.array(z.string()).exactOptional(),
});
export type PagePosition = z.infer<typeof PagePosition>;

/** A list of the vendor, and how to fetch a page of it. */
export interface PagedList<Row> {
  /** For messages: `Ashby's candidate.list`. */
  name: string;
  /**
   * `token`: the vendor names the next page, and names none on the last.
   * `offset`, `page`: the read ends at an empty page, or where the vendor says that it is over.
   */
  by: 'token' | 'offset' | 'page';
  /** Where an interrupted read resumes; null for the start. */
  from: PagePosition | null;
  fetch(position: PagePosition): Promise<FetchedPage<Row>>;
  /** What tells rows apart; default: their `id`, or all of them. */
  idOf?: (row: Row) => string;
  /**
   * Yields so many rows at a time, so that a read which asks for details of each row resumes inside
   * a page; default: a page. The rows need ids of their own.
   */
  rowsAtOnce?: number;
  /**
   * Counts again when fewer rows were read than counted at the start: some may have been deleted
   * meanwhile. Only for lists in which a deletion moves no other row (keyset paging).
   */
  recount?(): Promise<number | null>;
}

/** An answer of the vendor. */
export interface FetchedPage<Row> {
  /** Null where the answer has no list of rows. */
  rows: readonly Row[] | null;
  /** With `by: 'token'`. */
  nextToken?: string | null | undefined;
  /** What the vendor says of further pages, where it says something. */
  hasMore?: boolean | undefined;
  /** Rows of the whole list, where the vendor counts them. */
  total?: number | null | undefined;
}

/** A page of a list that is read to its end. */
export interface PageOfRows<Row> {
  rows: readonly Row[];
  /** Null on the last page. */
  next: PagePosition | null;
  /** On the last page: rows that the vendor has counted and not listed. `Page.unlistedRecords`. */
  unlisted: number;
}

const start: PagePosition = { token: null, offset: 0, page: 0, total: null };

/** Pages in a row that may bring nothing new: an empty one need not be the last. */
const maxPagesWithoutNewRows = 100;
/** Rows that are remembered to recognise them. */
const maxRememberedRows = 20_000;

/** The position in a resume point; null, the start, for one of another form. */
export function toPagePosition(resumeFrom: Json): PagePosition | null {
  return PagePosition.safeParse(resumeFrom).data ?? null;
}

/**
 * Reads a list to its end. No page size is believed: a short page is not the last one.
 * An answer that cannot be trusted throws, because a list that ends too soon deletes records:
 * no list, more promised without a token (`unavailable`); or no progress (`unknown`): a token or
 * a page for the second time, or many pages in a row without a new row.
 *
 * @example
 * const pages = readPages({
 *   name: "Acme's labels",
 *   by: 'offset',
 *   from: toPagePosition(request.resumeFrom),
 *   fetch: async ({ offset }) => ({ rows: await fetchLabels(offset) }),
 * });
 * for await (const { rows, next } of pages) {
 *   yield { records: rows.map(toTag), resumeFrom: next, completeness: 'full' };
 * }
 * @throws RemoteError
 */
export async function* readPages<Row>(list: PagedList<Row>): AsyncGenerator<PageOfRows<Row>, void> {
  const guard = createProgressGuard(list);
  for (let position: PagePosition | null = list.from ?? start; position !== null;) {
    const { rows, ...answer } = await list.fetch(position);
    if (rows === null) throw unusable(list, 'it has no list of records');
    const next: PagePosition | null = nextPosition(list, position, { rows, ...answer });
    guard.check(rows, next);
    const total = position.total ?? answer.total ?? null;
    const unlisted =
      next === null ? await countUnlisted(list, position.offset + rows.length, total) : 0;
    yield* partsOf(list, position, { rows, next, unlisted });
    position = next;
  }
}

/** What is still to be done of a page. */
function* partsOf<Row>(
  { idOf = defaultIdOf, rowsAtOnce = Infinity }: PagedList<Row>,
  position: PagePosition,
  { rows, ...end }: PageOfRows<Row>,
): Generator<PageOfRows<Row>, void> {
  const done = new Set(position.done);
  let left = rows.filter((row) => done.size === 0 || !done.has(idOf(row)));
  while (left.length > rowsAtOnce) {
    const part = left.slice(0, rowsAtOnce);
    left = left.slice(rowsAtOnce);
    for (const row of part) done.add(idOf(row));
    yield { rows: part, next: { ...position, done: [...done] }, unlisted: 0 };
  }
  yield { rows: left, ...end };
}

function nextPosition<Row>(
  list: PagedList<Row>,
  position: PagePosition,
  { rows, nextToken, hasMore, total }: FetchedPage<Row> & { rows: readonly Row[] },
): PagePosition | null {
  const next = {
    token: list.by === 'token' ? nextToken || null : null,
    offset: position.offset + rows.length,
    page: position.page + 1,
    total: position.total ?? total ?? null,
  };
  if (hasMore === false) return null;
  if (list.by === 'token') {
    if (next.token !== null) return next;
    if (hasMore === true) throw unusable(list, 'it promises more records, but no page token');
    return null;
  }
  if (rows.length > 0) return next;
  if (hasMore !== true) return null;
  if (list.by === 'page') return next;
  throw stuck(list, 'it promises more records, and sends an empty page');
}

/** @throws RemoteError when a read does not get on */
function createProgressGuard<Row>(list: PagedList<Row>): {
  check(rows: readonly Row[], next: PagePosition | null): void;
} {
  const { idOf = defaultIdOf } = list;
  const tokens = new Set<string>(list.from?.token ? [digest(list.from.token)] : []);
  const pages = new Set<string>();
  const seenRows = new Set<string>();
  let pagesWithoutNewRows = 0;
  return {
    check(rows, next) {
      const isOnlyPage = next === null && pages.size === 0;
      if (isOnlyPage) return;
      const ids = rows.map(idOf);
      // A list that changes meanwhile may show one row twice, but hardly a whole page.
      if (ids.length > 1 && !addNew(pages, digest(JSON.stringify(ids.toSorted())))) {
        throw stuck(list, 'it sends the same records again and again');
      }
      const newRows = ids.filter((id) => addNew(seenRows, id, maxRememberedRows));
      pagesWithoutNewRows = newRows.length > 0 ? 0 : pagesWithoutNewRows + 1;
      if (pagesWithoutNewRows >= maxPagesWithoutNewRows) {
        throw stuck(list, `${pagesWithoutNewRows} pages in a row have no new record`);
      }
      if (next?.token && !addNew(tokens, digest(next.token))) {
        throw stuck(list, 'it names a page that it has named before');
      }
    },
  };
}

/** False for what is there. The oldest is forgotten where there would be more than `max`. */
function addNew(seen: Set<string>, value: string, max = Infinity): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  const [oldest] = seen;
  if (seen.size > max && oldest !== undefined) seen.delete(oldest);
  return true;
}

function digest(text: string): string {
  return hash('sha256', text, 'base64');
}

function defaultIdOf(row: unknown): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : JSON.stringify(row);
}

async function countUnlisted<Row>(
  list: PagedList<Row>,
  read: number,
  total: number | null,
): Promise<number> {
  if (total === null || total <= read) return 0;
  const counted = (await list.recount?.()) ?? total;
  return Math.max(0, Math.min(total, counted) - read);
}

function unusable({ name }: { name: string }, reason: string): RemoteError {
  const message = `The answer of ${name} cannot be used: ${reason}. Try again later.`;
  return new RemoteError({ kind: 'unavailable', message, status: 200 });
}

function stuck({ name }: { name: string }, reason: string): RemoteError {
  const message = `Reading ${name} makes no progress: ${reason}. The read has ended and nothing was deleted. Report this to the vendor.`;
  return new RemoteError({ kind: 'unknown', message, status: 200 });
}
