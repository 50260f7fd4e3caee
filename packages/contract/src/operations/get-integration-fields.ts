import { z } from 'zod';

import { pageWithNextCursor } from '../envelopes.ts';
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
    'Lists the fields that the tool offers for this integration, beyond the unified ones.',
  paginated: true,
  pathParameters: z.object({ integration_id: z.string() }),
  query: z.strictObject({
    cursor: parameter.text('`data.next` of the previous page.'),
    page_size: parameter.pageSize(2000),
  }),
  response: pageWithNextCursor(IntegrationField),
});
