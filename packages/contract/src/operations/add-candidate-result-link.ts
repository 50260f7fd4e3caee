import { nothing, successWithWarnings } from '../envelopes.ts';
import { candidatePath } from '../inputs/path-parameters.ts';
import { ResultLinkInput } from '../inputs/result-link-input.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateResultLink = defineOperation({
  id: 'add-candidate-result-link',
  operationId: 'PostAtsCandidatesCandidateIdResultLinks',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:candidates',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/result-links',
  summary: 'Add a result link to a candidate',
  description:
    'Adds a link to the candidate in the tool, live. Prefer `POST /ats/applications/{application_id}/result-links`: a candidate may have several applications.',
  permission: 'Add result links',
  pathParameters: candidatePath,
  body: ResultLinkInput,
  response: successWithWarnings(nothing),
});
