import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const deleteIntegration = defineOperation({
  id: 'delete-integration',
  operationId: 'DeleteIntegrationsIntegrationId',
  group: 'general',
  kind: 'general',
  method: 'DELETE',
  path: '/integrations/{integration_id}',
  summary: 'Delete an integration',
  description:
    'Deletes the integration, its credentials and its records, at once and for good. Open syncs are cancelled. Nothing is deleted in the tool but the webhooks that Hirewire has registered there, which a worker takes back. This cannot be undone; to pause instead, switch the integration off.',
  bodyRequired: false,
  pathParameters: integrationPath,
  body: z.object({}),
  response: successOf(nothing),
});
