import type { Webhook } from '../webhooks/define-webhook.ts';
import { payloadName, toPascalCase } from './component-models.ts';
import { schemaRef } from './component-schemas.ts';

/** A webhook as OpenAPI has it. */
export function webhookObject({ id, summary, description, notImplemented }: Webhook): object {
  return {
    post: {
      operationId: `${toPascalCase(id)}Webhook`,
      summary,
      description:
        notImplemented === null
          ? description
          : `**Not sent yet.** ${notImplemented}\n\n${description}`,
      ...(notImplemented !== null && { 'x-hirewire-implemented': false }),
      tags: ['Webhooks'],
      // A delivery carries a signature instead of an API key.
      security: [],
      parameters: [{ $ref: '#/components/parameters/webhook-signature' }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaRef(payloadName(id)) } },
      },
      responses: { '200': { description: 'Received.' } },
    },
  };
}
