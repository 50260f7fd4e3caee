import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Tag } from '../models/tag.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getTags = defineOperation({
  id: 'get-tags',
  operationId: 'GetAtsTags',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/tags',
  summary: 'List tags',
  description:
    'Reads the tags that the tool knows for candidates, from the last sync. Tags are added by their name, not by their id.',
  query: z.strictObject(listQuery),
  response: pageOf(Tag),
});
