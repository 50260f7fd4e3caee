import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { CustomField } from '../models/integration-field.ts';
import { defineOperation } from './define-operation.ts';

export const updateCustomFieldMapping = defineOperation({
  id: 'update-custom-field-mapping',
  operationId: 'PutIntegrationsIntegrationIdCustomFieldsCustomFieldId',
  group: 'general',
  kind: 'general',
  method: 'PUT',
  path: '/integrations/{integration_id}/custom-fields/{custom_field_id}',
  summary: 'Choose what fills a custom field',
  description:
    'Says which raw field fills the custom field in this integration; null leaves it empty.',
  pathParameters: z.object({ integration_id: z.string(), custom_field_id: z.string() }),
  body: z.object({ integration_field_id: z.string().nullable() }),
  response: successOf(CustomField),
});
