import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { AttachmentInput } from '../inputs/file-input.ts';
import { candidatePath } from '../inputs/path-parameters.ts';
import { actorFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const addCandidateAttachment = defineOperation({
  id: 'add-candidate-attachment',
  operationId: 'PostAtsCandidatesCandidateIdAttachments',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:candidates',
  method: 'POST',
  path: '/ats/candidates/{candidate_id}/attachments',
  summary: 'Add an attachment to a candidate',
  description:
    'Uploads a file to the candidate, live. Prefer `POST /ats/applications/{application_id}/attachments`: in many tools, files belong to an application.',
  permission: 'Add attachments',
  pathParameters: candidatePath,
  body: z.object({
    attachment: AttachmentInput.describe('The file.'),
    remote_fields: remoteFields(actorFields),
  }),
  response: successWithWarnings(nothing),
});
