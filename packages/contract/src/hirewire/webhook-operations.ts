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
const noEndpoint = 'The environment of the API key has no webhook endpoint with this id.';
const errors = { 404: noEndpoint };

const webhookPath = z.object({ webhook_id: z.string().describe('Id of the endpoint.') });

const url = z
  .string()
  .max(2000)
  .describe('URL to send events to: http or https, without a user name or password.');
const description = z
  .string()
  .max(500)
  .nullable()
  .describe('Your own description; null if there is none.');
const eventTypes = z.array(z.string()).describe('Types of events to send, such as `data-changed`.');

export const getWebhookEndpoints = defineOperation({
  id: 'get-webhook-endpoints',
  operationId: 'GetWebhookEndpoints',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/webhooks',
  summary: 'List webhook endpoints',
  description: 'Lists the webhook endpoints of the environment, without their secrets.',
  response: successOf(
    z.object({ results: z.array(WebhookEndpoint).describe('All endpoints, oldest first.') }),
  ),
});

export const createWebhookEndpoint = defineOperation({
  id: 'create-webhook-endpoint',
  operationId: 'CreateWebhookEndpoint',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/webhooks',
  summary: 'Create a webhook endpoint',
  description: "Sends the environment's events to a URL from now on.",
  body: z.strictObject({
    url,
    description: description.default(null),
    event_types: eventTypes
      .nullable()
      .default(null)
      .describe('Types of events to send, such as `data-changed`. Null or omitted for all types.'),
  }),
  response: successOf(WebhookEndpointWithSecret),
});

export const getWebhookEndpoint = defineOperation({
  id: 'get-webhook-endpoint',
  operationId: 'GetWebhookEndpoint',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/webhooks/{webhook_id}',
  summary: 'Look up a webhook endpoint',
  description:
    "Returns an endpoint's URL and event types, and the reason if Hirewire has disabled it.",
  pathParameters: webhookPath,
  response: successOf(WebhookEndpoint),
  errors,
});

export const updateWebhookEndpoint = defineOperation({
  id: 'update-webhook-endpoint',
  operationId: 'UpdateWebhookEndpoint',
  group,
  kind,
  keyScope: 'management',
  method: 'PATCH',
  path: '/webhooks/{webhook_id}',
  summary: 'Change a webhook endpoint',
  description:
    'Changes the given fields only. Pending deliveries of a disabled endpoint are kept, and sent once it is enabled again.',
  pathParameters: webhookPath,
  body: z.strictObject({
    url: url.optional(),
    description: description.optional(),
    event_types: eventTypes.optional(),
    is_enabled: z
      .boolean()
      .optional()
      .describe('Whether to send events. While it is false, they wait.'),
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
  keyScope: 'management',
  method: 'DELETE',
  path: '/webhooks/{webhook_id}',
  summary: 'Delete a webhook endpoint',
  description: 'Deletes an endpoint and its pending deliveries.',
  pathParameters: webhookPath,
  response: successOf(nothing),
  errors,
});

export const rotateWebhookSecret = defineOperation({
  id: 'rotate-webhook-secret',
  operationId: 'RotateWebhookSecret',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/webhooks/{webhook_id}/rotate-secret',
  summary: 'Rotate the secret of a webhook endpoint',
  description:
    'Creates a new secret. The previous one stays valid for some hours; until then, events are signed with both.',
  pathParameters: webhookPath,
  body: z.strictObject({
    overlap_hours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe('Number of hours for which the previous secret stays valid.'),
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
  keyScope: 'management',
  method: 'GET',
  path: '/webhooks/{webhook_id}/deliveries',
  summary: 'List the deliveries of a webhook endpoint',
  description: "Lists an endpoint's latest events and the state of their deliveries, newest first.",
  pathParameters: webhookPath,
  query: z.object({
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 50,
      description: 'Maximum number of deliveries to return.',
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
  keyScope: 'management',
  method: 'POST',
  path: '/webhooks/{webhook_id}/replay',
  summary: 'Replay webhook events',
  description:
    'Sends one event again by its `event_id`, or all events between `from` and `to`. Events are kept for 30 days.',
  pathParameters: webhookPath,
  body: z
    .strictObject({
      event_id: z.string().optional().describe('Id of the event to send again.'),
      from: z.iso
        .datetime()
        .optional()
        .describe('Start of the period: events from this time on are sent again.'),
      to: z.iso
        .datetime()
        .optional()
        .describe('End of the period: events up to this time are sent again.'),
    })
    .refine(
      ({ event_id: id, from, to }) =>
        id === undefined
          ? from !== undefined && to !== undefined
          : from === undefined && to === undefined,
      'must have either `event_id`, or `from` and `to`',
    ),
  response: successOf(
    z.object({ replayed: z.int().describe('Number of events that will be sent again.') }),
  ),
  errors,
});

export const getWebhookEvent = defineOperation({
  id: 'get-webhook-event',
  operationId: 'GetWebhookEvent',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/webhook-events/{event_id}',
  summary: 'Look up a webhook event',
  description:
    'Returns an event as it is sent. The `log_url` of the `connection-flow-failed` webhook points here. Events are kept for 30 days.',
  pathParameters: z.object({ event_id: z.string().describe('Id of the event.') }),
  response: successOf(RecordedWebhookEvent),
  errors: {
    404: 'The environment of the API key has no event with this id, or it has expired.',
  },
});
