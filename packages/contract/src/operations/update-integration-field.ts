import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { IntegrationField } from '../models/integration-field.ts';
import { defineOperation } from './define-operation.ts';

export const updateIntegrationField = defineOperation({
  id: 'update-integration-field',
  operationId: 'PatchIntegrationsIntegrationIdIntegrationFieldsIntegrationFieldId',
  group: 'general',
  kind: 'general',
  method: 'PATCH',
  path: '/integrations/{integration_id}/integration-fields/{integration_field_id}',
  summary: 'Let a raw field through',
  description:
    'Switches a raw field on or off in `integration_fields`. Takes effect with the next sync.',
  pathParameters: z.object({ integration_id: z.string(), integration_field_id: z.string() }),
  body: z.object({ enable_passthrough: z.boolean().nullable() }),
  response: successOf(IntegrationField),
});
