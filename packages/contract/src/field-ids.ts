import type { z } from 'zod';

import { type JsonSchema, toJsonSchema } from './json-schema.ts';

/**
 * The dotted names of a model's fields, such as `location.city`. Objects with known keys are
 * opened, lists and everything else count as one field.
 */
export function fieldIds(
  model: z.ZodType,
  io: 'input' | 'output',
  leftOut: ReadonlySet<string>,
): string[] {
  return fieldSchemas(model, io, leftOut).map(([name]) => name);
}

/** The same fields that can say nothing: by null, or by an empty list. */
export function emptyableFieldIds(model: z.ZodType, leftOut: ReadonlySet<string>): string[] {
  return fieldSchemas(model, 'output', leftOut)
    .filter(([, schema]) => typesOf(schema).some((type) => type === 'array' || type === 'null'))
    .map(([name]) => name);
}

/** The fields of a model that are an object, or a list of objects, with known keys. */
export function knownMembers(
  model: z.ZodType,
): Record<string, { isList: boolean; members: string[] }> {
  const { properties = {} } = toJsonSchema(model, 'output');
  const entries = Object.entries(properties).flatMap(([name, nullable]) => {
    const schema = withoutNull(nullable);
    const object = schema.properties ?? schema.items?.properties;
    if (object === undefined) return [];
    return [[name, { isList: schema.items !== undefined, members: Object.keys(object) }] as const];
  });
  return Object.fromEntries(entries);
}

/** The fields of a model that are a list of alternatives. */
export function unionLists(model: z.ZodType): string[] {
  const { properties = {} } = toJsonSchema(model, 'output');
  return Object.keys(properties).filter((name) => {
    const { items } = withoutNull(properties[name] ?? {});
    return items !== undefined && ('oneOf' in items || 'anyOf' in items);
  });
}

function fieldSchemas(
  model: z.ZodType,
  io: 'input' | 'output',
  leftOut: ReadonlySet<string>,
): [string, JsonSchema][] {
  const { properties = {} } = toJsonSchema(model, io);
  return Object.entries(properties)
    .filter(([name]) => !leftOut.has(name))
    .flatMap(([name, schema]) => schemasBelow(name, schema));
}

function schemasBelow(prefix: string, schema: JsonSchema): [string, JsonSchema][] {
  const { properties } = withoutNull(schema);
  if (!properties) return [[prefix, schema]];
  return Object.entries(properties).flatMap(([name, child]) =>
    schemasBelow(`${prefix}.${name}`, child),
  );
}

function typesOf({ type, anyOf }: JsonSchema): unknown[] {
  const options = (anyOf ?? []) as readonly JsonSchema[];
  return [type, ...options.map((option) => option.type)].flat();
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const options = schema['anyOf'] as readonly JsonSchema[] | undefined;
  const [only, ...others] = (options ?? []).filter((option) => option.type !== 'null');
  return only && others.length === 0 ? only : schema;
}
