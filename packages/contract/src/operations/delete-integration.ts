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
    'Disconnects the integration for good and deletes its credentials at once. Its records follow after 14 days. This cannot be undone.',
  bodyRequired: false,
  pathParameters: z.object({ integration_id: z.string() }),
  body: z.object({}),
  response: successOf(nothing),
});
