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
    'Self-hosted and wire-compatible with the ATS, General, Connect and Assessment parts of the Kombo Unified API. A successful operation returns HTTP 200; otherwise `error.code` says what went wrong. Lists return data from the last sync. Actions run live in the tool, and return when the tool has responded. A field of a record is null or missing if the tool has no value for it, or its connector cannot read it: see the coverage in `GET /tools/ats`.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const tags = [
  {
    name: 'ATS',
    description: 'Records from the last sync, and live actions in the tool.',
  },
  { name: 'General', description: 'Integrations, syncs, tools and passthrough.' },
  { name: 'Connect', description: 'Links for customers to connect their tools.' },
  {
    name: 'Assessment',
    description: 'Tests and background checks that recruiters order from inside their tool.',
  },
  { name: 'Webhooks', description: 'Events that Hirewire sends to your URL.' },
];

const parameters = {
  'integration-id': {
    name: 'X-Integration-Id',
    in: 'header',
    required: true,
    description:
      "Id of the integration: the tool's slug, a colon and 24 characters, such as `ashby:…`.",
    schema: { type: 'string' },
  },
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes it safe to repeat the request. For a day, the same request with the same key returns the first response again, and nothing is sent to the tool twice. A different request with the same key is an error.',
    schema: { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,255}$` },
  },
  'dry-run': {
    name: 'Hirewire-Dry-Run',
    in: 'header',
    required: false,
    description: 'Whether to send nothing to the tool, and return the requests that would be sent.',
    schema: { type: 'string', enum: ['true', 'false'] },
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
    title: "Hirewire's own API",
    summary: 'Change feed, webhooks, and records of syncs and actions',
    description:
      "Hirewire's own operations, beyond the Kombo Unified API. A successful operation returns HTTP 200; otherwise the status and `error.code` say what went wrong.",
  };
  return {
    ...head(info, '/hirewire/v1'),
    tags: [{ name: 'Hirewire', description: "Hirewire's own operations." }],
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
