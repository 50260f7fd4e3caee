import type { Row } from '../kit/company-rows.ts';
import { pageByToken } from '../kit/paging.ts';
import type { RowKey } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { invalid, partnerOf } from './lever.ts';
import type { Lever } from './lever.ts';
import { applicationShapes, contactShape, postingShape, stageShape, userShape } from './shapes.ts';

interface List<T> {
  rows: Iterable<T>;
  render: (row: T) => object;
  /** The key to sort by; the largest comes first, unless the list is ascending. */
  keyOf: (row: T) => RowKey;
  isAscending?: boolean;
  /** Parameters besides those that all lists have. */
  filters?: readonly string[];
}

/** A page of a list: `{data, hasNext, next?}`. */
export function list<T>(lever: Lever, call: Call, asked: List<T>): object {
  const { rows, render, keyOf, isAscending = false, filters = [] } = asked;
  requireParameters(call, [...filters, ...recordParameters, 'limit', 'offset']);
  const { items, next } = pageByToken(call, {
    rows,
    keyOf,
    isDescending: !isAscending,
    sizes: { default: 100, max: 100, cap: lever.pageSize },
    tokens: lever.tokens,
    parameter: 'offset',
  });
  const data = items.map((row) => selected(lever, call, render(row)));
  return { data, hasNext: next !== null, ...(next !== null && { next }) };
}

/** The order of most lists: the newest first. */
export const newest = ({ createdAt, id }: Pick<Row, 'createdAt' | 'id'>): RowKey => [createdAt, id];

/** A single record: `{data}`. */
export function single(lever: Lever, call: Call, record: object): object {
  requireParameters(call, recordParameters);
  return { data: selected(lever, call, record) };
}

const recordParameters = ['include', 'expand'];

/** A mistyped filter that is ignored would show too much. */
export function requireParameters({ query, path }: Call, names: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter of ${path}`);
}

/** What `updated_at_start` and `updated_at_end` let pass, both included. */
export function momentFilter(query: URLSearchParams, name: string): (at: number | null) => boolean {
  const [start, end] = [momentOf(query, `${name}_start`), momentOf(query, `${name}_end`)];
  if (start === null && end === null) return () => true;
  return (at) => at !== null && at >= (start ?? -Infinity) && at <= (end ?? Infinity);
}

export const momentFilters = (...names: string[]): string[] =>
  names.flatMap((name) => [`${name}_start`, `${name}_end`]);

function momentOf(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text)) throw invalid(`${name} must be in epoch milliseconds`);
  return Number(text);
}

export function flagOf(query: URLSearchParams, name: string): boolean | null {
  const text = query.get(name);
  if (text === null) return null;
  if (text !== 'true' && text !== 'false') throw invalid(`${name} must be true or false`);
  return text === 'true';
}

/** What is confidential is hidden, unless a list is asked for it. */
export function confidentialityFilter(
  query: URLSearchParams,
): (isConfidential: boolean) => boolean {
  const asked = query.get('confidentiality') ?? 'non-confidential';
  if (!['all', 'confidential', 'non-confidential'].includes(asked)) {
    throw invalid('confidentiality must be confidential, non-confidential or all');
  }
  return (isConfidential) => asked === 'all' || isConfidential === (asked === 'confidential');
}

/** `include` leaves nothing but what it names; `expand` puts records in place of ids. */
function selected(lever: Lever, { query, origin }: Call, record: object): object {
  const included = namesIn(query, 'include', Object.keys(record));
  const expanded = namesIn(query, 'expand', Object.keys(expandable));
  const valueOf = (name: string, value: unknown): unknown => {
    const expand = expanded.includes(name) ? expandable[name] : undefined;
    if (expand === undefined) return value;
    const one = (id: unknown): unknown =>
      typeof id === 'string' ? (expand(lever, id, origin) ?? id) : id;
    return Array.isArray(value) ? value.map(one) : one(value);
  };
  const kept = Object.entries(record).filter(
    ([name]) => included.length === 0 || included.includes(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, valueOf(name, value)]));
}

function namesIn(query: URLSearchParams, parameter: string, known: string[]): string[] {
  const names = query.getAll(parameter).flatMap((text) => text.split(','));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`${parameter}: there is no ${unknown}`);
  return names;
}

type Expand = (lever: Lever, id: string, origin: string) => unknown;

const user: Expand = (lever, id) => userShape(lever.find('users', id));
const posting: Expand = (lever, id) => postingShape(lever, lever.findPosting(id));

/** What `expand` puts in place of an id, by the name of the field. */
const expandable: Readonly<Record<string, Expand>> = {
  applications: (lever, id, origin) =>
    applicationShapes(lever, lever.findOpportunity(partnerOf(id)), origin)[0],
  contact: (lever, id) => contactShape(lever.find('people', id)),
  posting,
  postings: posting,
  stage: (lever, id) => stageShape(lever.find('stages', id)),
  creator: user,
  followers: user,
  hiringManager: user,
  owner: user,
  sourcedBy: user,
  user,
};
