import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText } from '../models/primitives.ts';

/** Where the events of an environment are sent. */
export const WebhookEndpoint = z.object({
  id: z.string().describe('Id of the endpoint.'),
  url: z.string().describe('URL that events are sent to.'),
  description: nullableText.describe('Your own description; null if there is none.'),
  event_types: z.array(z.string()).describe('Types of events that are sent.'),
  is_enabled: z.boolean().describe('Whether events are sent. While it is false, they wait.'),
  disabled_reason: nullableText.describe('Why Hirewire disabled the endpoint; null if it did not.'),
  consecutive_failures: z
    .number()
    .int()
    .describe(
      'Failed tries since the endpoint last accepted an event. Above 0, it gets one event at a time, with growing pauses.',
    ),
  last_accepted_at: nullableDateTime.describe(
    'When the endpoint last accepted an event, to the minute; null if it never did.',
  ),
  previous_secret_until: nullableDateTime.describe(
    'Until when events are also signed with the previous secret; null unless the secret is being rotated.',
  ),
  created_at: dateTime.describe('When the endpoint was created.'),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** An endpoint with its secret, which is shown once. */
export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  secret: z
    .string()
    .describe('Secret that events are signed with. Store it: it is not shown again.'),
});
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;

/** What became of one event at one endpoint. */
export const WebhookDelivery = z.object({
  event_id: z.string().describe('Id of the event.'),
  type: z.string().describe('Type of the event.'),
  integration_id: nullableText.describe(
    'Id of the integration that the event is about; null if there is none.',
  ),
  created_at: dateTime.describe('When the event happened.'),
  state: z
    .enum(['PENDING', 'DELIVERED', 'FAILED'])
    .describe('PENDING until the receiver accepts the event, or Hirewire gives up.'),
  tries: z.int().describe('Number of attempts so far.'),
  next_try_at: nullableDateTime.describe(
    'When the next attempt is due; null unless the delivery is pending.',
  ),
  last_status: z
    .int()
    .nullable()
    .describe('HTTP status of the last response; null if there was none.'),
  last_error: nullableText.describe('Why the last attempt failed; null if it did not.'),
  delivered_at: nullableDateTime.describe(
    'When the receiver accepted the event; null before that.',
  ),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** An event as it is sent. */
export const RecordedWebhookEvent = z.object({
  id: z.string().describe('Id of the event.'),
  type: z.string().describe('Type of the event, such as `data-changed`.'),
  created_at: dateTime.describe('When the event happened.'),
  message: nullableText.describe(
    "For a failed connection, the tool's error message; otherwise null.",
  ),
  data: z
    .record(z.string(), z.unknown())
    .describe('The `data` of the webhook; its fields depend on the type.'),
});
export type RecordedWebhookEvent = z.infer<typeof RecordedWebhookEvent>;
