import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { linkLanguage, linkType, scopeConfigId } from '../inputs/link-options.ts';
import { toolCategories } from '../models/vocabulary.ts';
import { connectFlowMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';

export const createConnectionLink = defineOperation({
  id: 'create-connection-link',
  operationId: 'PostConnectCreateLink',
  group: 'connect',
  kind: 'general',
  keyScope: 'management',
  method: 'POST',
  path: '/connect/create-link',
  summary: 'Create a link to connect a tool',
  description:
    'Creates a link for a customer to connect their tool: show it inside your product, or send it. When the customer has connected the tool, syncs start, and you find the integration by its activation token. Connecting twice creates two integrations: for new credentials, use `POST /integrations/{integration_id}/relink`.',
  body: z
    .object({
      end_user_email: z.email().describe('E-mail address of the person who connects the tool.'),
      end_user_organization_name: z
        .string()
        .min(1)
        .describe('Name of the customer, as shown on the page and in the integration.'),
      end_user_origin_id: z
        .string()
        .min(1)
        .nullable()
        .optional()
        .describe('Your own id of the customer. The integration and webhooks contain it.'),
      remote_environment: z
        .string()
        .nullable()
        .optional()
        .describe(
          'Which environment of the tool to connect, for tools that have several, such as a sandbox. Requires `integration_tool`.',
        ),
      integration_category: z
        .enum(toolCategories)
        .default('HRIS')
        .describe(
          'Category of tool to connect. Send ATS: the default exists for compatibility, but Hirewire cannot connect HRIS tools.',
        ),
      integration_tool: z
        .string()
        .nullable()
        .optional()
        .describe(
          'Slug of the tool to connect, from `GET /tools/ats`. If null or omitted, the customer chooses.',
        ),
      language: linkLanguage,
      scope_config_id: scopeConfigId,
      enable_filtering: z
        .boolean()
        .default(false)
        .describe(
          'Whether the customer may limit which records are synced. Only meant for HRIS tools.',
        ),
      enable_field_mapping: z
        .boolean()
        .default(false)
        .describe('Whether to ask the customer which field of the tool fills each custom field.'),
      enable_static_ips: z
        .boolean()
        .default(false)
        .describe(
          'Whether all requests to the tool must come from fixed IP addresses. The response then lists them, for the administrator of the tool.',
        ),
      link_type: linkType.default('EMBEDDED'),
    })
    .refine((body) => !body.remote_environment || Boolean(body.integration_tool), {
      message: 'needs `integration_tool`',
      path: ['remote_environment'],
    }),
  response: successOf(
    z.object({
      link: z
        .url()
        .describe('URL of the page. Anyone who has it can use it, so treat it as a secret.'),
      static_ips: z
        .array(z.string())
        .optional()
        .describe(
          'IP addresses that requests to the tool come from. Present only if `enable_static_ips` was true.',
        ),
    }),
  ),
  notImplemented: connectFlowMissing,
});
