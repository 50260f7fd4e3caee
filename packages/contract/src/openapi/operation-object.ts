import type { z } from 'zod';

import { toJsonSchema } from '../json-schema.ts';
import type { Operation } from '../operations/define-operation.ts';
import { bodyName, responseName } from './component-models.ts';
import { schemaRef } from './component-schemas.ts';
import { errorResponseRefs } from './error-responses.ts';

const groupTags = {
  ats: 'ATS',
  general: 'General',
  connect: 'Connect',
  assessment: 'Assessment',
  hirewire: 'Hirewire',
} as const;

const dryRunNote =
  'With the header `Hirewire-Dry-Run: true`, nothing is sent to the tool: the response lists the requests that would be sent.';

const listNote =
  'Returns an error until the first sync has ended. To see whether the tool has these records, and which of their fields, see `read_models` in `GET /integrations/{integration_id}`.';

const coverageNote =
  'To see whether the tool supports it, see `write_actions` in `GET /integrations/{integration_id}`.';

const notImplementedNote = (reason: string) =>
  `**Not implemented yet:** returns an error with status 501, whose code is null. ${reason}`;

/** An operation as OpenAPI has it. */
export function operationObject(operation: Operation): object {
  const { body, bodyRequired, deprecated, description, group, id, operationId, summary } =
    operation;
  const { keyScope, needsKey, notImplemented, response, responseType } = operation;
  return {
    operationId,
    summary,
    description: [
      ...(notImplemented === null ? [] : [notImplementedNote(notImplemented)]),
      description,
      ...conditionOf(operation),
      ...(canBeDry(operation) ? [dryRunNote] : []),
    ].join('\n\n'),
    tags: [groupTags[group]],
    ...(deprecated && { deprecated }),
    ...(notImplemented !== null && { 'x-hirewire-implemented': false }),
    ...(!needsKey && { security: [] }),
    ...(needsKey && keyScope !== 'any' && { 'x-hirewire-key-scope': keyScope }),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: { required: bodyRequired, content: json(bodyName(id)) },
    }),
    responses: {
      '200': {
        description: 'Success.',
        content:
          responseType === 'application/json'
            ? jsonOf(operation)
            : { [responseType]: { schema: toJsonSchema(response, 'output') } },
      },
      ...errorResponseRefs(operation),
    },
  };
}

/** What has to be so that the operation does anything, and where to see it. */
function conditionOf({ kind, permission }: Operation): string[] {
  if (kind === 'general') return [];
  const note = kind === 'list' ? listNote : coverageNote;
  return [
    permission === null ? note : `Needs the permission "${permission}" of the scope. ${note}`,
  ];
}

/** Whether a dry run says what would be sent. */
function canBeDry({ kind, method }: Operation): boolean {
  return kind === 'action' && method !== 'GET';
}

function jsonOf(operation: Operation): object {
  const name = responseName(operation.id);
  if (!canBeDry(operation)) return json(name);
  return { 'application/json': { schema: { anyOf: [schemaRef(name), schemaRef('DryRun')] } } };
}

function json(schemaName: string): object {
  return { 'application/json': { schema: schemaRef(schemaName) } };
}

function parametersOf(operation: Operation): object[] {
  return [
    ...(operation.integrationHeader ? [{ $ref: '#/components/parameters/integration-id' }] : []),
    ...(canBeDry(operation) ? [{ $ref: '#/components/parameters/dry-run' }] : []),
    ...(isSentOnce(operation) ? [{ $ref: '#/components/parameters/idempotency-key' }] : []),
    ...pathParameters(operation),
    ...queryParameters(operation.query),
  ];
}

/** What reaches the tool, and would do so again. */
function isSentOnce({ kind, id, method }: Operation): boolean {
  return method === 'POST' && (kind === 'action' || id === 'send-passthrough-request');
}

function pathParameters({ pathParameters: model }: Operation): object[] {
  const properties = (model && toJsonSchema(model, 'input').properties) ?? {};
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema,
  }));
}

/** Lists are comma-separated in one parameter, which OpenAPI calls form style without explode. */
function queryParameters(model: z.ZodType | null): object[] {
  const properties = (model && toJsonSchema(model, 'input').properties) ?? {};
  return Object.entries(properties).map(([name, { description, deprecated, ...schema }]) => ({
    name,
    in: 'query',
    description,
    ...(deprecated === true && { deprecated }),
    ...(schema.type === 'array' && { style: 'form', explode: false }),
    schema,
  }));
}
