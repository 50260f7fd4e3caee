import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { defineOperation } from '../operations/define-operation.ts';
import { Interaction, Sync } from './models.ts';

export const getSync = defineOperation({
  id: 'get-sync',
  operationId: 'GetSync',
  group: 'hirewire',
  kind: 'general',
  method: 'GET',
  path: '/syncs/{sync_id}',
  summary: 'Look up a sync',
  description:
    'Says how a sync went, model by model, and which values of the tool could not be used. The `log_url` of the webhook `sync-finished` leads here.',
  pathParameters: z.object({
    sync_id: z.string().describe('Id of the sync, as `POST /force-sync` answered it.'),
  }),
  response: successOf(Sync),
  errors: { 404: 'There is no sync with this id in the environment of the API key.' },
});

export const getInteraction = defineOperation({
  id: 'get-interaction',
  operationId: 'GetInteraction',
  group: 'hirewire',
  kind: 'general',
  method: 'GET',
  path: '/interactions/{interaction_id}',
  summary: 'Look up a live action',
  description:
    'Says what an action was asked, what it asked the tool, and what both answered. The `log_url` of errors leads here. Interactions are kept for 60 days, their bodies for 7.',
  pathParameters: z.object({
    interaction_id: z
      .string()
      .describe('Id of the interaction: the last part of the `log_url` of an error.'),
  }),
  response: successOf(Interaction),
  errors: {
    404: 'There is no interaction with this id in the environment of the API key, or it is no longer kept.',
  },
});

export const downloadFile = defineOperation({
  id: 'download-file',
  operationId: 'DownloadFile',
  group: 'hirewire',
  kind: 'general',
  method: 'GET',
  path: '/files/{token}',
  summary: 'Download a file',
  description:
    'Streams a file of the tool. The `data_url` of an attachment leads here; its token is all that it takes, and lives for minutes.',
  needsKey: false,
  pathParameters: z.object({
    token: z.string().describe('The last part of the `data_url` of an attachment.'),
  }),
  response: z.string().meta({ description: 'The file.', format: 'binary' }),
  responseType: '*/*',
  errors: { 404: 'The link has expired, or was never valid. Read the attachments again.' },
});

export const receiveVendorWebhook = defineOperation({
  id: 'receive-vendor-webhook',
  operationId: 'ReceiveVendorWebhook',
  group: 'hirewire',
  kind: 'general',
  method: 'POST',
  path: '/vendor-webhooks/{integration_id}',
  summary: 'Receive an event of a tool',
  description:
    'Where a tool tells that something has changed; not for clients. The body is what the tool sends, with its signature, or with the secret of the address where a tool signs nothing. Only which records to read again is taken from it.',
  needsKey: false,
  pathParameters: z.object({
    integration_id: z.string().describe('Id of the integration, as in the address for the tool.'),
  }),
  response: successOf(nothing),
  errors: {
    401: 'Nothing proves that the tool sent it.',
    404: 'No events are expected at this address.',
  },
});
