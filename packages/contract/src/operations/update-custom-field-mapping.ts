import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { CustomField } from '../models/integration-field.ts';
import { defineOperation } from './define-operation.ts';

export const updateCustomFieldMapping = defineOperation({
  id: 'update-custom-field-mapping',
  operationId: 'PutIntegrationsIntegrationIdCustomFieldsCustomFieldId',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'PUT',
  path: '/integrations/{integration_id}/custom-fields/{custom_field_id}',
  summary: 'Map a custom field',
  description:
    'Sets which raw field fills the custom field in this integration; null leaves it empty. The change takes effect with the next sync. For the ids, see the lists of integration fields and custom fields.',
  pathParameters: z.object({
    ...integrationPath.shape,
    custom_field_id: z
      .string()
      .describe('Id of the custom field, as in the list of custom fields.'),
  }),
  body: z.object({
    integration_field_id: z
      .string()
      .nullable()
      .describe('Id of the raw field that fills it, from the same model; null to leave it empty.'),
  }),
  response: successOf(CustomField),
});
