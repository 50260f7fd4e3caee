import { byModel, columnOf } from '@hirewire/contract';
import type { ModelName } from './models.ts';

/** A row as far as it names other records. */
export interface Redirectable {
  id: string;
  own: string;
  columns: Readonly<Record<string, unknown>>;
}

/** What takes the place of a record. */
type Targets = ReadonlyMap<string, { intoId: string; intoRemoteId: string }>;

/** Follows the descriptor of a model once, so that no row has to. */
const shapes = byModel((model) => {
  const references = Object.keys(model.references);
  return {
    references,
    inText:
      references.length === 0 ? null : new RegExp(`"(${references.join('|')})":"(\\w+)"`, 'g'),
    memberships: Object.keys(model.memberships).map((field) => columnOf(model, field)),
    links: Object.values(model.links).map(({ columns }) => Object.keys(columns)),
  };
});

/**
 * A row with other ids in its references, where they have a target; and all ids that it names.
 * An id has the same length as any other, so that the prefixes of `own` stay where they are.
 */
export function redirectReferences<Row extends Redirectable>(
  model: ModelName,
  row: Row,
  targets: Targets = new Map(),
): { row: Row; references: ReadonlySet<string> } {
  const { inText, references, memberships, links } = shapes[model];
  const named = new Set<string>();
  const follow = (id: string): string => {
    named.add(id);
    return targets.get(id)?.intoId ?? id;
  };
  const own =
    inText === null
      ? row.own
      : row.own.replaceAll(inText, (_, field: string, id: string) => `"${field}":"${follow(id)}"`);
  const columns = { ...row.columns };
  for (const name of references) {
    const id = columns[name];
    if (typeof id === 'string') columns[name] = follow(id);
  }
  for (const name of memberships) {
    if (isList(columns[name])) columns[name] = once(columns[name], follow);
  }
  for (const names of links) redirectLinks(columns, names, { follow, targets });
  const isSame = own === row.own && JSON.stringify(columns) === JSON.stringify(row.columns);
  return { row: isSame ? row : { ...row, own, columns }, references: named };
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const once = (ids: readonly unknown[], follow: (id: string) => string): string[] => [
  ...new Set(ids.map((id) => follow(String(id)))),
];

/** A list of ids with lists beside it that belong to it, or a list of entries that name records. */
function redirectLinks(
  columns: Record<string, unknown>,
  names: readonly string[],
  { follow, targets }: { follow: (id: string) => string; targets: Targets },
): void {
  const lists = names.map((name) => columns[name]);
  const [first] = lists;
  if (!isList(first) || !lists.every(isList)) return;
  const entries = first.map((entry) =>
    typeof entry === 'string' ? follow(entry) : redirectEntry(entry, { follow, targets }),
  );
  if (JSON.stringify(entries) === JSON.stringify(first)) return;
  // Two that have become one are listed once.
  const keys = entries.map((entry) =>
    typeof entry === 'string' ? entry : Object.values(entry).at(0),
  );
  const isFirstOfKey = (_: unknown, index: number): boolean => keys.indexOf(keys[index]) === index;
  for (const [position, name] of names.entries()) {
    const list = position === 0 ? entries : lists[position];
    columns[name] = list?.filter(isFirstOfKey);
  }
}

/** An entry such as `{"user_id", "user_remote_id", "role_ids"}`. */
function redirectEntry(
  entry: unknown,
  { follow, targets }: { follow: (id: string) => string; targets: Targets },
): object {
  if (typeof entry !== 'object' || entry === null) return {};
  const redirected: Record<string, unknown> = { ...entry };
  for (const [name, value] of Object.entries(entry)) {
    if (isList(value)) redirected[name] = once(value, follow);
    if (typeof value !== 'string' || !name.endsWith('_id') || name.endsWith('_remote_id')) continue;
    redirected[name] = follow(value);
    const target = targets.get(value);
    if (target) redirected[name.replace(/_id$/, '_remote_id')] = target.intoRemoteId;
  }
  return redirected;
}
