import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { AttachmentInput } from '../inputs/file-input.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import { actorFields, oracleDocumentFields, remoteFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const addApplicationAttachment = defineOperation({
  id: 'add-application-attachment',
  operationId: 'PostAtsApplicationsApplicationIdAttachments',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/applications/{application_id}/attachments',
  summary: 'Add an attachment to an application',
  description:
    'Uploads a file to the application, live, or to its candidate if the tool stores files there. Prefer `data_url` for large files: `data` makes the request a third larger than the file.',
  permission: 'Add attachments',
  pathParameters: applicationPath,
  body: z.object({
    attachment: AttachmentInput.describe('The file.'),
    remote_fields: remoteFields({ oracle: oracleDocumentFields, ...actorFields }),
  }),
  response: successWithWarnings(nothing),
});
