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
  keyScope: 'read',
  method: 'GET',
  path: '/integrations/{integration_id}/integration-fields',
  summary: 'List the raw fields of an integration',
  description:
    'Lists the raw fields that syncs have found in records of this integration, beyond the unified ones. You can add each of them to `integration_fields`, or map it to a custom field. Empty before the first sync.',
  paginated: true,
  pathParameters: integrationPath,
  query: z.strictObject({
    cursor: parameter.text(
      'Cursor of the page: `data.next` of the previous page. Omit it for the first page.',
    ),
    page_size: parameter.pageSize(2000),
  }),
  response: pageWithNextCursor(IntegrationField),
});
