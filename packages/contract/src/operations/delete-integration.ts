import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
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
    'Deletes the integration, its credentials and its records, at once and for good. Open syncs are cancelled. This cannot be undone.',
  bodyRequired: false,
  pathParameters: z.object({ integration_id: z.string() }),
  body: z.object({}),
  response: successOf(nothing),
});
