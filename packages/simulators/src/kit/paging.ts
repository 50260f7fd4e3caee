import { queryOf } from './page-tokens.ts';
import type { PageTokens } from './page-tokens.ts';
import type { Call } from './route.ts';
import { VendorFailure } from './vendor-message.ts';

/** How large the pages of a list are, and what its parameters are called. */
export interface PageSizes {
  default: number;
  max: number;
  /** The parameter for the size. Default: `limit`. */
  parameter?: string;
  /** Whether a larger one is refused, instead of taken for the largest. Default: true. */
  refusesLarger?: boolean;
  /** Pages are never larger, whatever is asked for: for tests with small pages. */
  cap?: number;
}

export interface OffsetPage<T> {
  items: T[];
  limit: number;
  offset: number;
  total: number;
  /** The offset of the page after this one; null on the last. */
  next: number | null;
}

/** `?offset=40&limit=20` */
export function pageByOffset<T>(
  { query }: Pick<Call, 'query'>,
  all: readonly T[],
  sizes: PageSizes,
  parameter = 'offset',
): OffsetPage<T> {
  const limit = sizeOf(query, sizes);
  const offset = numberOf(query, parameter, 0) ?? 0;
  const end = offset + limit;
  const next = end < all.length ? end : null;
  return { items: all.slice(offset, end), limit, offset, total: all.length, next };
}

export interface NumberedPage<T> {
  items: T[];
  size: number;
  page: number;
  pages: number;
  total: number;
  /** Null on the last page. */
  next: number | null;
}

/** `?page=3&per_page=20`, from 1 on. A page behind the last is empty. */
export function pageByNumber<T>(
  { query }: Pick<Call, 'query'>,
  all: readonly T[],
  sizes: PageSizes,
  parameter = 'page',
): NumberedPage<T> {
  const size = sizeOf(query, sizes);
  const page = numberOf(query, parameter, 1) ?? 1;
  const pages = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  return { items, size, page, pages, total: all.length, next: page < pages ? page + 1 : null };
}

/** The place of a row in its list: what it is sorted by, then its id. */
export type RowKey = readonly [sortedBy: string | number, id: string];

export interface KeysetList<T> {
  /** In any order. */
  rows: Iterable<T>;
  keyOf: (row: T) => RowKey;
  /** Default: false, the smallest key first. */
  isDescending?: boolean;
  sizes: PageSizes;
  tokens: PageTokens;
  /** The parameter for the token. Default: `cursor`. */
  parameter?: string;
}

export interface TokenPage<T> {
  items: T[];
  limit: number;
  total: number;
  /** The token of the page after this one; null on the last. */
  next: string | null;
}

/**
 * `?cursor=…`: a token points behind the last row shown, so that rows that come or go between two
 * pages shift nothing. It is refused with other parameters than those it was made for, but for the
 * size of the page.
 */
export function pageByToken<T>(
  call: Pick<Call, 'query' | 'path'>,
  list: KeysetList<T>,
): TokenPage<T> {
  const { tokens, keyOf, isDescending = false, parameter = 'cursor' } = list;
  const { query } = call;
  const limit = sizeOf(query, list.sizes);
  const bound = boundQuery(call, [parameter, list.sizes.parameter ?? 'limit']);
  const token = query.get(parameter);
  const reached = token === null ? null : (JSON.parse(tokens.read('page', bound, token)) as RowKey);
  const order = isDescending ? -1 : 1;
  const rows = [...list.rows].toSorted((a, b) => order * compareKeys(keyOf(a), keyOf(b)));
  const left =
    reached === null ? rows : rows.filter((row) => order * compareKeys(keyOf(row), reached) > 0);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  const next =
    last === undefined || left.length <= limit
      ? null
      : tokens.issue('page', bound, JSON.stringify(keyOf(last)));
  return { items, limit, total: rows.length, next };
}

/** The address of the same list with other parameters; null removes one. */
export function addressWith(
  { origin, path, query }: Pick<Call, 'origin' | 'path' | 'query'>,
  parameters: Record<string, string | number | null>,
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) changed.delete(name);
    else changed.set(name, String(value));
  }
  const text = changed.toString();
  return `${origin}${path}${text === '' ? '' : `?${text}`}`;
}

/** The header `link` for the relations that are there; no header without any. */
export function linkHeader(relations: Record<string, string | null>): Record<string, string> {
  const links = Object.entries(relations).flatMap(([relation, address]) =>
    address === null ? [] : [`<${address}>; rel="${relation}"`],
  );
  return links.length === 0 ? {} : { link: links.join(', ') };
}

/** A whole number of the query of at least `min`; null without one. */
function numberOf(query: URLSearchParams, name: string, min = -Infinity): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min) {
    throw new VendorFailure('invalid_input', `${name} must be a whole number of at least ${min}`);
  }
  return value;
}

function sizeOf(query: URLSearchParams, sizes: PageSizes): number {
  const { parameter = 'limit', max, refusesLarger = true, cap = max } = sizes;
  const size = numberOf(query, parameter, 1) ?? sizes.default;
  if (size > max && refusesLarger) {
    throw new VendorFailure('invalid_input', `${parameter} is ${max} at most`);
  }
  return Math.min(size, max, cap);
}

function boundQuery({ path, query }: Pick<Call, 'path' | 'query'>, free: string[]): string {
  const names = [...new Set(query.keys())].filter((name) => !free.includes(name));
  return queryOf(path, Object.fromEntries(names.map((name) => [name, query.getAll(name)])));
}

function compareKeys([a, aId]: RowKey, [b, bId]: RowKey): number {
  if (a !== b) return a < b ? -1 : 1;
  return aId === bId ? 0 : aId < bId ? -1 : 1;
}
