import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { IntegrationField } from '../models/integration-field.ts';
import { defineOperation } from './define-operation.ts';

export const updateIntegrationField = defineOperation({
  id: 'update-integration-field',
  operationId: 'PatchIntegrationsIntegrationIdIntegrationFieldsIntegrationFieldId',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'PATCH',
  path: '/integrations/{integration_id}/integration-fields/{integration_field_id}',
  summary: 'Enable a raw field',
  description:
    'Enables or disables a raw field of the tool in the `integration_fields` of records, from the next sync on. The official SDKs omit that part of a record: with them, map the raw field to a custom field instead.',
  pathParameters: z.object({
    ...integrationPath.shape,
    integration_field_id: z
      .string()
      .describe('Id of the integration field, as in the list of integration fields.'),
  }),
  body: z.object({
    enable_passthrough: z
      .boolean()
      .nullable()
      .describe('Whether records contain the field in `integration_fields`; null changes nothing.'),
  }),
  response: successOf(IntegrationField),
});
