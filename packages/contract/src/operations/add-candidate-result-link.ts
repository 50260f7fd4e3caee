import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { ResultLinkInput } from '../inputs/result-link-input.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateResultLink = defineOperation({
  id: 'add-candidate-result-link',
  operationId: 'PostAtsCandidatesCandidateIdResultLinks',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/result-links',
  summary: 'Add a result link to a candidate',
  description:
    'Shows a link on the candidate in the tool. Prefer the same on an application: a candidate may have several.',
  permission: 'Add result links',
  pathParameters: z.object({ candidate_id: z.string() }),
  body: ResultLinkInput,
  response: successWithWarnings(nothing),
});
