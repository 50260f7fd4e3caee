import { z } from 'zod';

import { dateTime } from '../models/primitives.ts';
import { defineWebhook } from './define-webhook.ts';
import { integrationLifeShape } from './integration-summary.ts';

export const integrationDeleted = defineWebhook({
  type: 'integration-deleted',
  summary: 'An integration was deleted',
  description: 'Sent when an integration is deleted.',
  content: z.object({
    ...integrationLifeShape,
    deleted_at: dateTime.describe('When the integration was deleted.'),
  }),
});
