import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Candidate } from '../models/candidate.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getCandidates = defineOperation({
  id: 'get-candidates',
  operationId: 'GetAtsCandidates',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/candidates',
  summary: 'List candidates',
  description:
    'Reads candidates from the last sync, with their applications and tags inside. `updated_after` also finds a candidate when one of the applications changed, or when a tag was added or removed; a changed stage or job does not count.',
  query: z.strictObject({
    ...listQuery,
    email: parameter.email('Only candidates with this address among theirs; case does not matter.'),
    job_ids: parameter.textList('Only candidates who applied for one of these jobs.'),
    first_name: parameter.text(
      'Only candidates with exactly this first name; case does not matter.',
    ),
    last_name: parameter.text('Only candidates with exactly this last name; case does not matter.'),
  }),
  response: pageOf(Candidate),
});
