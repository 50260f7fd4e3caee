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
  pathParameters: z.object({ tool: z.string(), api: z.string() }),
  body: z.object({
    method: z.enum(['GET', 'POST', 'DELETE', 'PUT', 'PATCH']),
    path: z.string().describe('Path and query below the base address of the API.'),
    headers: textMap.optional(),
    params: textMap.optional(),
    data: z.unknown().optional(),
    response_as_base64: z.boolean().optional(),
    multipart_form_data: z
      .array(z.object({ name: z.string(), value: z.union([FileInput, z.string()]) }))
      .optional(),
    api_options: textMap.optional(),
  }),
  response: successWithWarnings(
    z.object({
      url: z.url(),
      status: z.int(),
      headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      data: z.unknown().optional(),
    }),
  ),
});
