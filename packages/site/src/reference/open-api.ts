import { hirewireOpenApiDocument, type Operation, openApiDocument } from '@hirewire/contract';

/** What the pages read of a JSON Schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly deprecated?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  /** Words that are usual where any other is allowed, too. */
  readonly 'x-open-enum'?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly schema: Schema;
}

type Reference = { readonly $ref: string };
type Content = { readonly 'application/json': { readonly schema: Schema } };

export interface OperationDocument {
  readonly parameters: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content } | Reference>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDocument>>>>;
  readonly webhooks: Readonly<
    Record<string, { readonly post: { readonly requestBody: { readonly content: Content } } }>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
  };
}

// As text and back: what a reader of the file sees, without the types of its making.
const read = (document: object) => JSON.parse(JSON.stringify(document)) as Document;
const wire = read(openApiDocument());
const documents = { '/v1': wire, '/hirewire/v1': read(hirewireOpenApiDocument()) };

const nameOf = ({ $ref }: Reference): string => $ref.split('/').at(-1) ?? '';

/** A part of the document that an operation or a webhook must have. */
function found<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`The OpenAPI document has no ${name}.`);
  return part;
}

function documentOf({ basePath, path, method }: Operation): OperationDocument {
  return found(documents[basePath].paths[path]?.[method.toLowerCase()], `${method} ${path}`);
}

export function parametersOf(operation: Operation): Parameter[] {
  return documentOf(operation).parameters.map((parameter) =>
    '$ref' in parameter
      ? found(
          documents[operation.basePath].components.parameters[nameOf(parameter)],
          parameter.$ref,
        )
      : parameter,
  );
}

export function bodyOf(operation: Operation): Schema | null {
  const body = documentOf(operation).requestBody;
  return body === undefined ? null : resolve(body.content['application/json'].schema);
}

export function responseOf(operation: Operation): Schema {
  const response = found(documentOf(operation).responses['200'], `response of ${operation.id}`);
  if ('$ref' in response) throw new Error(`The response of ${operation.id} is a reference.`);
  const { schema } = response.content['application/json'];
  // Beside it may be that of a dry run, which the description explains.
  return resolve(schema.anyOf?.[0] ?? schema);
}

export function payloadOf(type: string): Schema {
  const webhook = found(wire.webhooks[type], type);
  return resolve(webhook.post.requestBody.content['application/json'].schema);
}

/** The error codes that an operation may return, in the order of their statuses. */
export function errorCodesOf(operation: Operation): string[] {
  const { responses: shared } = documents[operation.basePath].components;
  return Object.values(documentOf(operation).responses).flatMap((response) => {
    if (!('$ref' in response)) return [];
    const { description } = found(shared[nameOf(response)], response.$ref);
    return [...description.matchAll(/^- `([A-Z_.]+)`/gm)].map((match) => match[1] ?? '');
  });
}

/** A schema in the place of a reference to it. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  const name = nameOf({ $ref });
  const ours = documents['/hirewire/v1'].components.schemas;
  return { ...found(wire.components.schemas[name] ?? ours[name], $ref), ...own };
}

/** The fields of an object; none for anything else. */
export const propertiesOf = (schema: Schema): Readonly<Record<string, Schema>> =>
  resolve(schema).properties ?? {};
