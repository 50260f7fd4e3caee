import { shown } from '../kit/company.ts';
import type { Row } from '../kit/company-rows.ts';
import { isoOf } from '../kit/calendar.ts';
import { linkHeader } from '../kit/paging.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { parseFilters } from './filters.ts';
import type { Filter, Shape } from './filters.ts';
import { unprocessable } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import { countRead } from './submissions.ts';

/** A row of a list, rendered when it is shown. */
export interface Entry {
  id: number;
  createdAt: number;
  updatedAt: number;
  show: () => Shape;
  /** Fields that are known before it is rendered: what lists are joined by. */
  references: Shape;
}

/** Who looks at a list. */
export interface View {
  greenhouse: Greenhouse;
  userId: string;
  call: Pick<Call, 'at' | 'origin' | 'path' | 'query'>;
}

export interface List {
  entries: (view: View) => Iterable<Entry>;
  /**
   * The parameters that only this list has, in short: `job_ids` compares `job_id` (or looks into
   * `job_ids`), `live?` is a flag, `opened_at@` a moment, `status=open|closed` one of these words,
   * anything else a text.
   */
  filters?: string;
  /** Parameters that do more than compare. */
  special?: Readonly<Record<string, SpecialFilter>>;
}

export interface SpecialFilter {
  /** Taken where the parameter is left out. */
  default?: string;
  options?: readonly string[];
  accepts: (shape: Shape, value: string) => boolean;
}

interface Asked {
  parameters: readonly (readonly [string, string])[];
  /** The last id of the page before; null on the first page. */
  after: number | null;
}

/** `Unprocessable Content` in this very form was recorded from the vendor. */
const cursorAlone = 'When passing a cursor, do not include other query params.';
const cursorEnd = '==';
const perPage = { default: 100, max: 500 };

/** The entry of a row of the company, or of something that has its stamps. */
export function entryOf(
  row: Pick<Row, 'createdAt' | 'updatedAt' | 'raw'> & { id: string | number },
  render: () => object,
  references: Shape = {},
): Entry {
  const { id, createdAt, updatedAt } = row;
  const show = (): Shape => {
    const stamps = { id: Number(id), created_at: isoOf(createdAt), updated_at: isoOf(updatedAt) };
    return shown(row, { ...stamps, ...references, ...render() });
  };
  return { id: Number(id), createdAt, updatedAt, references, show };
}

export function viewOf(greenhouse: Greenhouse, call: Call): View {
  return { greenhouse, userId: call.grant.actor ?? greenhouse.serviceUserId, call };
}

export function listRoute(greenhouse: Greenhouse, name: string, list: List): Route {
  return route(`GET /${name}`, `harvest:${name}:list`, (call) =>
    answerList(viewOf(greenhouse, call), name, list),
  );
}

/** A bare array; the way to the next page is in the header `Link`. */
function answerList(view: View, name: string, list: List): Answer {
  const { greenhouse, call, userId } = view;
  const asked = askedOf(view, name);
  const { size, fields, filters } = parseParameters(asked.parameters, list);
  const limit = Math.min(size, greenhouse.options.limits?.pageSize ?? perPage.max);
  const rows = greenhouse.isAdmin(userId) ? list.entries(view) : [];
  const found = [...rows]
    .filter((entry) => filters.every((filter) => filter(entry)))
    .toSorted((a, b) => b.id - a.id);
  const { after } = asked;
  const start = after === null ? 0 : found.filter(({ id }) => id >= after).length;
  const page = found.slice(start, start + limit);
  const last = page.at(-1);
  const hasMore = last !== undefined && start + limit < found.length;
  const addressAfter = (id: number | null): string => {
    const content = JSON.stringify({ parameters: asked.parameters, after: id });
    const cursor = `${greenhouse.cursors.issue('page', name, content)}${cursorEnd}`;
    return `${call.origin}${call.path}?cursor=${encodeURIComponent(cursor)}`;
  };
  const before = found[start - limit - 1];
  const headers = linkHeader({
    prev: start === 0 ? null : addressAfter(before?.id ?? null),
    next: hasMore ? addressAfter(last.id) : null,
  });
  const shapes = page.map(({ show }) => onlyFields(show(), fields));
  if (name === 'candidates' || name === 'applications') countRead(greenhouse);
  return json(shapes, 200, headers);
}

/** The parameters of the request, or those that its cursor has kept. */
function askedOf({ greenhouse, call }: View, name: string): Asked {
  const cursor = call.query.get('cursor');
  const parameters = [...call.query];
  if (cursor === null) return { parameters, after: null };
  if (parameters.length > 1) throw unprocessable(cursorAlone);
  const token = cursor.endsWith(cursorEnd) ? cursor.slice(0, -cursorEnd.length) : '';
  return JSON.parse(greenhouse.cursors.read('page', name, token)) as Asked;
}

interface Parameters {
  size: number;
  /** Null for all. */
  fields: string[] | null;
  filters: ((entry: Entry) => boolean)[];
}

function parseParameters(parameters: Asked['parameters'], list: List): Parameters {
  const given = new Map(parameters);
  if (given.size < parameters.length) throw unprocessable('A parameter was given twice.');
  const [size, fields] = [given.get('per_page'), given.get('fields')];
  const moments = [...given.keys()].map((name) => /^(created|updated)_at\b/.exec(name)?.[1]);
  if (moments.includes('created') && moments.includes('updated')) {
    throw unprocessable('created_at and updated_at cannot be combined.');
  }
  for (const name of ['per_page', 'fields', ...specialNames(list)]) given.delete(name);
  const filters = parseFilters(given, `created_at@ updated_at@ ids ${list.filters ?? ''}`);
  return {
    size: sizeOf(size),
    fields: fields === undefined ? null : fieldsOf(fields),
    filters: [...filters, ...specialFilters(new Map(parameters), list)].map(onEntry),
  };
}

/** What needs no rendering is compared before. */
function onEntry(filter: Filter): (entry: Entry) => boolean {
  if (filter.field === 'id') return ({ id }) => filter.accepts({ id });
  const stamp = { created_at: 'createdAt', updated_at: 'updatedAt' } as const;
  const name = stamp[filter.field as keyof typeof stamp] as 'createdAt' | 'updatedAt' | undefined;
  if (name === undefined) {
    const { field } = filter;
    return ({ references, show }) => filter.accepts(field in references ? references : show());
  }
  return (entry) => filter.accepts({ [filter.field]: isoOf(entry[name]) });
}

const specialNames = ({ special = {} }: List): string[] => Object.keys(special);

function specialFilters(given: ReadonlyMap<string, string>, { special = {} }: List): Filter[] {
  return Object.entries(special).flatMap(([field, { default: usual, options, accepts }]) => {
    const value = given.get(field) ?? usual;
    if (value === undefined) return [];
    if (options?.includes(value) === false) {
      throw unprocessable({ [field]: `must be one of ${options.join(', ')}` });
    }
    return [{ field, accepts: (shape: Shape) => accepts(shape, value) }];
  });
}

function sizeOf(text: string | undefined): number {
  if (text === undefined) return perPage.default;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > perPage.max) {
    throw unprocessable({ per_page: `must be from 1 to ${perPage.max}` });
  }
  return size;
}

function fieldsOf(text: string): string[] {
  const names = text.split(',');
  if (names.length > 50) throw unprocessable({ fields: 'must be 50 at most' });
  return names;
}

function onlyFields(shape: Shape, fields: string[] | null): Shape {
  if (fields === null) return shape;
  const unknown = fields.find((name) => !(name in shape));
  if (unknown !== undefined) throw unprocessable({ fields: `${unknown} is not a field` });
  return Object.fromEntries(fields.map((name) => [name, shape[name]]));
}
