import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { dateTime, nullableDateTime } from '../models/primitives.ts';
import * as shared from '../models/shared-fields.ts';
import { integrationStates } from '../models/vocabulary.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';
import { Issue } from './issues.ts';
import { Sync } from './models.ts';

const endUser = z
  .object({
    organization_name: shared.organizationName,
    creator_email: shared.creatorEmailText,
    origin_id: shared.originId,
  })
  .describe('The customer that the integration belongs to.');

const healths = ['HEALTHY', 'FAILING', 'PENDING', 'DISABLED'] as const;

/** An integration at a glance: how it is doing, and when it is synced. */
export const IntegrationOverview = z.object({
  id: shared.integrationId,
  tool: shared.toolSlug,
  end_user: endUser,
  status: shared.integrationState,
  setup_status: shared.setupStatus,
  health: z
    .enum(healths)
    .describe(
      'FAILING while it has open issues that are not muted; DISABLED while it is disabled; PENDING until its first sync has ended; otherwise HEALTHY.',
    ),
  open_issues: z
    .array(Issue.pick({ type: true, title: true }))
    .describe('Issues that are open and not muted, newest first.'),
  last_success_at: nullableDateTime.describe(
    'When the last successful sync started: what changed later may be missing. Null without one.',
  ),
  lag_seconds: z
    .int()
    .describe(
      'Age of the data in seconds: since `last_success_at`, or without one since `created_at`.',
    ),
  next_sync_at: nullableDateTime.describe(
    'When the next sync is due; null if none is scheduled, or one is queued or running.',
  ),
  last_sync: Sync.pick({
    id: true,
    type: true,
    state: true,
    queued_at: true,
    started_at: true,
    ended_at: true,
  })
    .nullable()
    .describe('The newest sync; null before the first one is queued.'),
  created_at: dateTime.describe('When the integration was created.'),
});
export type IntegrationOverview = z.infer<typeof IntegrationOverview>;

const group = 'hirewire';
const kind = 'general';
const integrationPath = z.object({ integration_id: shared.integrationId });
const noIntegration = 'The environment of the API key has no integration with this id.';
const refusals = {
  422: 'The tool refuses the credentials.',
  503: 'The tool does not respond, so the credentials could not be checked.',
};
const credentials = z
  .record(z.string(), z.unknown())
  .describe(
    'The credentials that the tool needs, by name: `GET /hirewire/v1/tools/{tool}` lists them. They are stored encrypted and never returned.',
  );

export const getIntegrations = defineOperation({
  id: 'get-integrations',
  operationId: 'GetIntegrations',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/integrations',
  summary: 'List integrations',
  description:
    'Lists the integrations of the environment with their health, oldest first. Deleted ones are omitted.',
  query: z.object({
    status: parameter.word(integrationStates, 'Only integrations with this status.'),
    tool: parameter.text('Only integrations with this tool, such as `ashby`.'),
    health: parameter.word(
      healths,
      'Only integrations with this health; FAILING for those with open issues.',
    ),
    search: parameter.text(
      'Only integrations whose id, organization name or origin id contains this text, in any case.',
    ),
    after: parameter.text('Id of the last integration of the previous page.'),
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 100,
      description: 'Maximum number of integrations to return.',
    }),
  }),
  response: successOf(
    z.object({
      results: z.array(IntegrationOverview).describe('Integrations, oldest first.'),
      has_more: z
        .boolean()
        .describe('Whether there are more: ask again, with `after` set to the last id.'),
    }),
  ),
});

export const createIntegration = defineOperation({
  id: 'create-integration',
  operationId: 'CreateIntegration',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/integrations',
  summary: 'Create an integration',
  description:
    "Connects a customer's tool: checks the credentials with the tool, stores them encrypted, and queues the first sync.",
  body: z.strictObject({
    tool: shared.toolSlug,
    credentials,
    end_user: z
      .strictObject({
        organization_name: shared.organizationName.min(1).max(500),
        creator_email: shared.creatorEmailText.default(null),
        origin_id: shared.originId.default(null),
      })
      .describe('The customer that the integration belongs to.'),
    settings: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('Settings, by name: `GET /hirewire/v1/tools/{tool}` lists them.'),
    remote_data: z
      .boolean()
      .default(false)
      .describe("Whether to store the tool's raw objects and return them as `remote_data`."),
  }),
  response: successOf(IntegrationOverview),
  errors: refusals,
});

export const replaceCredentials = defineOperation({
  id: 'replace-credentials',
  operationId: 'ReplaceCredentials',
  group,
  kind,
  keyScope: 'management',
  method: 'PUT',
  path: '/integrations/{integration_id}/credentials',
  summary: 'Replace credentials',
  description:
    'Replaces the credentials of an integration once the tool has accepted the new ones, and queues a full sync. An INVALID integration becomes ACTIVE; a disabled one stays disabled.',
  pathParameters: integrationPath,
  body: z.strictObject({ credentials }),
  response: successOf(IntegrationOverview),
  errors: { 404: noIntegration, ...refusals },
});

export const getSyncs = defineOperation({
  id: 'get-syncs',
  operationId: 'GetSyncs',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/integrations/{integration_id}/syncs',
  summary: 'List syncs',
  description: 'Lists the latest syncs of an integration with their reports, newest first.',
  pathParameters: integrationPath,
  query: z.object({
    limit: parameter.wholeNumber({
      maximum: 100,
      byDefault: 10,
      description: 'Maximum number of syncs to return.',
    }),
  }),
  response: successOf(z.object({ results: z.array(Sync).describe('Syncs, newest first.') })),
  errors: { 404: noIntegration },
});
