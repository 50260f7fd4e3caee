import { z } from 'zod';

import { pageWithNextCursor } from '../envelopes.ts';
import { CustomField } from '../models/integration-field.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const getCustomFields = defineOperation({
  id: 'get-custom-fields',
  operationId: 'GetIntegrationsIntegrationIdCustomFields',
  group: 'general',
  kind: 'general',
  method: 'GET',
  path: '/integrations/{integration_id}/custom-fields',
  summary: 'List the custom fields of an integration',
  description:
    "Lists your environment's own fields, and which raw field fills each of them in this integration.",
  paginated: true,
  pathParameters: z.object({ integration_id: z.string() }),
  query: z.strictObject({
    cursor: parameter.text('`data.next` of the previous page.'),
    page_size: parameter.pageSize(250),
  }),
  response: pageWithNextCursor(CustomField),
});
