import type { Call } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { invalid } from './access.ts';
import { filterOf } from './filters.ts';
import type { Filters } from './filters.ts';
import type { Onlyfy } from './onlyfy.ts';

/** Page sizes that clients were seen to use go to 100; the default is ours. */
const sizes = { default: 25, max: 100 };
const pageParameters = ['page', 'page_size'];

interface List<T> {
  /** In the order of the list. */
  rows: readonly T[];
  render: (row: T) => object;
  /** Default: none. */
  filters?: Filters;
}

/** A page of a list, with the addresses of the others. A page behind the last is empty. */
export function list<T>(onlyfy: Onlyfy, call: Call, { rows, render, filters = {} }: List<T>) {
  const page = numberIn(call, 'page', 1);
  const { hasEmptyPages = false, pageSize = sizes.max } = onlyfy.limits;
  const size = Math.min(numberIn(call, 'page_size', sizes.default), pageSize);
  if (onlyfy.pages.expired.has(addressOf(call, page))) throw notFound('page', String(page));
  const found = selected(call, { rows, render, filters });
  const full = Math.max(1, Math.ceil(found.count / size));
  // With empty ones, 3 full pages are 5: full ones are odd.
  const count = hasEmptyPages ? 2 * full - 1 : full;
  const isEmpty = hasEmptyPages && page % 2 === 0;
  const from = (hasEmptyPages ? (page - 1) / 2 : page - 1) * size;
  return {
    data: isEmpty ? [] : found.slice(from, from + size),
    links: linksOf(onlyfy, call, { page, count }),
  };
}

function linksOf(
  { pages }: Onlyfy,
  call: Call,
  { page, count }: { page: number; count: number },
): Record<string, string | null> {
  const linkTo = (other: number): string => `${call.origin}${addressOf(call, other)}`;
  const hasNext = page < count;
  const following = pages.areLooping ? 1 : page + 1;
  if (hasNext) {
    pages.named.add(addressOf(call, following));
    pages.expired.delete(addressOf(call, following));
  }
  return {
    self: linkTo(page),
    first: linkTo(1),
    prev: page > 1 ? linkTo(Math.min(page - 1, count)) : null,
    next: hasNext ? linkTo(following) : null,
    last: linkTo(count),
  };
}

/** The rows that the parameters ask for. Only those of the page are rendered without any. */
function selected<T>({ query }: Call, { rows, render, filters }: Required<List<T>>) {
  const parameters = [...query].filter(([name]) => !pageParameters.includes(name));
  const isWanted = filterOf(filters, parameters);
  if (parameters.length === 0) {
    return {
      count: rows.length,
      slice: (from: number, to: number) => rows.slice(from, to).map((row) => render(row)),
    };
  }
  const found = rows.map((row) => render(row)).filter((record) => isWanted(record));
  return {
    count: found.length,
    slice: (from: number, to: number) => found.slice(from, to),
  };
}

/** The path and query of a page of the list that was asked for. */
function addressOf({ path, query }: Call, page: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  return `${path}?${parameters.toString()}`;
}

function numberIn({ query }: Call, name: string, otherwise: number): number {
  const [text, ...more] = query.getAll(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (more.length > 0 || !/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw invalid(`${name} must be a whole number of at least 1`);
  }
  return value;
}

/** A record by its id has no parameters: a mistyped one that is ignored would show too much. */
export function requireNoParameters({ query, path }: Call): void {
  const [name] = query.keys();
  if (name !== undefined) throw invalid(`${name} is no parameter of ${path}`);
}
