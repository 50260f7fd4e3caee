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
  keyScope: 'write:candidates',
  method: 'DELETE',
  path: '/ats/candidates/{candidate_id}/tags',
  summary: 'Remove a tag from a candidate',
  description:
    'Removes a tag from the candidate by its name, live. The tag itself stays in the tool. Also succeeds if the candidate does not have the tag. Note that this `DELETE` request has a body.',
  permission: 'Manage tags',
  pathParameters: candidatePath,
  body: z.object({
    tag: z
      .object({
        name: z
          .string()
          .describe('Text of the tag. Whether it is case-sensitive depends on the tool.'),
      })
      .describe('The tag to remove.'),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
