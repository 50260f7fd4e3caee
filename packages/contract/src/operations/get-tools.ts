import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { Tool } from '../models/tool.ts';
import { defineOperation } from './define-operation.ts';

export const getTools = defineOperation({
  id: 'get-tools',
  operationId: 'GetToolsCategory',
  group: 'general',
  kind: 'general',
  method: 'GET',
  path: '/tools/{category}',
  summary: 'List tools',
  description:
    'Lists the tools that customers of this environment can connect, and what each can read and write. Not paginated.',
  pathParameters: z.object({ category: z.enum(['hris', 'ats', 'assessment', 'lms']) }),
  response: successOf(z.object({ tools: z.array(Tool) })),
});
