import { z } from 'zod';

import { dateTime } from '../models/primitives.ts';
import { syncStates } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { endUser, integrationShape } from './integration-summary.ts';

export const syncFinished = defineWebhook({
  type: 'sync-finished',
  summary: 'A sync ended',
  description: 'Sent at the end of every sync, regardless of its outcome.',
  content: z.object({
    sync_id: z.string().describe('Id of the sync, as returned by `POST /force-sync`.'),
    sync_state: z.string().meta({
      description:
        'Outcome of the sync. Usually one of SUCCEEDED, PARTIALLY_FAILED, FAILED, AUTHENTICATION_FAILED, CANCELLED, TIMED_OUT.',
      examples: [...syncStates],
    }),
    sync_started_at: dateTime.describe(
      'When the sync started. Do not use it for `updated_after`: pass the time at which your own last fetch started.',
    ),
    sync_ended_at: dateTime.describe('When the sync ended.'),
    sync_duration_seconds: z.int().describe('Duration of the sync, in whole seconds.'),
    ...integrationShape,
    end_user: endUser,
    log_url: z.string().describe('URL with the details of the sync.'),
  }),
});
