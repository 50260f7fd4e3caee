import type { Json } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/contract';
import { inOrder, sortedMap } from './own-json.ts';
import type { AnyRecord } from './read-fields.ts';

type Sets = ReadModel['sets'];
type Kind = Sets[string];

/**
 * Puts the lists of a record whose order means nothing (`sets` of its model) into one order, so that
 * a tool that sends them in another one has not changed the record.
 */
export function compileSets({ sets }: { sets: Sets }): (record: AnyRecord) => AnyRecord {
  const entries = Object.entries(sets)
    .map(([name, kind]) => ({ path: name.split('.'), kind }))
    // Lists inside entries first, as the order of entries depends on them.
    .toSorted((one, other) => other.path.length - one.path.length);
  return (record) => {
    let ordered: unknown = record;
    for (const { path, kind } of entries) ordered = orderAt(ordered, path, kind);
    return ordered as AnyRecord;
  };
}

/** The value itself where everything is in order, so that most records are not copied. */
function orderAt(value: unknown, path: readonly string[], kind: Kind): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => orderAt(entry, path, kind));
    return entries.every((entry, index) => entry === value[index]) ? value : entries;
  }
  if (typeof value !== 'object' || value === null) return value;
  const [key = '', ...rest] = path;
  const inner = (value as Readonly<Record<string, unknown>>)[key];
  const ordered = rest.length > 0 ? orderAt(inner, rest, kind) : order(inner, kind);
  return ordered === inner ? value : { ...value, [key]: ordered };
}

function order(list: unknown, kind: Kind): unknown {
  if (!Array.isArray(list) || list.length < 2) return list;
  const main = kind === 'all' ? [] : list.slice(0, 1);
  const ordered: unknown[] = [...main, ...inOrder(list.slice(main.length), textOf)];
  return ordered.every((entry, index) => entry === list[index]) ? list : ordered;
}

/** Whatever the order of keys is. */
function textOf(entry: unknown): string {
  return JSON.stringify(sortedMap({ entry: (entry ?? null) as Json }));
}
