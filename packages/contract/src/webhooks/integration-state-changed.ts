import { z } from 'zod';

import { dateTime } from '../models/primitives.ts';
import { integrationStates, qualityStatuses, setupStatuses } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const integrationStateChanged = defineWebhook({
  type: 'integration-state-changed',
  summary: 'An integration changed its state',
  description: 'Sent when the state, the setup status or the result of the first check changes.',
  content: z.object({
    ...integrationShape,
    end_user: endUser,
    qa_status: z.enum(qualityStatuses),
    setup_status: z.enum(setupStatuses),
    state: z.enum(integrationStates),
    updated_at: dateTime,
  }),
});
