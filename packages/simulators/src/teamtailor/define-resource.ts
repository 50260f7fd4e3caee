import type { Level } from './access.ts';
import type { Teamtailor } from './account.ts';
import type { Item, Relation, Resource, Scene } from './resource.ts';

interface Row {
  id: string;
  raw?: Readonly<Record<string, unknown>>;
}

type Ids = string | null | readonly (string | null)[];

/** What a resource shows of the rows of a kind. */
export interface Definition<T extends Row> {
  type: string;
  level?: Level;
  rows: (account: Teamtailor) => Iterable<T>;
  find: (account: Teamtailor, id: string) => T | null | undefined;
  attributes: (row: T, scene: Scene) => Record<string, unknown>;
  links?: (row: T) => Record<string, string>;
  /** By name: the type, and the ids. A relation to many has a list of them. */
  one?: Record<string, readonly [type: string, id: (row: T, account: Teamtailor) => string | null]>;
  many?: Record<
    string,
    readonly [type: string, ids: (row: T, account: Teamtailor) => readonly string[]]
  >;
  /** Relations of which nothing but links is shown. */
  linksOnly?: readonly string[];
  filters?: Record<string, (row: T, value: string, account: Teamtailor) => boolean>;
  defaults?: Record<string, string>;
  moments?: Record<string, (row: T) => number | null>;
  isByCursor?: boolean;
}

/** A resource whose rows are of one kind, as one among resources of all kinds. */
export function defineResource<T extends Row>(definition: Definition<T>): Resource {
  const { type, one = {}, many = {}, linksOnly = [], filters = {}, moments = {} } = definition;
  const relations = new Map<string, Relation>();
  for (const name of linksOnly) relations.set(name, { type: null, isMany: true });
  for (const [name, [target]] of Object.entries(one)) {
    relations.set(name, { type: target, isMany: false });
  }
  for (const [name, [target]] of Object.entries(many)) {
    relations.set(name, { type: target, isMany: true });
  }
  const itemOf = (account: Teamtailor, row: T): Item => ({
    id: row.id,
    attributes: (scene) => ({ ...definition.attributes(row, scene), ...row.raw }),
    links: () => definition.links?.(row) ?? {},
    related: (name) => {
      const ids: Ids = one[name]?.[1](row, account) ?? many[name]?.[1](row, account) ?? null;
      return [ids].flat();
    },
    matches: (name, value) => filters[name]?.(row, value, account) ?? true,
    momentOf: (name) => moments[name]?.(row) ?? null,
  });
  return {
    type,
    level: definition.level ?? 'admin',
    items: (account) => Array.from(definition.rows(account), (row) => itemOf(account, row)),
    find: (account, id) => {
      const row = definition.find(account, id) ?? null;
      return row === null ? null : itemOf(account, row);
    },
    relations,
    filters: Object.keys(filters),
    moments: Object.keys(moments),
    defaults: definition.defaults ?? {},
    isByCursor: definition.isByCursor ?? false,
  };
}

/** Whether one of the ids of a filter, separated by commas, is among these. */
export function isAmong(value: string, ...ids: readonly (string | null | undefined)[]): boolean {
  const wanted = value.split(',');
  return ids.some((id) => typeof id === 'string' && wanted.includes(id));
}

/** A moment as the vendor writes it: to the millisecond, on the clock of Stockholm. */
export function momentOf(at: number): string;
export function momentOf(at: number | null): string | null;
export function momentOf(at: number | null): string | null {
  if (at === null) return null;
  const hours = at >= lastSundayOf(at, 2) && at < lastSundayOf(at, 9) ? 2 : 1;
  const local = new Date(at + hours * 3_600_000).toISOString();
  return local.replace('Z', `+0${hours}:00`);
}

/** When clocks change in Europe: at one o'clock UTC on the last Sunday of a month (0 to 11). */
function lastSundayOf(at: number, month: number): number {
  const last = new Date(Date.UTC(new Date(at).getUTCFullYear(), month + 1, 0, 1));
  return last.setUTCDate(last.getUTCDate() - last.getUTCDay());
}
