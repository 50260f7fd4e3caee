import { clientOperations, type Operation, webhooks } from '@hirewire/contract';
import { compile } from 'json-schema-to-typescript';
import { parameterTypeOf, toPascalCase } from './names.ts';
import { componentSchemas, findOperation, parametersOf, type Schema } from './schemas.ts';

/**
 * All types of the wire: models, parameters of the operations, answers and webhooks. The names and
 * the words are those of the OpenAPI document.
 */
export async function writeModels(): Promise<string> {
  const definitions: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(componentSchemas)) {
    // Bodies are part of the parameters; errors are classes of their own.
    if (!/Body$|^(?:Ats|General)Error$/.test(name)) definitions[name] = prepare(schema, name);
  }
  for (const operation of clientOperations) {
    const name = parameterTypeOf(operation);
    if (name !== null) definitions[name] = prepare(flatParameters(operation), name);
  }
  const text = await compile({ definitions } as never, 'Unused', {
    additionalProperties: false,
    bannerComment: '',
    declareExternallyReferenced: true,
    format: true,
    style: { singleQuote: true, printWidth: 100 },
    unreachableDefinitions: true,
    unknownAny: true,
  });
  return `${tidy(text)}\n${webhookUnion()}`;
}

/** Path, query and body of an operation as one flat object, as the Python SDK has it. */
function flatParameters(called: Operation): Schema {
  const { id } = called;
  const operation = findOperation(called);
  const body = componentSchemas[`${toPascalCase(id)}Body`];
  const flat: Schema = { type: 'object', properties: {}, required: [] };
  const add = (name: string, schema: Schema, isRequired: boolean): void => {
    if (flat.properties?.[name] !== undefined) throw new Error(`${id} has two ${name}.`);
    flat.properties = { ...flat.properties, [name]: schema };
    if (isRequired) flat.required?.push(name);
  };
  for (const { name, required, description, deprecated, schema } of parametersOf(operation)) {
    add(name, { ...schema, description, deprecated } as Schema, required === true);
  }
  for (const [name, schema] of Object.entries(body?.properties ?? {})) {
    add(name, schema, body?.required?.includes(name) === true);
  }
  return flat;
}

const isInput = (name: string): boolean => /(?:Parameters|Input|RemoteFields)$/.test(name);

/** Points references at the definitions, and says in words what types cannot. */
function prepare(schema: Schema, name: string): Schema {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const copy = Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        // Their names are those of the wire, and may be words of JSON Schema: `format`.
        key === 'properties' ? visitEach(value as object) : visit(value),
      ]),
    );
    return describe(copy as Schema, isInput(name));
  };
  const visitEach = (properties: object): object =>
    Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, visit(value)]));
  return visit(schema) as Schema;
}

/** Keywords that say what kind of value a schema means. */
const kinds = ['type', 'anyOf', 'oneOf', 'allOf', 'enum', 'const'];

function describe(schema: Schema, isAccepted: boolean): Schema {
  const { $ref, format, 'x-open-enum': words, ...rest } = schema;
  if (typeof $ref === 'string') {
    const reference = { $ref: $ref.replace('#/components/schemas/', '#/definitions/') };
    // What stands beside a reference would make a type of its own of it.
    return Object.keys(rest).length === 0 ? reference : { ...rest, allOf: [reference] };
  }
  const described: Schema = { ...rest, ...wordsOf(schema) };
  if (Array.isArray(words)) {
    const isNullable = Array.isArray(schema['type']) && schema['type'].includes('null');
    const known = words.map((word) => `'${String(word)}'`).join(' | ');
    described['tsType'] = `${known} | (string & {})${isNullable ? ' | null' : ''}`;
  } else if (format === 'date-time' && isAccepted) {
    described['tsType'] = 'Date | string';
  } else if (typeof rest.description === 'string' && !kinds.some((kind) => kind in rest)) {
    // The compiler takes a schema that only has words for an object.
    described['tsType'] = 'unknown';
  }
  return described;
}

/** Default, limits and format of a value, as the end of its description. */
function wordsOf(schema: Schema): { description?: string } {
  const { description, default: byDefault, minimum, maximum, maxLength, minLength } = schema;
  const parts = [
    description,
    schema['format'] === 'date-time' && 'ISO 8601 date-time.',
    schema['format'] === 'uri' && 'A URL.',
    minimum !== undefined && `At least ${JSON.stringify(minimum)}.`,
    maximum !== undefined && `At most ${JSON.stringify(maximum)}.`,
    minLength !== undefined &&
      (minLength === 1 ? 'Not empty.' : `At least ${JSON.stringify(minLength)} characters.`),
    maxLength !== undefined && `At most ${JSON.stringify(maxLength)} characters.`,
    byDefault !== undefined && `Default: \`${JSON.stringify(byDefault)}\`.`,
  ].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.length === 0 ? {} : { description: parts.join(' ') };
}

function tidy(text: string): string {
  return (
    text
      // The holder of all definitions, which nobody uses.
      .replace(/export interface Unused \{[^}]*\}\n/, '')
      .replaceAll(/\/\*\*\n \* This interface was referenced by [\s\S]*?\*\/\n/g, '')
      .replaceAll(
        / \*\n \* This interface was referenced by .*\n \* via the `definition` ".*"\.\n/g,
        '',
      )
      // Who compiles with exactOptionalPropertyTypes may still pass what they do not have.
      .replaceAll(/^( +'?\w+'?\?: (?!unknown;).+);$/gm, '$1 | undefined;')
      .trim()
  );
}

function webhookUnion(): string {
  const names = webhooks.map(({ id }) => `${toPascalCase(id)}WebhookPayload`);
  return `
/** Every event that a webhook can bring, told apart by \`type\`. */
export type WebhookEvent =
${names.map((name) => `  | ${name}`).join('\n')};
`;
}
