import type { FormPart } from '../kit/form-parts.ts';

export type Nested = Record<string, unknown>;

/**
 * The fields of a form, nested by their names as Rails does: `data_compliance[consent]` is an object,
 * `question_1[]` a list, `educations[][degree_id]` a list of objects. There a name that the last
 * object has already begins the next one. A file stays the part that it is.
 * https://github.com/rack/rack/blob/main/lib/rack/query_parser.rb
 */
export function nestFields(parts: readonly FormPart[]): Nested {
  const root = emptyObject();
  for (const part of parts) {
    const value = part.filename === null ? part.content.toString() : part;
    const steps = part.name.split('[').map((step) => step.replace(/\]$/, ''));
    put(root, steps, value);
  }
  return root;
}

/** An empty step stands for a list. */
function put(into: Nested, [step = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[step] = value;
  } else if (rest[0] === '') {
    const list: unknown[] = Array.isArray(into[step]) ? into[step] : [];
    into[step] = list;
    putIntoList(list, rest.slice(1), value);
  } else {
    const object = isNested(into[step]) ? into[step] : emptyObject();
    into[step] = object;
    put(object, rest, value);
  }
}

function putIntoList(list: unknown[], below: string[], value: unknown): void {
  if (below.length === 0) {
    list.push(value);
    return;
  }
  const last = list.at(-1);
  const object = isNested(last) && !holds(last, below) ? last : emptyObject();
  if (object !== last) list.push(object);
  put(object, below, value);
}

/** A list within takes any number of values. */
function holds(object: Nested, steps: string[]): boolean {
  let found: unknown = object;
  for (const step of steps) {
    if (step === '' || !isNested(found) || !(step in found)) return false;
    found = found[step];
  }
  return true;
}

function isNested(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

/** Without a prototype, so that no name of a field reaches one. */
function emptyObject(): Nested {
  return Object.create(null) as Nested;
}
