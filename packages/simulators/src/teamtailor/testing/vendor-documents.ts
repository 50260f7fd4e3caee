import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** The vendor's own samples and a community's OpenAPI document, which are no part of the project. */
const folder = new URL('../../../../../../shared/vendors/teamtailor/', import.meta.url);

/** Why the tests with the vendor's documents cannot run here, or false when they can. */
export const documentsSkip: string | false = existsSync(folder)
  ? false
  : 'no ../shared/vendors/teamtailor beside the checkout';

type Schema = Record<string, unknown>;
export type Sample = Record<string, unknown>;

export interface SampleRecord {
  file: string;
  type: string;
  attributes: Sample;
  relationships: Sample;
  links: Sample;
}

export interface SampleRequest {
  file: string;
  method: string;
  /** `/candidates/1337`, as the sample has it. */
  path: string;
  body: Sample;
}

interface Example {
  kind: string;
  request: string | null;
  json: Sample;
}

function examplesIn(name: string): (Example & { file: string })[] {
  const files = readdirSync(new URL(name, folder));
  return files.flatMap((file) => {
    const { examples } = readJson(`${name}${file}`) as { examples: Example[] };
    return examples.map((example) => ({ ...example, file }));
  });
}

export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

/** Every record of the documentation of 2021; some samples leave `data` out. */
export function sampleRecords(): SampleRecord[] {
  return examplesIn('docs-2021-examples/').flatMap(({ file, kind, json }) => {
    if (kind === 'request') return [];
    const records = [json['data'] ?? json].flat() as Sample[];
    return records.flatMap(({ type, attributes = {}, relationships = {}, links = {} }) =>
      typeof type === 'string'
        ? [{ file, type, attributes, relationships, links } as SampleRecord]
        : [],
    );
  });
}

/** Every request of the documentation of 2021 that names its method. */
export function sampleRequests(): SampleRequest[] {
  return examplesIn('docs-2021-examples/').flatMap(({ file, request, json }) => {
    const [, method, path] = /^(\w+) \S+?\/v1(\/\S+)$/.exec(request ?? '') ?? [];
    return method === undefined || path === undefined ? [] : [{ file, method, path, body: json }];
  });
}

/** What a company webhook sends, by the vendor's documentation for partners of 2026. */
export function webhookSample(): Sample {
  const [first] = examplesIn('partner-docs-2026-examples/').filter(({ file }) =>
    file.startsWith('company_webhooks'),
  );
  if (first === undefined) throw new Error('There is no sample of a company webhook.');
  return first.json;
}

/** The OpenAPI document for version 20240904, which is of candidates, job applications and stages. */
export class OpenApi {
  readonly #document: Schema;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });

  constructor() {
    const name = new URL('community-openapi-2026/TeamtailorService.openapi.yaml', folder);
    this.#document = parse(readFileSync(name, 'utf8')) as Schema;
  }

  get paths(): string[] {
    return Object.keys(this.#document['paths'] as object);
  }

  /** The parameters of a path's query. */
  parametersOf(path: string): string[] {
    const parameters = this.#operation(path)['parameters'] as { name: string; in: string }[];
    return parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  }

  /** Complaints about an answer. Whatever a schema names may be null; more than it names is noted. */
  complaintsAbout(path: string, answer: unknown): string[] {
    const responses = this.#operation(path)['responses'] as Record<string, Schema>;
    const content = responses['200']?.['content'] as Record<string, Schema>;
    const schema = this.#nullable(content['application/json']?.['schema'] as Schema);
    const validate = this.#ajv.compile(schema);
    if (validate(answer)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    );
  }

  #operation(path: string): Schema {
    const paths = this.#document['paths'] as Record<string, Record<string, Schema>>;
    const operation = paths[path]?.['get'];
    if (operation === undefined) throw new Error(`The document has no GET ${path}.`);
    return operation;
  }

  #nullable(given: Schema): Schema {
    const reference = given['$ref'];
    const schema = typeof reference === 'string' ? this.#schemaOf(reference) : given;
    const { type, properties, items } = schema;
    const inner = Object.entries((properties ?? {}) as Record<string, Schema>);
    return {
      type: [type, 'null'],
      ...(items !== undefined && { items: this.#nullable(items as Schema) }),
      ...(properties !== undefined && {
        properties: Object.fromEntries(inner.map(([name, one]) => [name, this.#nullable(one)])),
        additionalProperties: false,
      }),
    };
  }

  #schemaOf(reference: string): Schema {
    const { schemas } = this.#document['components'] as { schemas: Record<string, Schema> };
    const schema = schemas[reference.split('/').at(-1) ?? ''];
    if (schema === undefined) throw new Error(`The document has no ${reference}.`);
    return schema;
  }
}
