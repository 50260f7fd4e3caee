import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { CustomField } from '../models/integration-field.ts';
import { defineOperation } from '../operations/define-operation.ts';
import { fieldModels } from '../read-models.ts';

/** A field of the environment, whatever fills it in an integration. */
const EnvironmentField = CustomField.omit({ integration_field: true });

const group = 'hirewire';
const kind = 'general';
const modelIds = fieldModels.map((model) => `ats_${model}` as const);

export const getEnvironmentCustomFields = defineOperation({
  id: 'get-environment-custom-fields',
  operationId: 'GetEnvironmentCustomFields',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/custom-fields',
  summary: 'List the custom fields of the environment',
  description: 'Lists the custom fields of the environment, by model and key.',
  response: successOf(z.object({ results: z.array(EnvironmentField).describe('Custom fields.') })),
});

export const createCustomField = defineOperation({
  id: 'create-custom-field',
  operationId: 'CreateCustomField',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/custom-fields',
  summary: 'Create a custom field',
  description:
    'Creates a custom field for all integrations of the environment. It is empty until an integration maps it to a field of its tool.',
  body: z.strictObject({
    model: z.enum(modelIds).describe('The read model whose records have the field.'),
    key: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'must have 1 to 100 letters, digits, underscores, dots or hyphens')
      .describe(
        'Key of the value in the `custom_fields` of records: 1 to 100 letters, digits, underscores, dots or hyphens.',
      ),
    label: z
      .string()
      .max(500)
      .nullable()
      .default(null)
      .describe('Your display name for the field.'),
    description: z
      .string()
      .max(5000)
      .nullable()
      .default(null)
      .describe('What the field contains, for those who map it.'),
  }),
  response: successOf(EnvironmentField),
  errors: { 409: 'The model already has a custom field with this key.' },
});

export const deleteCustomField = defineOperation({
  id: 'delete-custom-field',
  operationId: 'DeleteCustomField',
  group,
  kind,
  keyScope: 'management',
  method: 'DELETE',
  path: '/custom-fields/{custom_field_id}',
  summary: 'Delete a custom field',
  description: 'Deletes a custom field. Records drop it at their next sync.',
  pathParameters: z.object({ custom_field_id: z.string().describe('Id of the custom field.') }),
  response: successOf(
    z.object({
      mappings: z.int().describe('Number of integrations that had mapped it to a field.'),
    }),
  ),
  errors: { 404: 'The environment of the API key has no custom field with this id.' },
});
