import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';
import { Change } from './models.ts';

export const getChanges = defineOperation({
  id: 'get-changes',
  operationId: 'GetChanges',
  group: 'hirewire',
  kind: 'general',
  method: 'GET',
  path: '/changes',
  summary: 'List what has changed',
  description:
    'Lists every change of an integration in the order in which it became visible, with what caused it. It holds ids, no data: read the records from their lists. Without `after` it has no results, and says where to begin: read the lists in full then, and follow the feed from there. Changes are kept for 30 days.',
  integrationHeader: true,
  paginated: true,
  query: z.object({
    after: parameter.position(
      'Position that you have read up to: `data.position` of an earlier answer, or 0 for everything. Left out to learn where the feed ends.',
    ),
    limit: parameter.wholeNumber({
      maximum: 1000,
      byDefault: 100,
      description: 'How many changes one answer holds at most.',
    }),
  }),
  response: successOf(
    z
      .object({
        results: z.array(Change).describe('The changes after that position; it may be empty.'),
        position: z.int().describe('What to send as `after` next time.'),
        has_more: z.boolean().describe('Whether there are more changes already.'),
      })
      .describe('Changes, and where they end.'),
  ),
  errors: {
    410: 'The position is no longer kept, or is of another integration or an older backup. Begin again, without `after`.',
  },
});
