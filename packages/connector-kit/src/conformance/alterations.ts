/** One change that a vendor may have made to an answer, wherever the path leads in it. */
export interface Alteration {
  /** Keys from the root of the answer; `[]` for every entry of a list. */
  path: readonly string[];
  kind: 'values' | 'order';
}

const everyEntry = '[]';

/** All that can change in an answer: each of its fields but ids, and the order of each list. */
export function listAlterations(body: unknown): Map<string, Alteration> {
  const found = new Map<string, Alteration>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      const name = path.join('.');
      if (value.length > 1) found.set(`order of ${name || 'the list'}`, { path, kind: 'order' });
      for (const entry of value) visit(entry, [...path, everyEntry]);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    } else if (path.length > 0 && path.at(-1) !== 'id') {
      found.set(path.join('.'), { path, kind: 'values' });
    }
  };
  visit(body, []);
  return found;
}

/** A copy of the answer with the alteration. */
export function alter(body: unknown, { path, kind }: Alteration): unknown {
  const copy: unknown[] = [structuredClone(body)];
  // The root is an entry as well, so that every place has an object that holds it.
  let slots: Slot[] = [{ holder: copy as unknown as Holder, key: '0' }];
  for (const key of path) slots = slots.flatMap((slot) => slotsBelow(read(slot), key));
  if (kind === 'order') {
    for (const slot of slots) {
      const list = read(slot);
      if (Array.isArray(list)) slot.holder[slot.key] = list.toReversed();
    }
  } else {
    const values = alterValues(slots.map(read));
    for (const [index, { holder, key }] of slots.entries()) holder[key] = values[index];
  }
  return copy[0];
}

type Holder = Record<string, unknown>;

interface Slot {
  holder: Holder;
  key: string;
}

function read({ holder, key }: Slot): unknown {
  return holder[key];
}

function slotsBelow(value: unknown, key: string): Slot[] {
  if (Array.isArray(value)) {
    if (key !== everyEntry) return [];
    return value.map((_entry, index) => ({ holder: value as unknown as Holder, key: `${index}` }));
  }
  return isObject(value) && key in value ? [{ holder: value, key }] : [];
}

/** Each value moves on by one place, so that all are words that the vendor has. */
function alterValues(values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (rest.some((value) => value !== first)) return [...rest, first];
  return [alterValue(first), ...rest];
}

function alterValue(value: unknown): unknown {
  if (typeof value === 'string') return `${value} altered`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : value;
}

function isObject(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
