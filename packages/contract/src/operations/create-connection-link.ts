import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { linkLanguage, linkType, scopeConfigId } from '../inputs/link-options.ts';
import { toolCategories } from '../models/vocabulary.ts';
import { defineOperation } from './define-operation.ts';

export const createConnectionLink = defineOperation({
  id: 'create-connection-link',
  operationId: 'PostConnectCreateLink',
  group: 'connect',
  kind: 'general',
  method: 'POST',
  path: '/connect/create-link',
  summary: 'Create a link to connect a tool',
  description:
    'Makes a link under which a customer connects their tool. Connecting twice makes two integrations.',
  body: z
    .object({
      end_user_email: z.email(),
      end_user_organization_name: z.string().min(1),
      end_user_origin_id: z
        .string()
        .min(1)
        .nullable()
        .optional()
        .describe('Your own id of the customer; it comes back with the integration.'),
      remote_environment: z.string().nullable().optional(),
      integration_category: z.enum(toolCategories).default('HRIS'),
      integration_tool: z
        .string()
        .nullable()
        .optional()
        .describe('Which tool to connect; the customer chooses when it is left out.'),
      language: linkLanguage,
      scope_config_id: scopeConfigId,
      enable_filtering: z.boolean().default(false),
      enable_field_mapping: z.boolean().default(false),
      link_type: linkType.default('EMBEDDED'),
    })
    .refine((body) => !body.remote_environment || Boolean(body.integration_tool), {
      message: 'needs `integration_tool`',
      path: ['remote_environment'],
    }),
  response: successOf(z.object({ link: z.url() })),
});
