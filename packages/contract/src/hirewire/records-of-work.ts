import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import * as shared from '../models/shared-fields.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';
import { Interaction, InteractionSummary, Sync } from './models.ts';

export const getSync = defineOperation({
  id: 'get-sync',
  operationId: 'GetSync',
  group: 'hirewire',
  kind: 'general',
  keyScope: 'management',
  method: 'GET',
  path: '/syncs/{sync_id}',
  summary: 'Look up a sync',
  description:
    'Returns the progress or outcome of a sync for each model, and the values from the tool that could not be used. The `log_url` of the `sync-finished` webhook points here.',
  pathParameters: z.object({
    sync_id: z.string().describe('Id of the sync, as returned by `POST /force-sync`.'),
  }),
  response: successOf(Sync),
  errors: { 404: 'The environment of the API key has no sync with this id.' },
});

export const cancelSync = defineOperation({
  id: 'cancel-sync',
  operationId: 'CancelSync',
  group: 'hirewire',
  kind: 'general',
  keyScope: 'management',
  method: 'POST',
  path: '/syncs/{sync_id}/cancel',
  summary: 'Cancel a sync',
  description:
    'Cancels a sync that is queued or running, at its next page. What it has stored stays, and the next sync reads the rest. A sync that has ended stays as it is.',
  pathParameters: z.object({ sync_id: z.string().describe('Id of the sync.') }),
  response: successOf(Sync),
  errors: { 404: 'The environment of the API key has no sync with this id.' },
});

export const getInteractions = defineOperation({
  id: 'get-interactions',
  operationId: 'GetInteractions',
  group: 'hirewire',
  kind: 'general',
  keyScope: 'management',
  method: 'GET',
  path: '/integrations/{integration_id}/interactions',
  summary: 'List live actions',
  description:
    'Lists the latest live actions of an integration with their outcome, newest first. Interactions are kept for 60 days.',
  pathParameters: z.object({ integration_id: shared.integrationId }),
  query: z.object({
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 20,
      description: 'Maximum number of live actions to return.',
    }),
  }),
  response: successOf(
    z.object({ results: z.array(InteractionSummary).describe('Live actions, newest first.') }),
  ),
  errors: { 404: 'The environment of the API key has no integration with this id.' },
});

export const getInteraction = defineOperation({
  id: 'get-interaction',
  operationId: 'GetInteraction',
  group: 'hirewire',
  kind: 'general',
  keyScope: 'management',
  method: 'GET',
  path: '/interactions/{interaction_id}',
  summary: 'Look up a live action',
  description:
    'Returns the request and response of an action, and the requests that it sent to the tool. The `log_url` of an error points here. Interactions are kept for 60 days, their bodies for 7 days.',
  pathParameters: z.object({
    interaction_id: z
      .string()
      .describe("Id of the interaction: the last part of an error's `log_url`."),
  }),
  response: successOf(Interaction),
  errors: {
    404: 'The environment of the API key has no interaction with this id, or it has expired.',
  },
});

export const downloadFile = defineOperation({
  id: 'download-file',
  operationId: 'DownloadFile',
  group: 'hirewire',
  kind: 'general',
  keyScope: null,
  method: 'GET',
  path: '/files/{token}',
  summary: 'Download a file',
  description:
    'Streams a file from the tool. The `data_url` of an attachment points here. The token in the URL is the only credential, and expires after 15 minutes.',
  pathParameters: z.object({
    token: z.string().describe("Token: the last part of an attachment's `data_url`."),
  }),
  response: z.string().meta({ description: 'The file.', format: 'binary' }),
  responseType: '*/*',
  errors: { 404: 'The link has expired or is invalid. Read the attachments again.' },
});

export const receiveVendorWebhook = defineOperation({
  id: 'receive-vendor-webhook',
  operationId: 'ReceiveVendorWebhook',
  group: 'hirewire',
  kind: 'general',
  keyScope: null,
  method: 'POST',
  path: '/vendor-webhooks/{integration_id}',
  summary: "Receive a tool's webhook",
  description:
    "Receives the webhooks of a tool; not for clients. The body has the tool's own format. It is authenticated by the tool's signature, or by a secret in the URL for tools that do not sign. Hirewire only takes the ids of the changed records from it, and reads those again.",
  pathParameters: z.object({
    integration_id: z
      .string()
      .describe('Id of the integration, as in the URL that the tool was given.'),
  }),
  response: successOf(nothing),
  errors: {
    401: 'The signature or secret is missing or wrong.',
    404: 'This integration expects no webhooks.',
  },
});
