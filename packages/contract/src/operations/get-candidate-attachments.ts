import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { CandidateAttachment } from '../models/attachment.ts';
import { defineOperation } from './define-operation.ts';

export const getCandidateAttachments = defineOperation({
  id: 'get-candidate-attachments',
  operationId: 'GetAtsCandidatesCandidateIdAttachments',
  group: 'ats',
  kind: 'action',
  method: 'GET',
  path: '/ats/candidates/{candidate_id}/attachments',
  summary: 'Read the attachments of a candidate',
  description:
    'Asks the tool for the files of the candidate and of all their applications. Not paginated. Fetch the files at once: their links do not live long.',
  permission: 'Read document attachments',
  pathParameters: z.object({ candidate_id: z.string() }),
  response: successWithWarnings(z.object({ results: z.array(CandidateAttachment) })),
});
