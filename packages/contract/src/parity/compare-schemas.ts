import { isDeepStrictEqual } from 'node:util';

import type { JsonSchema } from '../json-schema.ts';
import { type Alternative, normalizeSchema, type SchemaMeaning } from './normalize-schema.ts';

/** One way in which our schema differs from the expected one, at a dotted path. */
export interface SchemaDifference {
  readonly path: string;
  readonly aspect: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Compares the meaning of two schemas both ways: names, types, required, nullable, words, defaults
 * and limits. Descriptions and the way a union is written do not count.
 */
export function compareSchemas(
  expected: JsonSchema,
  actual: JsonSchema,
  io: 'input' | 'output',
): SchemaDifference[] {
  return compareMeanings(normalizeSchema(expected, io), normalizeSchema(actual, io), '');
}

function compareMeanings(
  expected: SchemaMeaning,
  actual: SchemaMeaning,
  path: string,
): SchemaDifference[] {
  return [
    ...compareAspects(expected, actual, ['isNullable', 'default', 'openEnum', 'wordsSince'], path),
    ...compareAlternatives(expected.alternatives, actual.alternatives, path),
  ];
}

function compareAspects<Part extends object>(
  expected: Part,
  actual: Part,
  aspects: readonly (keyof Part & string)[],
  path: string,
): SchemaDifference[] {
  return aspects
    .filter((aspect) => !isDeepStrictEqual(expected[aspect], actual[aspect]))
    .map((aspect) => ({ path, aspect, expected: expected[aspect], actual: actual[aspect] }));
}

/** Pairs equal alternatives of two unions first, then explains what is left over. */
function compareAlternatives(
  expected: readonly Alternative[],
  actual: readonly Alternative[],
  path: string,
): SchemaDifference[] {
  const unmatched = [...actual];
  const missing = expected.filter((wanted) => {
    const index = unmatched.findIndex(
      (given) => compareAlternative(wanted, given, path).length === 0,
    );
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
  const [wanted] = missing;
  const [given] = unmatched;
  if (wanted && given && missing.length === 1 && unmatched.length === 1) {
    return compareAlternative(wanted, given, path);
  }
  return [
    ...missing.map((expected) => ({ path, aspect: 'alternative', expected, actual: undefined })),
    ...unmatched.map((actual) => ({ path, aspect: 'alternative', expected: undefined, actual })),
  ];
}

function compareAlternative(
  expected: Alternative,
  actual: Alternative,
  path: string,
): SchemaDifference[] {
  const own = compareAspects(expected, actual, ['type', 'words', 'required', 'limits'], path);
  return [
    ...own,
    ...compareChildren(expected.properties, actual.properties, path),
    ...compareChild(expected.items, actual.items, `${path}[]`),
    ...compareChild(expected.values, actual.values, `${path}{}`),
  ];
}

function compareChildren(
  expected: ReadonlyMap<string, SchemaMeaning>,
  actual: ReadonlyMap<string, SchemaMeaning>,
  path: string,
): SchemaDifference[] {
  const names = new Set([...expected.keys(), ...actual.keys()]);
  return [...names].flatMap((name) =>
    compareChild(expected.get(name), actual.get(name), path ? `${path}.${name}` : name),
  );
}

function compareChild(
  expected: SchemaMeaning | undefined,
  actual: SchemaMeaning | undefined,
  path: string,
): SchemaDifference[] {
  if (expected && actual) return compareMeanings(expected, actual, path);
  if (!expected && !actual) return [];
  const presence = (meaning: SchemaMeaning | undefined) => (meaning ? 'present' : 'absent');
  return [{ path, aspect: 'presence', expected: presence(expected), actual: presence(actual) }];
}
