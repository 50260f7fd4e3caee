import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { actorFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const removeCandidateTag = defineOperation({
  id: 'remove-candidate-tag',
  operationId: 'DeleteAtsCandidatesCandidateIdTags',
  group: 'ats',
  kind: 'action',
  method: 'DELETE',
  path: '/ats/candidates/{candidate_id}/tags',
  summary: 'Remove a tag from a candidate',
  description:
    'Takes the tag off the candidate by its name. Succeeds when the candidate does not have it.',
  permission: 'Manage tags',
  pathParameters: z.object({ candidate_id: z.string() }),
  body: z.object({
    tag: z.object({ name: z.string() }),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
