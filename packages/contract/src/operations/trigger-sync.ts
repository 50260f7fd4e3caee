import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { syncTypes } from '../models/vocabulary.ts';
import { defineOperation } from './define-operation.ts';

export const triggerSync = defineOperation({
  id: 'trigger-sync',
  operationId: 'PostForceSync',
  group: 'general',
  kind: 'general',
  keyScope: 'management',
  method: 'POST',
  path: '/force-sync',
  summary: 'Start a sync now',
  description:
    'Queues a sync of the integration, and returns immediately; the sync may take hours for a large customer. If a sync of this type, or a full one, is already queued or running, the response returns that one, with `already_queued`. A disabled integration returns an error. The `sync-finished` webhook reports the end of the sync.',
  bodyRequired: false,
  integrationHeader: true,
  body: z.object({
    type: z
      .enum(syncTypes)
      .default('FULL')
      .describe(
        'FULL reads everything, and detects deletions; DELTA reads only what changed since the last sync, if the tool supports it.',
      ),
  }),
  response: successOf(
    z.object({
      already_queued: z
        .boolean()
        .describe('Whether a sync was already queued or running, so that no new one was queued.'),
      sync_id: z.string().describe('Id of the sync, as in the `sync-finished` webhook.'),
      type: z
        .enum(syncTypes)
        .describe(
          'Type of the sync. FULL instead of a requested DELTA if a delta sync is not possible, or a full sync is already queued or running.',
        ),
    }),
  ),
});
