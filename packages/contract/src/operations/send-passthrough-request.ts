import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { FileInput } from '../inputs/file-input.ts';
import { defineOperation } from './define-operation.ts';

const textMap = z.record(z.string(), z.string());

export const sendPassthroughRequest = defineOperation({
  id: 'send-passthrough-request',
  operationId: 'PostPassthroughToolApi',
  group: 'general',
  kind: 'general',
  method: 'POST',
  path: '/passthrough/{tool}/{api}',
  summary: 'Send a request to the tool itself',
  description:
    "Sends a request to the tool's own API with the customer's credentials, for what the unified API does not cover. The tool's answer comes back inside `data`, also when it is an error: the HTTP status of this operation stays 200.",
  integrationHeader: true,
  pathParameters: z.object({
    tool: z.string().describe('Slug of the tool, which has to be that of the integration.'),
    api: z
      .string()
      .describe(
        'Name of the API of the tool, such as `v1`; an unknown one is an error that lists them.',
      ),
  }),
  body: z.object({
    method: z
      .enum(['GET', 'POST', 'DELETE', 'PUT', 'PATCH'])
      .describe('HTTP method of the request to the tool.'),
    path: z
      .string()
      .describe(
        'Path below the base address of the API, such as /jobs, with a query where needed. It cannot leave the API.',
      ),
    headers: textMap
      .optional()
      .describe('Further headers. Those that carry the credentials cannot be replaced.'),
    params: textMap.optional().describe('Parameters that are added to the query.'),
    data: z
      .unknown()
      .optional()
      .describe(
        'Body: a text is sent as it is (as text/plain unless `headers` names a type), anything else as JSON. Not with GET, and not together with `multipart_form_data`.',
      ),
    response_as_base64: z
      .boolean()
      .optional()
      .describe(
        "Whether `data` of the answer is the tool's body in base64, as for files; false when left out.",
      ),
    multipart_form_data: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          value: z.union([FileInput, z.string()]).describe('A text, or a file.'),
        }),
      )
      .optional()
      .describe('Body as the fields of a form (multipart/form-data), for uploads.'),
    api_options: textMap
      .optional()
      .describe('Options of the API. No API has any so far: leave it out.'),
  }),
  response: successWithWarnings(
    z.object({
      url: z.url().describe('Address that was asked.'),
      status: z.int().describe("HTTP status of the tool's answer, also when it is an error."),
      headers: z
        .record(z.string(), z.union([z.string(), z.array(z.string())]))
        .describe("Headers of the tool's answer; a list where one came several times."),
      data: z
        .unknown()
        .optional()
        .describe(
          "The tool's body: parsed where it is JSON, otherwise as text, null when empty; base64 if that was asked for.",
        ),
    }),
  ),
});
