import { z } from 'zod';

import { pageWithNextCursor } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { CustomField } from '../models/integration-field.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const getCustomFields = defineOperation({
  id: 'get-custom-fields',
  operationId: 'GetIntegrationsIntegrationIdCustomFields',
  group: 'general',
  kind: 'general',
  keyScope: 'read',
  method: 'GET',
  path: '/integrations/{integration_id}/custom-fields',
  summary: 'List the custom fields of an integration',
  description:
    "Lists your environment's custom fields, and which raw field of the tool fills each of them in this integration. Records contain the values in `custom_fields`. `POST /hirewire/v1/custom-fields` creates one.",
  paginated: true,
  pathParameters: integrationPath,
  query: z.strictObject({
    cursor: parameter.text(
      'Cursor of the page: `data.next` of the previous page. Omit it for the first page.',
    ),
    page_size: parameter.pageSize(250),
  }),
  response: pageWithNextCursor(CustomField),
});
