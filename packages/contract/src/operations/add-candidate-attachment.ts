import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { AttachmentInput } from '../inputs/file-input.ts';
import { actorFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateAttachment = defineOperation({
  id: 'add-candidate-attachment',
  operationId: 'PostAtsCandidatesCandidateIdAttachments',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/attachments',
  summary: 'Add an attachment to a candidate',
  description: 'Uploads a file to the candidate. Prefer the same on an application.',
  permission: 'Add attachments',
  pathParameters: z.object({ candidate_id: z.string() }),
  body: z.object({ attachment: AttachmentInput, remote_fields: remoteFields(actorFields) }),
  response: successWithWarnings(nothing),
});
