import { z } from 'zod';

import { toolCategories } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { endUser } from './integration-summary.ts';

export const connectionFlowFailed = defineWebhook({
  type: 'connection-flow-failed',
  summary: 'A customer failed to connect',
  description:
    'Sent when credentials or permissions were not good enough. The same customer may still succeed later.',
  content: z.object({
    integration_tool: z.string(),
    integration_category: z.enum(toolCategories),
    end_user: endUser,
    log_url: z.string(),
  }),
});
