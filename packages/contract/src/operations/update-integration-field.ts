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
  method: 'PATCH',
  path: '/integrations/{integration_id}/integration-fields/{integration_field_id}',
  summary: 'Let a raw field through',
  description:
    'Switches a raw field of the tool on or off in the `integration_fields` of records, from the next sync on. The official SDKs drop that part of a record: for them, fill a custom field with it instead.',
  pathParameters: z.object({
    ...integrationPath.shape,
    integration_field_id: z.string().describe('Id of the integration field, as its list has it.'),
  }),
  body: z.object({
    enable_passthrough: z
      .boolean()
      .nullable()
      .describe('Whether records show the field in `integration_fields`; null changes nothing.'),
  }),
  response: successOf(IntegrationField),
});
