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
    'Switching off stops running syncs and keeps the credentials; switching on resumes them.',
  pathParameters: z.object({ integration_id: z.string() }),
  body: z.object({ value: z.boolean() }),
  response: successOf(nothing),
});
