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
  keyScope: 'read',
  method: 'GET',
  path: '/changes',
  summary: 'List changes',
  description:
    'Lists every change to the records of an integration, in the order in which the changes became visible, with their cause. A change contains ids and no data: read the records from their lists. To begin, call it without `after`: it returns no changes, only a cursor of the current end. Then read the lists in full, and follow the feed from that cursor. Changes are kept for 30 days.',
  integrationHeader: true,
  paginated: true,
  query: z.object({
    after: parameter.cursorOfFeed(
      'Cursor that you have read up to: `data.cursor` of an earlier response, or the cursor of a change; 0 for all changes. Omit it to get the current end of the feed.',
    ),
    limit: parameter.wholeNumber({
      maximum: 1000,
      byDefault: 100,
      description: 'Maximum number of changes in one response.',
    }),
  }),
  response: successOf(
    z
      .object({
        results: z.array(Change).describe('The changes after that cursor. May be empty.'),
        cursor: z.string().describe('Send this as `after` in the next request.'),
        position: z
          .int()
          .describe('Number of the last change that this response covers; 0 before the first.'),
        has_more: z.boolean().describe('Whether more changes are available now.'),
      })
      .describe('Changes, and the cursor after them.'),
  ),
  errors: {
    410: 'The cursor has expired, or belongs to another integration, or is newer than a restored backup. Start again without `after`.',
  },
});
