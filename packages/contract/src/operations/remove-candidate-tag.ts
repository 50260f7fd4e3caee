import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { candidatePath } from '../inputs/path-parameters.ts';
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
    'Takes the tag off the candidate by its name, live; the tag itself stays in the tool. Succeeds when the candidate does not have it. Note that this `DELETE` has a body.',
  permission: 'Manage tags',
  pathParameters: candidatePath,
  body: z.object({
    tag: z
      .object({
        name: z.string().describe('Text of the tag. Whether its case matters is up to the tool.'),
      })
      .describe('The tag to take off.'),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
