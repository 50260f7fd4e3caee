import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { nullableDateTime, nullableText } from '../models/primitives.ts';
import * as shared from '../models/shared-fields.ts';
import { defineOperation } from '../operations/define-operation.ts';
import { IntegrationOverview } from './integrations.ts';

const group = 'hirewire';
const kind = 'general';
const integrationPath = z.object({ integration_id: shared.integrationId });
const noIntegration = 'The environment of the API key has no integration with this id.';

const settings = z
  .record(z.string(), z.unknown())
  .describe('All settings that were chosen, by name.');
const disabled = z
  .array(z.string())
  .describe('Everything that is disabled, such as `ats_offers` or `ats_candidates.social_media`.');

/** An integration with all that was chosen for it, and what its credentials lack. */
export const IntegrationStatus = IntegrationOverview.extend({
  settings,
  disabled,
  missing_permissions: z
    .array(
      z.object({
        permission: z.string().describe("Name in the tool's own settings."),
        granted_at: nullableText.describe('Where the customer grants it; null if unknown.'),
        read_models: z
          .array(z.string())
          .describe('Ids of the models that are not read, or not in full.'),
        fields_of: z.array(z.string()).describe('Ids of the models that lack fields.'),
        write_actions: z
          .array(z.string())
          .describe('Ids of the actions that fail, or do not do all.'),
      }),
    )
    .describe('Permissions that the credentials are known to lack.'),
  tool_webhooks: z
    .array(
      z.object({
        id: z.string().describe("The tool's id of the webhook."),
        event: nullableText.describe(
          'Type of event, in the words of the tool; null if it is not for a single one.',
        ),
        state: z
          .enum(['enabled', 'disabled', 'gone'])
          .describe(
            'What the tool last said of it: enabled, disabled by the tool, or gone if the tool no longer knows it.',
          ),
      }),
    )
    .describe('Webhooks that Hirewire has registered with the tool.'),
  credentials_expire_at: nullableDateTime.describe(
    'When the credentials expire; null if the tool does not tell.',
  ),
  authentication_failing_since: nullableDateTime.describe(
    'Since when the tool refuses the credentials; null if it does not.',
  ),
});
export type IntegrationStatus = z.infer<typeof IntegrationStatus>;

export const getIntegration = defineOperation({
  id: 'get-integration',
  operationId: 'GetIntegration',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/integrations/{integration_id}',
  summary: 'Look up an integration',
  description:
    'Returns how an integration is doing, what was chosen for it, and what its credentials lack.',
  pathParameters: integrationPath,
  response: successOf(IntegrationStatus),
  errors: { 404: noIntegration },
});

export const updateSettings = defineOperation({
  id: 'update-settings',
  operationId: 'UpdateSettings',
  group,
  kind,
  keyScope: 'management',
  method: 'PATCH',
  path: '/integrations/{integration_id}/settings',
  summary: 'Change settings',
  description:
    'Changes the given settings of an integration, and keeps the others. The next sync applies them to the records.',
  pathParameters: integrationPath,
  body: z.strictObject({
    settings: z
      .record(z.string(), z.unknown())
      .describe(
        'Settings to change, by name; null resets one. `GET /hirewire/v1/tools/{tool}` lists them.',
      ),
  }),
  response: successOf(z.object({ settings })),
  errors: { 404: noIntegration },
});

const names = (what: string) =>
  z
    .array(z.string())
    .max(1000)
    .default([])
    .describe(
      `Models, fields and actions to ${what}, by the ids of \`GET /v1/integrations/{integration_id}\`.`,
    );

export const updateScope = defineOperation({
  id: 'update-scope',
  operationId: 'UpdateScope',
  group,
  kind,
  keyScope: 'management',
  method: 'PATCH',
  path: '/integrations/{integration_id}/scope',
  summary: 'Enable or disable models, fields and actions',
  description:
    'Enables or disables models, fields and actions of an integration. The next sync applies this to the records. A name in both lists is enabled.',
  pathParameters: integrationPath,
  body: z.strictObject({ enable: names('enable'), disable: names('disable') }),
  response: successOf(z.object({ disabled })),
  errors: { 404: noIntegration },
});

const refusals = {
  422: 'The tool refuses, for example because the credentials lack a permission.',
  503: 'The tool does not respond.',
};

export const registerToolWebhooks = defineOperation({
  id: 'register-tool-webhooks',
  operationId: 'RegisterToolWebhooks',
  group,
  kind,
  keyScope: 'management',
  method: 'PUT',
  path: '/integrations/{integration_id}/tool-webhooks',
  summary: 'Register webhooks with the tool',
  description:
    'Registers webhooks with the tool, so that changes arrive at once, in place of earlier ones. They are sent to `HIREWIRE_PUBLIC_URL`. For a tool whose webhooks are set up by hand, returns what to enter there.',
  pathParameters: integrationPath,
  response: successOf(
    z.object({
      registered: z
        .int()
        .nullable()
        .describe('Number of registered webhooks; null if they are set up by hand.'),
      by_hand: z
        .object({
          url: z.string().describe('Address to enter in the tool.'),
          secret: nullableText.describe(
            'Secret to enter in the tool; null if the tool has it from the credentials.',
          ),
        })
        .nullable()
        .describe('What to enter in the tool; null if Hirewire registers the webhooks.'),
    }),
  ),
  errors: { 404: noIntegration, ...refusals },
});

export const unregisterToolWebhooks = defineOperation({
  id: 'unregister-tool-webhooks',
  operationId: 'UnregisterToolWebhooks',
  group,
  kind,
  keyScope: 'management',
  method: 'DELETE',
  path: '/integrations/{integration_id}/tool-webhooks',
  summary: 'Remove webhooks from the tool',
  description:
    'Removes from the tool all webhooks that Hirewire has registered for the integration. Deleting the integration does this, too.',
  pathParameters: integrationPath,
  response: successOf(
    z.object({ unregistered: z.int().describe('Number of webhooks that were removed.') }),
  ),
  errors: { 404: noIntegration, ...refusals },
});
