import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { linkLanguage, linkType, scopeConfigId } from '../inputs/link-options.ts';
import { defineOperation } from './define-operation.ts';

export const createReconnectionLink = defineOperation({
  id: 'create-reconnection-link',
  operationId: 'PostIntegrationsIntegrationIdRelink',
  group: 'general',
  kind: 'general',
  method: 'POST',
  path: '/integrations/{integration_id}/relink',
  summary: 'Create a link to reconnect an integration',
  description:
    'Makes a link under which the customer enters new credentials. A new scope takes effect once they have.',
  bodyRequired: false,
  pathParameters: z.object({ integration_id: z.string() }),
  body: z.object({
    language: linkLanguage,
    scope_config_id: scopeConfigId,
    link_type: linkType.default('EMBEDDED'),
  }),
  response: successOf(z.object({ link: z.url() })),
});
