import { z } from 'zod';

import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const connectionFlowFailed = defineWebhook({
  type: 'connection-flow-failed',
  summary: 'A customer failed to connect',
  description:
    'Sent when credentials or permissions were not good enough. The same customer may still succeed later.',
  content: z.object({
    integration_tool: integrationShape.integration_tool,
    integration_category: integrationShape.integration_category,
    end_user: endUser,
    log_url: z.string().describe('Where it can be looked up what failed.'),
  }),
});
