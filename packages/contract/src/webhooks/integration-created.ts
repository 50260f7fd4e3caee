import { z } from 'zod';

import { defineWebhook } from './define-webhook.ts';
import { integrationLifeShape } from './integration-summary.ts';

export const integrationCreated = defineWebhook({
  type: 'integration-created',
  summary: 'A customer connected a tool',
  description:
    'Sent when a customer has connected a tool. Records are available after the first sync.',
  content: z.object(integrationLifeShape),
});
