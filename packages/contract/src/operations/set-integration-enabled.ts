import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const setIntegrationEnabled = defineOperation({
  id: 'set-integration-enabled',
  operationId: 'PutIntegrationsIntegrationIdEnabled',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'PUT',
  path: '/integrations/{integration_id}/enabled',
  summary: 'Enable or disable an integration',
  description:
    'Disabling an integration cancels queued and running syncs, and refuses reads and actions; records and credentials are kept. Enabling it queues a sync. If the integration is already in the requested state, nothing changes.',
  pathParameters: integrationPath,
  body: z.object({
    value: z.boolean().describe('True to enable the integration, false to disable it.'),
  }),
  response: successOf(nothing),
});
