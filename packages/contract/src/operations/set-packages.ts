import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { AssessmentPackageInput } from '../inputs/assessment-input.ts';
import { assessmentsMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';

export const setPackages = defineOperation({
  id: 'set-packages',
  operationId: 'PutAssessmentPackages',
  group: 'assessment',
  kind: 'general',
  keyScope: 'write:assessments',
  method: 'PUT',
  path: '/assessment/packages',
  summary: 'Set the assessment packages',
  description:
    'Replaces the list of tests and background checks that recruiters can order in the tool. Packages that are not in the new list can no longer be ordered.',
  body: z.object({
    packages: z
      .array(AssessmentPackageInput)
      .describe('All your packages. An empty list removes all.'),
  }),
  response: successWithWarnings(nothing),
  notImplemented: assessmentsMissing,
});
