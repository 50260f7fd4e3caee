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
  keyScope: 'passthrough',
  method: 'POST',
  path: '/passthrough/{tool}/{api}',
  summary: 'Send a request to the tool itself',
  description:
    "Sends a request to the tool's own API with the customer's credentials, for what the unified API does not cover. `data` contains the tool's response. If that is an error, this operation still returns HTTP 200.",
  integrationHeader: true,
  pathParameters: z.object({
    tool: z.string().describe('Slug of the tool. It must be the tool of the integration.'),
    api: z
      .string()
      .describe(
        "Name of the tool's API, such as `v1`. The error for an unknown name lists the valid ones.",
      ),
  }),
  body: z.object({
    method: z
      .enum(['GET', 'POST', 'DELETE', 'PUT', 'PATCH'])
      .describe('HTTP method of the request to the tool.'),
    path: z
      .string()
      .describe(
        'Path below the base URL of the API, such as /jobs, with a query if needed. It cannot leave the base URL.',
      ),
    headers: textMap
      .optional()
      .describe('Additional headers. Headers that contain the credentials cannot be replaced.'),
    params: textMap.optional().describe('Parameters to add to the query.'),
    data: z
      .unknown()
      .optional()
      .describe(
        'Body. A string is sent unchanged (as text/plain, unless `headers` names a type), anything else as JSON. Not allowed with GET, or together with `multipart_form_data`.',
      ),
    response_as_base64: z
      .boolean()
      .optional()
      .describe(
        "Whether to return the tool's response body in base64, for example for files. Default: false.",
      ),
    multipart_form_data: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          value: z.union([FileInput, z.string()]).describe('A string, or a file.'),
        }),
      )
      .optional()
      .describe('Body as form fields (multipart/form-data), for uploads.'),
    api_options: textMap
      .optional()
      .describe('Options of the API. Currently, no API has any: omit it.'),
  }),
  response: successWithWarnings(
    z.object({
      url: z.url().describe('URL of the request.'),
      status: z.int().describe("HTTP status of the tool's response."),
      headers: z
        .record(z.string(), z.union([z.string(), z.array(z.string())]))
        .describe("Headers of the tool's response. A header that occurs several times is a list."),
      data: z
        .unknown()
        .optional()
        .describe(
          "Body of the tool's response: parsed if it is JSON, otherwise as text, null if empty; in base64 if requested.",
        ),
    }),
  ),
});
