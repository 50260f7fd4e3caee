import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { AssessmentOrder } from '../models/assessment.ts';
import { orderStatuses } from '../models/vocabulary.ts';
import * as parameter from '../query-parameters.ts';
import { assessmentsMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

const { cursor, page_size, ids } = listQuery;

export const getAssessmentOrders = defineOperation({
  id: 'get-assessment-orders',
  operationId: 'GetAssessmentOrders',
  group: 'assessment',
  kind: 'general',
  keyScope: 'read',
  method: 'GET',
  path: '/assessment/orders',
  summary: 'List assessment orders',
  description:
    'Returns the assessments that recruiters have ordered for their candidates. Use it to find orders whose webhook was lost.',
  query: z.strictObject({
    cursor,
    page_size,
    ids,
    statuses: parameter.wordList(orderStatuses, 'Only orders with one of these statuses.'),
    created_after: parameter.instant('Only orders created at or after this time.'),
  }),
  response: pageOf(AssessmentOrder),
  paginated: true,
  notImplemented: assessmentsMissing,
});
