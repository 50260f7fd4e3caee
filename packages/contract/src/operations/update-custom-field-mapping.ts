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
  method: 'PUT',
  path: '/integrations/{integration_id}/custom-fields/{custom_field_id}',
  summary: 'Choose what fills a custom field',
  description:
    'Says which raw field fills the custom field in this integration; null leaves it empty. Records show it from the next sync on. Integration fields and custom fields have lists of their own, where the ids are.',
  pathParameters: z.object({
    ...integrationPath.shape,
    custom_field_id: z.string().describe('Id of the custom field, as its list has it.'),
  }),
  body: z.object({
    integration_field_id: z
      .string()
      .nullable()
      .describe('Id of the raw field that fills it, of the same model; null to leave it empty.'),
  }),
  response: successOf(CustomField),
});
