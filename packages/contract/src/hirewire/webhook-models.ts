import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText } from '../models/primitives.ts';

/** Where the events of an environment are sent. */
export const WebhookEndpoint = z.object({
  id: z.string().describe('Id of the endpoint.'),
  url: z.string().describe('Address that events are posted to.'),
  description: nullableText.describe('Your own words; null for none.'),
  event_types: z.array(z.string()).describe('Types of the events that are sent.'),
  is_enabled: z.boolean().describe('Whether events are sent; otherwise they wait.'),
  disabled_reason: nullableText.describe('Why Hirewire disabled it; null where it did not.'),
  previous_secret_until: nullableDateTime.describe(
    'Until when the previous secret signs as well; null unless the secret is being rotated.',
  ),
  created_at: dateTime.describe('When it was created.'),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** An endpoint with its secret, which is shown once. */
export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  secret: z.string().describe('Secret that signs its events. Keep it: it is not shown again.'),
});
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;

/** What became of one event at one endpoint. */
export const WebhookDelivery = z.object({
  event_id: z.string().describe('Id of the event.'),
  type: z.string().describe('Type of the event.'),
  integration_id: nullableText.describe('Integration that it is about; null for none.'),
  created_at: dateTime.describe('When the event happened.'),
  state: z
    .enum(['PENDING', 'DELIVERED', 'FAILED'])
    .describe('PENDING until it was accepted, or given up.'),
  tries: z.int().describe('How often it was sent.'),
  next_try_at: nullableDateTime.describe('When it is sent again; null unless it is pending.'),
  last_status: z
    .int()
    .nullable()
    .describe('HTTP status of the last answer; null where there was none.'),
  last_error: nullableText.describe('Why the last try failed; null where it did not.'),
  delivered_at: nullableDateTime.describe('When it was accepted; null before.'),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** An event as it is sent. */
export const RecordedWebhookEvent = z.object({
  id: z.string().describe('Id of the event.'),
  type: z.string().describe('Type of the event, such as `data-changed`.'),
  created_at: dateTime.describe('When it happened.'),
  message: nullableText.describe('What the tool answered, where a connection failed; else null.'),
  data: z
    .record(z.string(), z.unknown())
    .describe('The `data` of the webhook, as its type describes it.'),
});
export type RecordedWebhookEvent = z.infer<typeof RecordedWebhookEvent>;
