import { z } from 'zod';

import { nothing, successOf } from '../envelopes.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';
import {
  RecordedWebhookEvent,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from './webhook-models.ts';

const group = 'hirewire';
const kind = 'general';
const noEndpoint = 'There is no webhook endpoint with this id in the environment of the API key.';
const errors = { 404: noEndpoint };

const webhookPath = z.object({ webhook_id: z.string().describe('Id of the endpoint.') });

const url = z
  .string()
  .max(2000)
  .describe('Address to post events to, with http or https, without a user name or password.');
const description = z.string().max(500).nullable().describe('Your own words; null for none.');
const eventTypes = z
  .array(z.string())
  .describe('Types of the events to send, such as `data-changed`.');

export const getWebhookEndpoints = defineOperation({
  id: 'get-webhook-endpoints',
  operationId: 'GetWebhookEndpoints',
  group,
  kind,
  method: 'GET',
  path: '/webhooks',
  summary: 'List webhook endpoints',
  description: 'Lists where the events of the environment are sent, without the secrets.',
  response: successOf(
    z.object({ results: z.array(WebhookEndpoint).describe('All endpoints, oldest first.') }),
  ),
});

export const createWebhookEndpoint = defineOperation({
  id: 'create-webhook-endpoint',
  operationId: 'CreateWebhookEndpoint',
  group,
  kind,
  method: 'POST',
  path: '/webhooks',
  summary: 'Create a webhook endpoint',
  description: 'Sends the events of the environment to an address from now on.',
  body: z.strictObject({
    url,
    description: description.default(null),
    event_types: eventTypes
      .nullable()
      .default(null)
      .describe('Types of the events to send, such as `data-changed`; all when null or left out.'),
  }),
  response: successOf(WebhookEndpointWithSecret),
});

export const getWebhookEndpoint = defineOperation({
  id: 'get-webhook-endpoint',
  operationId: 'GetWebhookEndpoint',
  group,
  kind,
  method: 'GET',
  path: '/webhooks/{webhook_id}',
  summary: 'Look up a webhook endpoint',
  description: 'Says where it sends, which events, and why it is disabled where it is.',
  pathParameters: webhookPath,
  response: successOf(WebhookEndpoint),
  errors,
});

export const updateWebhookEndpoint = defineOperation({
  id: 'update-webhook-endpoint',
  operationId: 'UpdateWebhookEndpoint',
  group,
  kind,
  method: 'PATCH',
  path: '/webhooks/{webhook_id}',
  summary: 'Change a webhook endpoint',
  description:
    'Changes what is given and leaves the rest. Deliveries that wait are kept, and sent once it is enabled again.',
  pathParameters: webhookPath,
  body: z.strictObject({
    url: url.optional(),
    description: description.optional(),
    event_types: eventTypes.optional(),
    is_enabled: z.boolean().optional().describe('Whether to send; false lets events wait.'),
  }),
  bodyRequired: false,
  response: successOf(WebhookEndpoint),
  errors,
});

export const deleteWebhookEndpoint = defineOperation({
  id: 'delete-webhook-endpoint',
  operationId: 'DeleteWebhookEndpoint',
  group,
  kind,
  method: 'DELETE',
  path: '/webhooks/{webhook_id}',
  summary: 'Delete a webhook endpoint',
  description: 'Deletes an endpoint and the deliveries that wait for it.',
  pathParameters: webhookPath,
  response: successOf(nothing),
  errors,
});

export const rotateWebhookSecret = defineOperation({
  id: 'rotate-webhook-secret',
  operationId: 'RotateWebhookSecret',
  group,
  kind,
  method: 'POST',
  path: '/webhooks/{webhook_id}/rotate-secret',
  summary: 'Rotate the secret of a webhook endpoint',
  description:
    'Creates a new secret. The previous one stays valid for some hours, in which events are signed with both.',
  pathParameters: webhookPath,
  body: z.strictObject({
    overlap_hours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe('For how many hours the previous secret stays valid.'),
  }),
  bodyRequired: false,
  response: successOf(WebhookEndpointWithSecret),
  errors,
});

export const getWebhookDeliveries = defineOperation({
  id: 'get-webhook-deliveries',
  operationId: 'GetWebhookDeliveries',
  group,
  kind,
  method: 'GET',
  path: '/webhooks/{webhook_id}/deliveries',
  summary: 'List the deliveries of a webhook endpoint',
  description: 'Lists the last events of an endpoint and what became of them, newest first.',
  pathParameters: webhookPath,
  query: z.object({
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 50,
      description: 'How many deliveries to list at most.',
    }),
  }),
  response: successOf(
    z.object({ results: z.array(WebhookDelivery).describe('Deliveries, newest first.') }),
  ),
  errors,
});

export const replayWebhookEvents = defineOperation({
  id: 'replay-webhook-events',
  operationId: 'ReplayWebhookEvents',
  group,
  kind,
  method: 'POST',
  path: '/webhooks/{webhook_id}/replay',
  summary: 'Send webhook events again',
  description:
    'Sends one event again by its `event_id`, or all events between `from` and `to`. Events are kept for 30 days.',
  pathParameters: webhookPath,
  body: z
    .strictObject({
      event_id: z.string().optional().describe('Id of the event to send again.'),
      from: z.iso.datetime().optional().describe('Send events again since then.'),
      to: z.iso.datetime().optional().describe('Send events again until then.'),
    })
    .refine(
      ({ event_id: id, from, to }) =>
        id === undefined
          ? from !== undefined && to !== undefined
          : from === undefined && to === undefined,
      'must have either `event_id`, or `from` and `to`',
    ),
  response: successOf(z.object({ replayed: z.int().describe('How many will be sent again.') })),
  errors,
});

export const getWebhookEvent = defineOperation({
  id: 'get-webhook-event',
  operationId: 'GetWebhookEvent',
  group,
  kind,
  method: 'GET',
  path: '/webhook-events/{event_id}',
  summary: 'Look up a webhook event',
  description:
    'Shows an event as it is sent. The `log_url` of the webhook `connection-flow-failed` leads here. Events are kept for 30 days.',
  pathParameters: z.object({ event_id: z.string().describe('Id of the event.') }),
  response: successOf(RecordedWebhookEvent),
  errors: {
    404: 'There is no event with this id in the environment of the API key, or it is no longer kept.',
  },
});
