import { z } from 'zod';

import { dateTime } from '../models/primitives.ts';
import { syncStates } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const syncFinished = defineWebhook({
  type: 'sync-finished',
  summary: 'A sync ended',
  description: 'Sent at the end of every sync, whatever its outcome.',
  content: z.object({
    sync_id: z.string(),
    sync_state: z.string().meta({ examples: [...syncStates] }),
    sync_started_at: dateTime,
    sync_ended_at: dateTime,
    sync_duration_seconds: z.int(),
    ...integrationShape,
    end_user: endUser,
    log_url: z.string(),
  }),
});
