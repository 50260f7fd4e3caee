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
    'Queues a sync of the integration. While one runs or waits, no second is queued: the answer then names that one and sets `already_queued`. The type may differ from what was asked for, for example where the tool cannot tell what changed.',
  bodyRequired: false,
  integrationHeader: true,
  body: z.object({ type: z.enum(syncTypes).default('FULL') }),
  response: successOf(
    z.object({ already_queued: z.boolean(), sync_id: z.string(), type: z.enum(syncTypes) }),
  ),
});
