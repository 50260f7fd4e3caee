import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { candidatePath } from '../inputs/path-parameters.ts';
import { CandidateAttachment } from '../models/attachment.ts';
import { defineOperation } from './define-operation.ts';

export const getCandidateAttachments = defineOperation({
  id: 'get-candidate-attachments',
  operationId: 'GetAtsCandidatesCandidateIdAttachments',
  group: 'ats',
  kind: 'action',
  keyScope: 'read',
  method: 'GET',
  path: '/ats/candidates/{candidate_id}/attachments',
  summary: 'Read the attachments of a candidate',
  description:
    'Reads the files of the candidate and of all their applications from the tool, live. Not paginated. Download the files immediately: their links expire after 15 minutes.',
  permission: 'Read document attachments',
  pathParameters: candidatePath,
  response: successWithWarnings(
    z.object({
      results: z.array(CandidateAttachment).describe('All files. Empty if there are none.'),
    }),
  ),
});
