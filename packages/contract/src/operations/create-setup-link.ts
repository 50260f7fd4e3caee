import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { linkLanguage, linkType } from '../inputs/link-options.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { defineOperation } from './define-operation.ts';

export const createSetupLink = defineOperation({
  id: 'create-setup-link',
  operationId: 'PostIntegrationsIntegrationIdSetupLink',
  group: 'general',
  kind: 'general',
  method: 'POST',
  path: '/integrations/{integration_id}/setup-link',
  summary: 'Create a link to finish the setup',
  description:
    'Makes a link under which the customer goes through the open setup steps. An input error when there are none.',
  pathParameters: integrationPath,
  body: z.object({ language: linkLanguage, link_type: linkType }),
  response: successOf(
    z.object({
      link: z
        .url()
        .describe('Address of the page. Whoever has it can use it, so treat it as a secret.'),
    }),
  ),
});
