import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** Ashby's own OpenAPI document, which may not be part of this project. */
const documentUrl = new URL(
  '../../../../../../shared/vendors/ashby/openapi/ashby-openapi-2026-05.yml',
  import.meta.url,
);

/** Why the tests with the vendor's document cannot run here, or false when they can. */
export const oracleSkip: string | false = existsSync(documentUrl)
  ? false
  : 'no ../shared/vendors/ashby/openapi beside the checkout';

type Schema = Record<string, unknown>;

/** Fields of live answers that the document does not have, as property → why we send it. */
const undocumented: Schema = {
  // Seen in live jobs.
  secondaryLocationIds: { type: 'array', items: { type: 'string' } },
  // The live name of shouldDisplayCompensationOnJobBoard in jobPosting.info.
  shouldDisplayCompensation: { type: 'boolean' },
  // jobPosting.info documents the request `expand: ["job"]`, but not the answer.
  job: { type: 'object' },
};

/** Formats that the document declares, and live values do not keep. */
const looseFormats = new Set(['customRequisitionId']);

/** Words that one part of the document leaves out of a list, and another part has. */
const missingWords: Record<string, string[]> = {
  // customField.create and customField.setValue know fields of this type.
  fieldType: ['Url'],
};

/** Request fields that the document declares as text, while its description says otherwise. */
const looseInputs: Record<string, string> = { 'applicationForm.submit': 'value' };

export interface Oracle {
  /** Complaints about an answer of the method; empty when it is right. */
  complaintsAboutAnswer: (method: string, envelope: unknown) => string[];
  complaintsAboutRequest: (method: string, body: unknown) => string[];
  /** Complaints about what is sent to the receiver of a webhook of this type. */
  complaintsAboutWebhook: (type: string, body: unknown) => string[];
  /** Every request field of the method, and whether it is required in every form of the request. */
  requestFields: (method: string) => Map<string, boolean>;
  /** The permission that the text of the method names, such as candidatesRead. */
  permission: (method: string) => string | null;
}

export function loadOracle(): Oracle {
  const document = parse(readFileSync(documentUrl, 'utf8')) as Schema;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const validators = new Map<string, (value: unknown) => string[]>();
  const complaints = (key: string, schema: () => Schema, value: unknown): string[] => {
    const known = validators.get(key) ?? validatorOf(ajv, schema());
    validators.set(key, known);
    return known(value);
  };
  return {
    complaintsAboutAnswer: (method, envelope) =>
      complaints(`answer ${method}`, () => answerSchema(document, method), envelope),
    complaintsAboutRequest: (method, body) =>
      complaints(`request ${method}`, () => requestSchema(document, method), body),
    complaintsAboutWebhook: (type, body) =>
      complaints(`webhook ${type}`, () => webhookSchema(document, type), body),
    requestFields: (method) => fieldsOf(requestSchema(document, method)),
    permission: (method) => {
      const text = String(operation(document, method)['description']);
      return /Requires the \[`(\w+)`\]/.exec(text)?.[1] ?? null;
    },
  };
}

function validatorOf(ajv: Ajv2020, schema: Schema): (value: unknown) => string[] {
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    return errors.map(({ instancePath, message = '', params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    );
  };
}

function operation(document: Schema, method: string): Schema {
  const path = (document['paths'] as Schema)[`/${method}`] as Schema | undefined;
  if (path === undefined) throw new Error(`The document has no ${method}`);
  return path['post'] as Schema;
}

/** Only the success form: an answer that failed must not pass as right. */
function answerSchema(document: Schema, method: string): Schema {
  const responses = operation(document, method)['responses'] as Record<string, Schema>;
  const whole = jsonSchemaOf(responses['200'] ?? {});
  const [first, second] = whole['oneOf'] as Schema[];
  const hasTwoSuccesses = method === 'hiringTeamRole.list';
  const success = hasTwoSuccesses ? { anyOf: [first, second] } : (first ?? {});
  return new Normalizer(document).normalize(success);
}

function webhookSchema(document: Schema, type: string): Schema {
  const webhook = (document['webhooks'] as Record<string, Record<string, Schema>>)[type];
  const body = webhook?.['post']?.['requestBody'];
  if (body === undefined) throw new Error(`The document has no webhook ${type}`);
  return new Normalizer(document).normalize(jsonSchemaOf(body as Schema));
}

function requestSchema(document: Schema, method: string): Schema {
  const body = operation(document, method)['requestBody'] as Schema | undefined;
  const normalizer = new Normalizer(document, { looseInput: looseInputs[method] ?? null });
  return normalizer.normalize(body === undefined ? {} : jsonSchemaOf(body));
}

function jsonSchemaOf(body: Schema): Schema {
  const content = body['content'] as Record<string, Schema>;
  return (content['application/json'] as Schema)['schema'] as Schema;
}

/**
 * Inlines references and repairs the document where live answers prove it wrong:
 * - properties that are not required may be null;
 * - `oneOf` becomes `anyOf`, since a plain string fits several of its forms;
 * - a type that allows null has an enum that allows it too;
 * - parts of an `allOf` may not forbid the properties of the other parts.
 * In answers, properties that the document does not know are refused.
 */
class Normalizer {
  readonly #document: Schema;
  readonly #isAnswer: boolean;
  readonly #looseInput: string | null;

  /** For what the vendor sends, unless `request` says that it is what the vendor takes. */
  constructor(document: Schema, request?: { looseInput: string | null }) {
    this.#document = document;
    this.#isAnswer = request === undefined;
    this.#looseInput = request?.looseInput ?? null;
  }

  normalize(schema: Schema): Schema {
    const required = this.#requiredOf(schema);
    const normal = this.#part(schema, required);
    const isObject = normal['properties'] !== undefined || normal['allOf'] !== undefined;
    return this.#isAnswer && isObject ? { ...normal, unevaluatedProperties: false } : normal;
  }

  #part(given: Schema, required: Set<string>): Schema {
    const schema = this.#resolve(given);
    const normal: Schema = {};
    for (const name of ['type', 'enum', 'const', 'format', 'minItems', 'minLength', 'required']) {
      if (schema[name] !== undefined) normal[name] = schema[name];
    }
    const { enum: options, type } = normal;
    if (Array.isArray(options) && Array.isArray(type) && type.includes('null')) {
      normal['enum'] = [...options, null];
    }
    if (schema['items'] !== undefined) normal['items'] = this.normalize(schema['items'] as Schema);
    if (typeof schema['additionalProperties'] === 'object') {
      normal['additionalProperties'] = this.normalize(schema['additionalProperties'] as Schema);
    }
    const alternatives = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
    if (alternatives !== undefined)
      normal['anyOf'] = alternatives.map((one) => this.normalize(one));
    const parts = schema['allOf'] as Schema[] | undefined;
    if (parts !== undefined) normal['allOf'] = parts.map((part) => this.#part(part, required));
    if (schema['properties'] !== undefined) {
      normal['properties'] = this.#properties(schema['properties'] as Schema, required);
    }
    return normal;
  }

  #properties(properties: Schema, required: Set<string>): Schema {
    const normal = Object.entries(this.#resolve(properties)).map(([name, property]) => {
      const inner = this.normalize(property as Schema);
      if (Array.isArray(inner['enum'])) {
        inner['enum'] = [...(inner['enum'] as unknown[]), ...(missingWords[name] ?? [])];
      }
      if (name === this.#looseInput) return [name, {}];
      if (looseFormats.has(name)) return [name, { type: ['string', 'null'] }];
      const isOptional = this.#isAnswer && !required.has(name);
      return [name, isOptional ? { anyOf: [inner, { type: 'null' }] } : inner];
    });
    return { ...(this.#isAnswer && undocumented), ...Object.fromEntries(normal) };
  }

  /** What the schema and the parts of its `allOf` require together. */
  #requiredOf(given: Schema): Set<string> {
    const schema = this.#resolve(given);
    const parts = (schema['allOf'] ?? []) as Schema[];
    const own = (schema['required'] ?? []) as string[];
    return new Set([...own, ...parts.flatMap((part) => [...this.#requiredOf(part)])]);
  }

  #resolve(schema: Schema): Schema {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const steps = reference.slice(2).split('/');
    const found = steps.reduce<unknown>((at, step) => {
      const name = decodeURIComponent(step.replaceAll('~1', '/').replaceAll('~0', '~'));
      return (at as Schema)[name];
    }, this.#document);
    const target = this.#resolve(found as Schema);
    // What stands beside a reference counts too: application.listHistory requires its field there.
    const all = [target['required'] ?? [], schema['required'] ?? []].flat();
    return all.length === 0 ? target : { ...target, required: [...new Set(all)] };
  }
}

function fieldsOf(schema: Schema): Map<string, boolean> {
  const parts = (schema['allOf'] ?? []) as Schema[];
  const required = [schema, ...parts].flatMap((part) => (part['required'] ?? []) as string[]);
  const fields = new Map<string, boolean>();
  for (const name of Object.keys((schema['properties'] ?? {}) as Schema)) {
    fields.set(name, required.includes(name));
  }
  for (const part of parts) {
    for (const [name, isRequired] of fieldsOf(part)) {
      fields.set(name, isRequired || required.includes(name));
    }
  }
  // A field of one of several forms is not required in general.
  for (const form of (schema['anyOf'] ?? []) as Schema[]) {
    for (const name of fieldsOf(form).keys()) fields.set(name, false);
  }
  return fields;
}
