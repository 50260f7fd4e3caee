import { pageByOffset, pageByToken } from '../kit/paging.ts';
import type { RowKey } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { VendorFailure, json } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { invalid } from './access.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';

interface List<T> {
  rows: readonly T[];
  keyOf: (row: T) => RowKey;
  render: (row: T) => unknown;
  /** The size of a page if none is asked for; default 10. */
  size?: number;
  /** The last page has it, empty or null, or does not have it. */
  end: { nextPageId?: '' | null };
}

/** Of the ids of pages, so that a client who does not encode them is found out. */
const ending = '+/==';

/**
 * A page by `pageId`. The last page says so by an id that is empty, null or absent, each list in its
 * own way. The address in `Link` is below the host.
 */
export function pageOf<T>(account: SmartRecruiters, call: Call, list: List<T>): PageAnswer {
  const { rows, keyOf, render, size = 10, end } = list;
  const query = new URLSearchParams(call.query);
  const pageId = query.get('pageId');
  if (pageId !== null) query.set('pageId', unwrapped(pageId));
  const { items, limit, total, next } = pageByToken(
    { path: call.path, query },
    {
      rows,
      keyOf,
      tokens: account.pages,
      parameter: 'pageId',
      sizes: { default: size, max: 100, cap: account.pageSize },
    },
  );
  const nextPageId = next === null ? null : `${next}${ending}`;
  const content = items.map((row) => render(row));
  const paging = nextPageId === null ? end : { nextPageId };
  return { limit, paging, total, content, headers: linkTo(call, nextPageId) };
}

export interface PageAnswer {
  limit: number;
  paging: { nextPageId?: string | null };
  total: number;
  content: unknown[];
  headers: Record<string, string>;
}

/** The form of most paged lists. */
export function countedPage({ limit, paging, total, content, headers }: PageAnswer): Answer {
  return json({ limit, offset: 0, ...paging, totalFound: total, content }, 200, headers);
}

/** A page by `offset`. */
export function pageFrom<T>(
  account: SmartRecruiters,
  call: Call,
  rows: readonly T[],
  render: (row: T) => unknown,
): object {
  const sizes = { default: 10, max: 100, cap: account.pageSize };
  const { items, limit, offset, total } = pageByOffset(call, rows, sizes);
  return { limit, offset, totalFound: total, content: items.map((row) => render(row)) };
}

function unwrapped(pageId: string): string {
  if (!pageId.endsWith(ending)) throw badPage();
  return pageId.slice(0, -ending.length);
}

function badPage(): VendorFailure {
  return new VendorFailure('invalid_page_token', 'The pageId is not one of this list');
}

function linkTo({ path, query }: Call, pageId: string | null): Record<string, string> {
  if (pageId === null) return {};
  const parameters = new URLSearchParams(query);
  parameters.set('pageId', pageId);
  return { link: `<${path}?${parameters.toString()}>; rel="next"` };
}

/** A mistyped filter that is ignored would show too much. */
export function requireParameters({ query, path }: Call, names: readonly string[] = []): void {
  const unknown = [...query.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter of ${path}`);
}

/** `yyyy-MM-ddTHH:mm:ss.SSSZZ` */
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(Z|[+-]\d{2}:?\d{2})$/;

/** The moment that a parameter names, in epoch milliseconds; null without it. */
export function momentIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const at = momentPattern.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${name} must have the form yyyy-MM-ddTHH:mm:ss.SSSZZ`);
  return at;
}

/** The words of a parameter that may come several times; each must be one of these. */
export function wordsIn(
  query: URLSearchParams,
  name: string,
  words: readonly string[],
): readonly string[] {
  const given = query.getAll(name);
  if (given.some((word) => !words.includes(word))) {
    throw invalid(`${name} must be one of ${words.join(', ')}`);
  }
  return given;
}

/** Whether one of the texts has what was asked for, upper or lower case; nothing asked finds all. */
export function isAmong(asked: readonly string[], texts: readonly string[]): boolean {
  const held = new Set(texts.map((text) => text.toLowerCase()));
  return asked.length === 0 || asked.some((text) => held.has(text.toLowerCase()));
}
