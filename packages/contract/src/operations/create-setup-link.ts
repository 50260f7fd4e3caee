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
  keyScope: 'management',
  method: 'POST',
  path: '/integrations/{integration_id}/setup-link',
  summary: 'Create a link to finish the setup',
  description:
    'Creates a link for the customer to complete the open setup steps. Returns an input error if there are none.',
  pathParameters: integrationPath,
  body: z.object({ language: linkLanguage, link_type: linkType }),
  response: successOf(
    z.object({
      link: z
        .url()
        .describe('URL of the page. Anyone who has it can use it, so treat it as a secret.'),
    }),
  ),
});
