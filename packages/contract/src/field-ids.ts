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
  const { properties = {} } = toJsonSchema(model, io);
  return Object.entries(properties)
    .filter(([name]) => !leftOut.has(name))
    .flatMap(([name, schema]) => namesBelow(name, schema));
}

function namesBelow(prefix: string, schema: JsonSchema): string[] {
  const { properties } = withoutNull(schema);
  if (!properties) return [prefix];
  return Object.entries(properties).flatMap(([name, child]) =>
    namesBelow(`${prefix}.${name}`, child),
  );
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const options = schema['anyOf'] as readonly JsonSchema[] | undefined;
  const [only, ...others] = (options ?? []).filter((option) => option.type !== 'null');
  return only && others.length === 0 ? only : schema;
}
