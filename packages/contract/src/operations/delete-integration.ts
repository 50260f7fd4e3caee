import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const deleteIntegration = defineOperation({
  id: 'delete-integration',
  operationId: 'DeleteIntegrationsIntegrationId',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'DELETE',
  path: '/integrations/{integration_id}',
  summary: 'Delete an integration',
  description:
    'Deletes the integration, its credentials and its records, immediately and permanently. Running syncs are cancelled. In the tool, only the webhooks that Hirewire registered are deleted. This cannot be undone; to pause an integration, disable it instead.',
  bodyRequired: false,
  pathParameters: integrationPath,
  body: z.object({}),
  response: successOf(nothing),
});
