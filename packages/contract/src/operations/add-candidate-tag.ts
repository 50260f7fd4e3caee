import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { actorFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateTag = defineOperation({
  id: 'add-candidate-tag',
  operationId: 'PostAtsCandidatesCandidateIdTags',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/tags',
  summary: 'Add a tag to a candidate',
  description:
    'Adds the tag to those the candidate has, and creates it in the tool where it does not exist.',
  permission: 'Manage tags',
  pathParameters: z.object({ candidate_id: z.string() }),
  body: z.object({
    tag: z.object({ name: z.string().min(1) }),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
