import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import { ApplicationAttachment } from '../models/attachment.ts';
import { defineOperation } from './define-operation.ts';

export const getApplicationAttachments = defineOperation({
  id: 'get-application-attachments',
  operationId: 'GetAtsApplicationsApplicationIdAttachments',
  group: 'ats',
  kind: 'action',
  method: 'GET',
  path: '/ats/applications/{application_id}/attachments',
  summary: 'Read the attachments of an application',
  description:
    'Asks the tool, live, for the files of the application, or of its candidate where the tool keeps them there. Not paginated. Fetch the files at once: their links expire after 15 minutes.',
  permission: 'Read document attachments',
  pathParameters: applicationPath,
  response: successWithWarnings(
    z.object({
      results: z
        .array(ApplicationAttachment)
        .describe('All files, in one answer; an empty list for none.'),
    }),
  ),
});
