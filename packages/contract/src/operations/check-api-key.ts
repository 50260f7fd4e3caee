import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { defineOperation } from './define-operation.ts';

export const checkApiKey = defineOperation({
  id: 'check-api-key',
  operationId: 'GetCheckApiKey',
  group: 'general',
  kind: 'general',
  keyScope: 'any',
  method: 'GET',
  path: '/check-api-key',
  summary: 'Check an API key',
  description:
    'Returns the environment that the key belongs to. Use it to check that a key works: it sends no request to a tool, and needs no integration.',
  response: successOf(
    z.object({
      environment_id: z.string().describe('Id of the environment that the key belongs to.'),
      customer_id: z.string().optional().meta({
        description: 'The same id, for older clients. The official SDKs omit it.',
        'x-not-in-sdk': true,
      }),
    }),
  ),
});
