import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { AssessmentResultInput } from '../inputs/assessment-input.ts';
import { assessmentsMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';

export const updateOrderResult = defineOperation({
  id: 'update-order-result',
  operationId: 'PutAssessmentOrdersAssessmentOrderIdResult',
  group: 'assessment',
  kind: 'general',
  keyScope: 'write:assessments',
  method: 'PUT',
  path: '/assessment/orders/{assessment_order_id}/result',
  summary: 'Write the result of an assessment',
  description:
    'Writes the result of an order to the tool, where recruiters see it. You can send any number of interim results while the order is OPEN; its status changes only once.',
  pathParameters: z.object({
    assessment_order_id: z
      .string()
      .describe('Id of the order, from `GET /assessment/orders` or its webhook.'),
  }),
  body: AssessmentResultInput,
  response: successWithWarnings(nothing),
  notImplemented: assessmentsMissing,
});
