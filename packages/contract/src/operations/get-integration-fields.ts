import { z } from 'zod';

import { pageWithNextCursor } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { IntegrationField } from '../models/integration-field.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const getIntegrationFields = defineOperation({
  id: 'get-integration-fields',
  operationId: 'GetIntegrationsIntegrationIdIntegrationFields',
  group: 'general',
  kind: 'general',
  method: 'GET',
  path: '/integrations/{integration_id}/integration-fields',
  summary: 'List the raw fields of an integration',
  description:
    'Lists the raw fields that syncs have seen in records of this integration, beyond the unified ones. Each can be let through into `integration_fields`, or fill a custom field. Empty before the first sync.',
  paginated: true,
  pathParameters: integrationPath,
  query: z.strictObject({
    cursor: parameter.text(
      'Where to continue: `data.next` of the previous page. Left out for the first.',
    ),
    page_size: parameter.pageSize(2000),
  }),
  response: pageWithNextCursor(IntegrationField),
});
