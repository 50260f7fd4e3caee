import type { Call } from '../kit/route.ts';
import { invalid, missing } from './words.ts';
import type { Workable } from './workable.ts';

interface List<T extends { id: string }> {
  /** The member of the body that has the records. */
  name: string;
  /** In the order of the list. */
  rows: readonly T[];
  render: (row: T) => object;
  /** Parameters besides those of paging. */
  filters?: readonly string[];
  /** Where the next page is; default: at the same path with the same filters. */
  next?: Next;
}

interface Next {
  path: string;
  without: string;
}

const defaultSize = 50;
const maxSize = 100;

/**
 * A page from `since_id` on, that record included. The last page has no `paging`. An id that is
 * gone stands for the next higher one.
 */
export function list<T extends { id: string }>(
  workable: Workable,
  call: Call,
  { name, rows, render, filters = [], next }: List<T>,
): object {
  requireParameters(call, [...filters, 'limit', 'since_id', 'max_id']);
  const limit = limitOf(call.query);
  const since = idIn(call.query, 'since_id');
  if (workable.pages.expired.has(pageOf(call.path, since))) throw missing('page', call.path);
  const left = between(rows, since, idIn(call.query, 'max_id'));
  const size = Math.min(limit, workable.pageSize);
  const items = left.slice(0, size).map((row) => render(row));
  const following = workable.pages.areLooping ? rows[0] : left[size];
  if (left.length <= size || following === undefined) return { [name]: items };
  const { id } = following;
  const page = pageOf(next?.path ?? call.path, id);
  workable.pages.named.add(page);
  workable.pages.expired.delete(page);
  return { [name]: items, paging: { next: nextAddress(call, { limit, id, next }) } };
}

const pageOf = (path: string, id: string | null): string => `${path} ${id}`;

/** The part of a list from one id to another, both included. */
function between<T extends { id: string }>(
  rows: readonly T[],
  since: string | null,
  max: string | null,
): readonly T[] {
  const start = since === null ? 0 : positionOf(rows, since);
  if (max === null) return rows.slice(start);
  const end = positionOf(rows, max);
  return rows.slice(start, rows[end]?.id === max ? end + 1 : end);
}

/** A mistyped filter that is ignored would show too much. */
export function requireParameters({ query, path }: Call, names: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter of ${path}`);
}

/** Whether a moment is not before the one that a parameter names, in ISO 8601 or epoch seconds. */
export function momentFilter(query: URLSearchParams, name: string): (at: number) => boolean {
  const text = query.get(name);
  if (text === null) return () => true;
  const from = /^\d{1,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(from)) throw invalid(`${name} is not a date`);
  return (at) => at >= from;
}

/** The word of a parameter, which must be one of these; null without it. */
export function wordIn(
  query: URLSearchParams,
  name: string,
  words: readonly string[],
): string | null {
  const text = query.get(name);
  if (text !== null && !words.includes(text)) {
    throw invalid(`${name} must be one of ${words.join(', ')}`);
  }
  return text;
}

function nextAddress(
  { origin, path, query }: Call,
  { limit, id, next }: { limit: number; id: string; next: Next | undefined },
): string {
  const kept = new URLSearchParams(query);
  if (next !== undefined) kept.delete(next.without);
  kept.set('limit', String(limit));
  kept.set('since_id', id);
  return `${origin}${next?.path ?? path}?${kept.toString()}`;
}

/** Where an id is, or the next higher one. */
function positionOf(rows: readonly { id: string }[], id: string): number {
  const exact = rows.findIndex((row) => row.id === id);
  if (exact >= 0) return exact;
  const behind = rows.findIndex((row) => Number.parseInt(row.id, 16) > Number.parseInt(id, 16));
  return behind < 0 ? rows.length : behind;
}

function idIn(query: URLSearchParams, name: string): string | null {
  const id = query.get(name);
  if (id !== null && !/^[0-9a-f]{1,12}$/.test(id)) throw invalid(`${name} is not an id`);
  return id;
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('limit');
  const limit = text === null ? defaultSize : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxSize) {
    throw invalid(`limit must be a whole number from 1 to ${maxSize}`);
  }
  return limit;
}
