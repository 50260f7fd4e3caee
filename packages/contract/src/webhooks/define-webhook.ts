import { z } from 'zod';

/** An event that is posted to the customer's address, signed in `X-Kombo-Signature`. */
export interface Webhook<Type extends string = string, Payload extends z.ZodType = z.ZodType> {
  /** The kebab-case name of the event in Hirewire. */
  readonly id: string;
  /** `type` on the wire. */
  readonly type: Type;
  readonly summary: string;
  readonly description: string;
  /** The whole body: `id`, `type` and `data`. */
  readonly payload: Payload;
  /** Why this version of Hirewire does not send it, as a sentence for developers; null where it does. */
  readonly notImplemented: string | null;
}

/** Builds a webhook from its type and the model of its `data`. */
export function defineWebhook<const Type extends string, Content extends z.ZodType>(definition: {
  readonly type: Type;
  readonly summary: string;
  readonly description: string;
  readonly content: Content;
  readonly notImplemented?: string;
}) {
  const { type, summary, description, content, notImplemented = null } = definition;
  const payload = z.object({
    id: z.string().describe('Id of the event. Retries have the same id.'),
    type: z.literal(type).describe('Type of the event: always this value.'),
    data: content.describe('Data of the event.'),
  });
  return Object.freeze({
    id: type.replaceAll(':', '-'),
    type,
    summary,
    description,
    payload,
    notImplemented,
  }) satisfies Webhook<Type>;
}
