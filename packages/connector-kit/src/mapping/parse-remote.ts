import type { z } from 'zod';
import type { FieldRef } from './map-enum.ts';

/**
 * Each round of repairs takes at least one value away at every place that fails, so that the
 * depth of the schema bounds the rounds that a record needs. The number is beyond any schema.
 */
const maxRounds = 64;

type Container = Record<PropertyKey, unknown>;

/** Of one record: a hundred times what the largest of any vendor holds. */
const maxValues = 50_000;

/** A marker for list elements that are to be dropped once a round is over. */
const dropped = Symbol('dropped');

/**
 * Parses a vendor's object, expecting the vendor to break its own rules: a value that does not
 * fit becomes null (or absent, where the schema has no null), at the deepest place that allows
 * it; a list element that cannot be repaired is dropped; the rest is kept. Each loss is
 * reported once, by its path (`emailAddresses[].value`). Write schemas in which everything but
 * the id is `.nullish()`.
 *
 * Null when the object cannot be used at all: it has no id, lacks another thing that the schema
 * insists on, or holds more values than any record. The report then names that field.
 *
 * @example
 * const User = z.object({ id: z.string(), name: z.string().nullish() });
 * parseRemote(User, { id: '1', name: 7 }, ref); // { id: '1', name: null }, and an issue
 */
export function parseRemote<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  ref: Omit<FieldRef, 'field'>,
): z.output<Schema> | null {
  if (countValues(value, maxValues) > maxValues) {
    const sample = `more than ${maxValues} values`;
    ref.reportIssue({ model: ref.model, field: 'id', sample });
    return null;
  }
  const firstTry = schema.safeParse(value);
  if (firstTry.success) return firstTry.data;
  if (typeof value !== 'object' || value === null) {
    ref.reportIssue({ model: ref.model, field: 'id', sample: value });
    return null;
  }
  const repair: Repair = {
    root: structuredClone(value) as Container,
    ref,
    reported: new Map(),
    shortened: new Set(),
  };
  let issues = firstTry.error.issues;
  for (let round = 0; round < maxRounds; round += 1) {
    if (!issues.every((issue) => repairIssue(repair, issue))) break;
    dropElements(repair);
    const nextTry = schema.safeParse(repair.root);
    if (nextTry.success) return nextTry.data;
    issues = nextTry.error.issues;
  }
  if (repair.reported.size === 0) {
    ref.reportIssue({ model: ref.model, field: 'id', sample: value });
  }
  return null;
}

/** How many values there are, as far as it matters: it ends beyond `enough`. */
function countValues(value: unknown, enough: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const part of Object.values(value)) {
    if (count > enough) break;
    count += countValues(part, enough - count);
  }
  return count;
}

interface Repair {
  root: Container;
  ref: Omit<FieldRef, 'field'>;
  /** Keys that were already reported, by the object that holds them. */
  reported: Map<Container, Set<PropertyKey>>;
  /** Lists with dropped elements. */
  shortened: Set<unknown[]>;
}

/** False when nothing is left to take away. */
function repairIssue(repair: Repair, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'unrecognized_keys') return repairAt(repair, issue.path);
  return issue.keys.every((key) => repairAt(repair, [...issue.path, key]));
}

function repairAt(repair: Repair, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  const container = findContainer(repair.root, path);
  // What is null already costs nothing when it is left out instead.
  if (key !== undefined && container !== null && container[key] !== null) {
    report(repair, container, path);
  }
  return takeAway(repair, path);
}

function report(repair: Repair, container: Container, path: readonly PropertyKey[]): void {
  const key = path.at(-1) ?? '';
  const keys = repair.reported.get(container) ?? new Set();
  repair.reported.set(container, keys);
  if (keys.has(key)) return;
  keys.add(key);
  const { model, reportIssue } = repair.ref;
  reportIssue({ model, field: fieldPath(path), sample: container[key] });
}

/** Removes the value at a place or, where it can be neither null nor absent, what holds it. */
function takeAway(repair: Repair, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  const container = findContainer(repair.root, path);
  // An earlier issue of this round has already removed what held the value.
  if (container === null) return true;
  if (Array.isArray(container)) {
    container[Number(key)] = dropped;
    repair.shortened.add(container);
    return true;
  }
  if (!Object.hasOwn(container, key)) return takeAway(repair, path.slice(0, -1));
  if (container[key] === null) delete container[key];
  else container[key] = null;
  return true;
}

/** Once a round is over: while it lasts, the issues' paths need the old positions. */
function dropElements(repair: Repair): void {
  for (const list of repair.shortened) {
    const kept = list.filter((element) => element !== dropped);
    list.length = 0;
    for (const element of kept) list.push(element);
  }
  repair.shortened.clear();
}

function findContainer(root: Container, path: readonly PropertyKey[]): Container | null {
  let container: unknown = root;
  for (const key of path.slice(0, -1)) {
    if (typeof container !== 'object' || container === null) return null;
    container = (container as Container)[key];
  }
  return typeof container === 'object' && container !== null ? (container as Container) : null;
}

/** `emailAddresses[].value`: without positions, so that a report can count by field. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, depth) => {
      if (typeof key === 'number') return '[]';
      return depth === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}
