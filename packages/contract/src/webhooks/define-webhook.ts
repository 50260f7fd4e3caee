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
}

/** Builds a webhook from its type and the model of its `data`. */
export function defineWebhook<const Type extends string, Content extends z.ZodType>(definition: {
  readonly type: Type;
  readonly summary: string;
  readonly description: string;
  readonly content: Content;
}) {
  const { type, summary, description, content } = definition;
  const payload = z.object({ id: z.string(), type: z.literal(type), data: content });
  return Object.freeze({
    id: type.replaceAll(':', '-'),
    type,
    summary,
    description,
    payload,
  }) satisfies Webhook<Type>;
}
