import { addressWith, pageByToken } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import type { Personio } from './personio.ts';

interface ListedRow {
  id: string;
  updatedAt: number;
}

interface List<T> {
  rows: Iterable<T>;
  render: (row: T) => object;
  /** Parameters beside `limit` and `cursor`. */
  parameters?: readonly string[];
}

export const timeFilters = ['updated_at.gt', 'updated_at.lt'] as const;

/** Marks the cursor of a page that has nothing but the address of the next one. */
const emptyMark = 'empty-';

/** A list of v2: what changed last comes first. */
export function list<T extends ListedRow>(
  personio: Personio,
  call: Call,
  { rows, render, parameters = [] }: List<T>,
): object {
  const { query } = call;
  requireParameters(call, ['limit', 'cursor', ...parameters]);
  const cursor = query.get('cursor');
  if (cursor?.startsWith(emptyMark) === true) {
    return pageOf([], addressWith(call, { cursor: cursor.slice(emptyMark.length) }));
  }
  const { items, next } = pageByToken(call, {
    rows: [...rows].filter(isInTime(query)),
    keyOf: ({ updatedAt, id }) => [updatedAt, id],
    isDescending: true,
    sizes: { default: 100, max: 200, cap: personio.pages.size },
    tokens: personio.pages.tokens,
  });
  const isEmptyNext = personio.pages.someAreEmpty && cursor === null;
  const following = isEmptyNext ? `${emptyMark}${next}` : next;
  return pageOf(
    items.map((row) => render(row)),
    next === null ? null : addressWith(call, { cursor: following }),
  );
}

function pageOf(records: object[], next: string | null): object {
  return { _data: records, _meta: { links: next === null ? {} : { next: { href: next } } } };
}

/** A mistyped filter that is ignored would show too much. */
export function requireParameters({ query, path }: Call, names: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter of ${path}`);
}

/** `updated_at.gt` or `updated_at.lt`, both without the moment itself. */
function isInTime(query: URLSearchParams): (row: ListedRow) => boolean {
  const after = momentIn(query, 'updated_at.gt');
  const before = momentIn(query, 'updated_at.lt');
  if (after !== null && before !== null) {
    throw invalid('updated_at.gt and updated_at.lt cannot be used together');
  }
  return ({ updatedAt }) => updatedAt > (after ?? -Infinity) && updatedAt < (before ?? Infinity);
}

/** RFC 3339, whose moments have an offset. */
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

function momentIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const moment = dateTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw invalid(`${name} must be a date-time`);
  return moment;
}

export function invalid(message: string): VendorFailure {
  return new VendorFailure('invalid_input', message);
}

/** A single record: three forms of its envelope were seen, and the id decides which one it has. */
export function single(id: string, record: object): object {
  const form = Number(id) % 3;
  if (form === 0) return { _data: record };
  return form === 1 ? { data: record } : record;
}
