import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
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
    'Switching off cancels queued and running syncs and refuses reads; records and credentials are kept. Switching on queues a sync that catches up. What is in that state already is left alone.',
  pathParameters: z.object({ integration_id: z.string() }),
  body: z.object({ value: z.boolean() }),
  response: successOf(nothing),
});
