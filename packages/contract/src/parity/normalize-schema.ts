import type { JsonSchema } from '../json-schema.ts';

/** What a schema says, whichever way it is written. */
export interface SchemaMeaning {
  readonly isNullable: boolean;
  readonly default: unknown;
  /** Known words of a text that may hold others too. */
  readonly openEnum: unknown;
  /** Words that SDKs before a version refuse. Other `x-since` marks only date what is compared anyway. */
  readonly wordsSince: unknown;
  readonly alternatives: readonly Alternative[];
}

/** One shape that a value may have, other than null. */
export interface Alternative {
  readonly type: string;
  /** Allowed values, written as JSON. */
  readonly words: readonly string[] | null;
  readonly required: readonly string[];
  readonly limits: Readonly<Record<string, unknown>>;
  readonly properties: ReadonlyMap<string, SchemaMeaning>;
  readonly items: SchemaMeaning | undefined;
  /** The values of an object with free keys, unless they may be anything. */
  readonly values: SchemaMeaning | undefined;
}

type Direction = 'input' | 'output';

/** Reads a schema of ours or of the published contract, whose extra rules are `x-constraints`. */
export function normalizeSchema(schema: JsonSchema, io: Direction): SchemaMeaning {
  const shapes = flatten(schema);
  const constraints = constraintsOf(schema);
  return {
    isNullable: shapes.some((shape) => typesOf(shape).some(allowsNull)),
    // A default in an answer is what the SDK fills in, not something that we leave out.
    default: schema['default'] ?? (io === 'input' ? constraints['default'] : undefined),
    openEnum: shapes.map((shape) => shape['x-open-enum'] ?? shape['x-known-values']).find(Boolean),
    wordsSince: schema['x-since-values'],
    alternatives: shapes.flatMap((shape) =>
      typesOf(shape)
        .filter((type) => type !== 'null')
        .map((type) => toAlternative(type, shape, io)),
    ),
  };
}

function flatten(schema: JsonSchema): JsonSchema[] {
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  const { anyOf: _, oneOf: __, ...rest } = schema;
  return options ? options.flatMap((option) => flatten({ ...rest, ...option })) : [schema];
}

function typesOf(schema: JsonSchema): readonly string[] {
  const { type = 'any' } = schema;
  return typeof type === 'string' ? [type] : type;
}

function allowsNull(type: string): boolean {
  return type === 'null' || type === 'any';
}

function toAlternative(type: string, schema: JsonSchema, io: Direction): Alternative {
  const { properties = {}, items, required = [] } = schema;
  const values = schema['additionalProperties'];
  return {
    type,
    words: wordsOf(schema),
    required: required.toSorted(),
    limits: limitsOf(schema),
    properties: new Map(
      Object.entries(properties).map(([name, child]) => [name, normalizeSchema(child, io)]),
    ),
    items: items && normalizeSchema(items, io),
    values: isRule(values) ? normalizeSchema(values, io) : undefined,
  };
}

function isRule(values: unknown): values is JsonSchema {
  return typeof values === 'object' && values !== null && Object.keys(values).length > 0;
}

function wordsOf(schema: JsonSchema): readonly string[] | null {
  const words = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(words)
    ? words
        .filter((entry) => entry !== null)
        .map((entry) => JSON.stringify(entry))
        .toSorted()
    : null;
}

function constraintsOf(schema: JsonSchema): JsonSchema {
  return (schema['x-constraints'] ?? {}) as JsonSchema;
}

/** Limits of numbers, texts and lists. */
function limitsOf(schema: JsonSchema): Record<string, unknown> {
  const { minimum, maximum, minLength, maxItems, ...text } = {
    ...schema,
    ...constraintsOf(schema),
  };
  const form = textForm(text);
  return { minimum, maximum, minLength: form ? undefined : minLength, maxItems, form };
}

/** The form of a text. Equal patterns are spelled in many ways, so only their presence counts. */
function textForm({ format, pattern }: JsonSchema): unknown {
  if (typeof pattern !== 'string' || format) return format;
  return pattern.includes('@') ? 'email' : 'pattern';
}
