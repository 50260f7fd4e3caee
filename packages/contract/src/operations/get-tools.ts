import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { Tool } from '../models/tool.ts';
import { defineOperation } from './define-operation.ts';

export const getTools = defineOperation({
  id: 'get-tools',
  operationId: 'GetToolsCategory',
  group: 'general',
  kind: 'general',
  keyScope: 'read',
  method: 'GET',
  path: '/tools/{category}',
  summary: 'List tools',
  description:
    'Lists the tools that this server has connectors for, and what each can read and write: its coverage. What an integration may do is in its details. Not paginated.',
  pathParameters: z.object({
    category: z
      .enum(['hris', 'ats', 'assessment', 'lms'])
      .describe('Category of the tools. Lists of categories other than `ats` may be empty.'),
  }),
  response: successOf(z.object({ tools: z.array(Tool).describe('All tools of the category.') })),
});
