import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Interview } from '../models/interview.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getInterviews = defineOperation({
  id: 'get-interviews',
  operationId: 'GetAtsInterviews',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/interviews',
  summary: 'List interviews',
  description:
    'Reads interviews from the last sync, with their interviewers and the application inside. `updated_after` also finds an interview when its application changed, or when an interviewer was added or removed.',
  query: z.strictObject({
    ...listQuery,
    job_ids: parameter.textList('Only interviews about applications for one of these jobs.'),
  }),
  response: pageOf(Interview),
});
