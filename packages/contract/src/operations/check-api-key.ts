import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { defineOperation } from './define-operation.ts';

export const checkApiKey = defineOperation({
  id: 'check-api-key',
  operationId: 'GetCheckApiKey',
  group: 'general',
  kind: 'general',
  method: 'GET',
  path: '/check-api-key',
  summary: 'Check an API key',
  description:
    'Says which environment the key belongs to. A cheap way to find out whether a key still works: it asks no tool and needs no integration.',
  response: successOf(
    z.object({
      environment_id: z.string().describe('Id of the environment that the key belongs to.'),
      customer_id: z.string().optional().meta({
        description: 'The same id again, for clients that read it. The official SDKs drop it.',
        'x-not-in-sdk': true,
      }),
    }),
  ),
});
