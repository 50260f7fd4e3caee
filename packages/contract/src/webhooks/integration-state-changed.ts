import { z } from 'zod';

import { dateTime } from '../models/primitives.ts';
import { integrationState, setupStatus } from '../models/shared-fields.ts';
import { qualityStatuses } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const integrationStateChanged = defineWebhook({
  type: 'integration-state-changed',
  summary: 'An integration changed its state',
  description: 'Sent when the state, the setup status or the result of the first check changes.',
  content: z.object({
    ...integrationShape,
    end_user: endUser,
    qa_status: z
      .enum(qualityStatuses)
      .describe(
        'Result of the quality check of the first sync: PENDING, PASSED or FAILED. Records cannot be read if it failed.',
      ),
    setup_status: setupStatus,
    state: integrationState,
    updated_at: dateTime.describe('When the state changed.'),
  }),
});
