import { z } from 'zod';

/** A JSON Schema node as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>;

// Formats say what these patterns say, in a word instead of a line.
const speakingFormats = new Set(['date', 'date-time', 'email', 'uri']);

/** Makes zod's JSON Schema read like one written by hand. Exported for the OpenAPI generator. */
export const tidySchema: Override = ({ zodSchema, jsonSchema }) => {
  // Zod drops the default of a parameter that is parsed from text, though it is what clients see.
  const definition = zodSchema._zod.def;
  if (definition.type === 'default') jsonSchema.default = definition.defaultValue as never;
  // Answers may gain fields, and unknown keys of a body are dropped, so nothing is closed.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.type === 'object') delete jsonSchema.propertyNames;
  if (speakingFormats.has(jsonSchema.format ?? '')) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/** JSON Schema of a model, as it is sent (`output`) or as it is accepted (`input`). */
export function toJsonSchema(model: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(model, { io, override: tidySchema });
  return schema as JsonSchema;
}
