import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const setIntegrationEnabled = defineOperation({
  id: 'set-integration-enabled',
  operationId: 'PutIntegrationsIntegrationIdEnabled',
  group: 'general',
  kind: 'general',
  method: 'PUT',
  path: '/integrations/{integration_id}/enabled',
  summary: 'Switch an integration on or off',
  description:
    'Switching off cancels queued and running syncs and refuses reads and actions; records and credentials are kept. Switching on queues a sync that catches up. What is in that state already is left alone.',
  pathParameters: integrationPath,
  body: z.object({
    value: z.boolean().describe('True to switch the integration on, false to switch it off.'),
  }),
  response: successOf(nothing),
});
