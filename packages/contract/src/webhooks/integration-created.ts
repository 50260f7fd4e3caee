import { z } from 'zod';

import { defineWebhook } from './define-webhook.ts';
import { integrationLifeShape } from './integration-summary.ts';

export const integrationCreated = defineWebhook({
  type: 'integration-created',
  summary: 'A customer connected a tool',
  description: 'Sent when the connect flow ends well. Its records follow after the first sync.',
  content: z.object(integrationLifeShape),
});
