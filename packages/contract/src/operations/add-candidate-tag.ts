import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { candidatePath } from '../inputs/path-parameters.ts';
import { actorFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateTag = defineOperation({
  id: 'add-candidate-tag',
  operationId: 'PostAtsCandidatesCandidateIdTags',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:candidates',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/tags',
  summary: 'Add a tag to a candidate',
  description:
    'Adds a tag to the candidate, live. If the tag does not exist in the tool, it is created. If the candidate already has it, nothing changes.',
  permission: 'Manage tags',
  pathParameters: candidatePath,
  body: z.object({
    tag: z
      .object({
        name: z
          .string()
          .min(1)
          .describe('Text of the tag. Whether it is case-sensitive depends on the tool.'),
      })
      .describe('The tag to add.'),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
