import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { AssessmentPackage } from '../models/assessment.ts';
import { assessmentsMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';

export const getPackages = defineOperation({
  id: 'get-packages',
  operationId: 'GetAssessmentPackages',
  group: 'assessment',
  kind: 'general',
  keyScope: 'read',
  method: 'GET',
  path: '/assessment/packages',
  summary: 'List assessment packages',
  description: 'Returns all packages that you have set for the integration. Use it for debugging.',
  response: successOf(
    z.object({
      packages: z
        .array(AssessmentPackage)
        .describe('All packages that recruiters can order in the tool.'),
    }),
  ),
  notImplemented: assessmentsMissing,
});
