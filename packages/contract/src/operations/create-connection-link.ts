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
  method: 'POST',
  path: '/connect/create-link',
  summary: 'Create a link to connect a tool',
  description:
    'Makes a link under which a customer connects their tool: show it inside your product, or send it. Nothing exists until they have; then the integration can be found by its activation token, and syncs begin. Connecting twice makes two integrations: for new credentials use `POST /integrations/{integration_id}/relink`.',
  body: z
    .object({
      end_user_email: z.email().describe('E-mail address of whoever connects the tool.'),
      end_user_organization_name: z
        .string()
        .min(1)
        .describe('Name of the customer, as the page and the integration show it.'),
      end_user_origin_id: z
        .string()
        .min(1)
        .nullable()
        .optional()
        .describe(
          'Your own id of the customer; it comes back with the integration and in webhooks.',
        ),
      remote_environment: z
        .string()
        .nullable()
        .optional()
        .describe(
          'Which environment of the tool to connect, for tools that have several, such as a sandbox. Needs `integration_tool`.',
        ),
      integration_category: z
        .enum(toolCategories)
        .default('HRIS')
        .describe(
          'Kind of tool to connect. Send ATS: the default is that of the wire, and no HRIS can be connected here.',
        ),
      integration_tool: z
        .string()
        .nullable()
        .optional()
        .describe(
          'Slug of the tool to connect, from `GET /tools/ats`; the customer chooses when it is null or left out.',
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
        .describe('Whether the customer is asked which field of the tool fills each custom field.'),
      enable_static_ips: z
        .boolean()
        .default(false)
        .describe(
          'Whether all requests to the tool must come from fixed addresses, which the answer then names for the administrator of the tool.',
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
        .describe('Address of the page. Whoever has it can use it, so treat it as a secret.'),
      static_ips: z
        .array(z.string())
        .optional()
        .describe(
          'Addresses that requests to the tool come from; only there when `enable_static_ips` was true.',
        ),
    }),
  ),
  notImplemented: connectFlowMissing,
});
