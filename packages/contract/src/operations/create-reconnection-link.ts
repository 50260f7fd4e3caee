import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { linkLanguage, linkType, scopeConfigId } from '../inputs/link-options.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const createReconnectionLink = defineOperation({
  id: 'create-reconnection-link',
  operationId: 'PostIntegrationsIntegrationIdRelink',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'POST',
  path: '/integrations/{integration_id}/relink',
  summary: 'Create a link to reconnect an integration',
  description:
    'Creates a link for the customer to enter new credentials, for example when the tool no longer accepts the old ones. Records and ids stay the same. A new scope takes effect once the customer has done so.',
  bodyRequired: false,
  pathParameters: integrationPath,
  body: z.object({
    language: linkLanguage,
    scope_config_id: scopeConfigId,
    link_type: linkType.default('EMBEDDED'),
  }),
  response: successOf(
    z.object({
      link: z
        .url()
        .describe('URL of the page. Anyone who has it can use it, so treat it as a secret.'),
    }),
  ),
});
