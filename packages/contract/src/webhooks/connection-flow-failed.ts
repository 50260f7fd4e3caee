import { z } from 'zod';

import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const connectionFlowFailed = defineWebhook({
  type: 'connection-flow-failed',
  summary: 'A customer failed to connect',
  description:
    'Sent when a customer could not connect, because credentials were refused or permissions are missing. The customer may still succeed later.',
  content: z.object({
    integration_tool: integrationShape.integration_tool,
    integration_category: integrationShape.integration_category,
    end_user: endUser,
    log_url: z.string().describe('URL with the details of the failure.'),
  }),
});
