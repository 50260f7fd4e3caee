import { hirewireOperations } from '../hirewire/operations.ts';
import type { HttpMethod, Operation } from '../operations/define-operation.ts';
import { operations } from '../operations/operations.ts';
import { webhooks } from '../webhooks/webhooks.ts';
import { ownModels, wireModels } from './component-models.ts';
import { componentSchemas } from './component-schemas.ts';
import { errorResponses } from './error-responses.ts';
import { operationObject } from './operation-object.ts';
import { webhookObject } from './webhook-object.ts';

const information = {
  title: 'Hirewire API',
  version: '1',
  summary: 'One API for every applicant tracking system',
  description:
    'Self-hosted and wire-compatible with the ATS, General, Connect and Assessment parts of the Kombo Unified API. Every operation answers with HTTP 200 on success; `error.code` says what went wrong otherwise. Lists are read from the last sync, so they are as fresh as it is; actions run live in the tool and end when it has answered. A field of a record is null or missing where the tool has nothing for it, or its connector cannot read it: the coverage of `GET /tools/ats` says which.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const tags = [
  {
    name: 'ATS',
    description: 'Records of the tool, read from the last sync, and live actions in it.',
  },
  { name: 'General', description: 'Integrations, syncs, tools and passthrough.' },
  { name: 'Connect', description: 'Bringing new customers in.' },
  {
    name: 'Assessment',
    description: 'Tests and background checks that recruiters order from inside their tool.',
  },
  { name: 'Webhooks', description: 'Events posted to your own address.' },
];

const parameters = {
  'integration-id': {
    name: 'X-Integration-Id',
    in: 'header',
    required: true,
    description:
      'Id of the integration to work on: the slug of its tool, a colon and 24 characters, such as `ashby:…`.',
    schema: { type: 'string' },
  },
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes it safe to repeat the request: for a day, the same key with the same request gets the ' +
      'first answer again, and nothing is sent to the tool twice. With another request it is an ' +
      'input error.',
    schema: { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,255}$` },
  },
  'webhook-signature': {
    name: 'X-Kombo-Signature',
    in: 'header',
    required: true,
    description: 'HMAC-SHA256 of the raw body with your webhook secret, base64url without padding.',
    schema: { type: 'string' },
  },
};

const securitySchemes = {
  'api-key': {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of one environment, as `Authorization: Bearer <key>`.',
  },
};

/** What the documents of both APIs begin with. */
function head<Information extends object>(info: Information, url: string) {
  return {
    openapi: '3.1.0',
    info,
    'x-generated-by': 'packages/contract/scripts/generate.ts',
    servers: [{ url }],
    security: [{ 'api-key': [] }],
  };
}

/** The OpenAPI 3.1 document of the whole wire. It marks what is not implemented yet. */
export function openApiDocument() {
  return {
    ...head(information, '/v1'),
    tags,
    paths: pathsOf(operations),
    webhooks: Object.fromEntries(webhooks.map((webhook) => [webhook.type, webhookObject(webhook)])),
    components: {
      schemas: componentSchemas(wireModels),
      responses: errorResponses(operations),
      parameters,
      securitySchemes,
    },
  };
}

/** The OpenAPI 3.1 document of our own API, so that the one of the wire stays as it is. */
export function hirewireOpenApiDocument() {
  const info = {
    ...information,
    title: 'Hirewire API beside the wire',
    summary: 'Change feed, webhooks, and records of syncs and actions',
    description:
      'What Hirewire has beyond the Kombo Unified API. Every operation answers with HTTP 200 on success; `error.code` and the status say what went wrong otherwise.',
  };
  return {
    ...head(info, '/hirewire/v1'),
    tags: [{ name: 'Hirewire', description: 'What Hirewire has beyond the wire.' }],
    paths: pathsOf(hirewireOperations),
    components: {
      schemas: componentSchemas(ownModels),
      responses: errorResponses(hirewireOperations),
      parameters: { 'integration-id': parameters['integration-id'] },
      securitySchemes,
    },
  };
}

function pathsOf(all: readonly Operation[]) {
  const paths = new Map<string, Partial<Record<Lowercase<HttpMethod>, object>>>();
  for (const operation of all) {
    const method = operation.method.toLowerCase() as Lowercase<HttpMethod>;
    const item = paths.get(operation.path) ?? {};
    paths.set(operation.path, { ...item, [method]: operationObject(operation) });
  }
  return Object.fromEntries(paths);
}
