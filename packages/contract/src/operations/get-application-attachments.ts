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
  keyScope: 'read',
  method: 'GET',
  path: '/ats/applications/{application_id}/attachments',
  summary: 'Read the attachments of an application',
  description:
    'Reads the files of the application from the tool, live, or those of its candidate if the tool stores them there. Not paginated. Download the files immediately: their links expire after 15 minutes.',
  permission: 'Read document attachments',
  pathParameters: applicationPath,
  response: successWithWarnings(
    z.object({
      results: z.array(ApplicationAttachment).describe('All files. Empty if there are none.'),
    }),
  ),
});
