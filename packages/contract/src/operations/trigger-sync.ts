import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { syncTypes } from '../models/vocabulary.ts';
import { defineOperation } from './define-operation.ts';

export const triggerSync = defineOperation({
  id: 'trigger-sync',
  operationId: 'PostForceSync',
  group: 'general',
  kind: 'general',
  method: 'POST',
  path: '/force-sync',
  summary: 'Start a sync now',
  description:
    'Queues a sync of the integration and answers at once; it may take hours for a big customer. While one of the type, or a full one, runs or waits, no second is queued: the answer then names that one and sets `already_queued`. An integration that is switched off is not synced: that is an error. The end is told by the webhook `sync-finished`.',
  bodyRequired: false,
  integrationHeader: true,
  body: z.object({
    type: z
      .enum(syncTypes)
      .default('FULL')
      .describe(
        'FULL reads everything and notices what is gone; DELTA reads only what changed since the last sync, where the tool can tell.',
      ),
  }),
  response: successOf(
    z.object({
      already_queued: z
        .boolean()
        .describe('Whether a sync ran or waited already, so that no new one was queued.'),
      sync_id: z.string().describe('Id of the sync, as the webhook `sync-finished` has it.'),
      type: z
        .enum(syncTypes)
        .describe(
          'What the sync does: FULL instead of the DELTA that was asked for where that is not possible, or a full one is under way.',
        ),
    }),
  ),
});
