import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import {
  freeFields,
  greenhouseShape,
  remoteFields,
  toolFields,
  workableShape,
} from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

const rejectionEmail = freeFields('the e-mail that tells the applicant');

export const rejectApplication = defineOperation({
  id: 'reject-application',
  operationId: 'PostAtsApplicationsApplicationIdReject',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/applications/{application_id}/reject',
  summary: 'Reject an application',
  description:
    "Rejects the application in the tool, live, with one of the tool's rejection reasons. Whether the tool notifies the applicant depends on its settings.",
  permission: 'Reject applications',
  pathParameters: applicationPath,
  body: z.object({
    rejection_reason_id: z
      .string()
      .describe('Id of the reason, from `GET /ats/rejection-reasons`.'),
    note: z.string().optional().describe('Note to add in the tool, as plain text.'),
    remote_fields: remoteFields({
      greenhouse: toolFields('Greenhouse', {
        ...greenhouseShape,
        rejection_email: rejectionEmail.meta({
          description: rejectionEmail.description,
          'x-not-in-sdk': true,
        }),
      }),
      greenhousev3: toolFields('version 3 of the Greenhouse API', {
        rejection_email: rejectionEmail,
      }),
      teamtailor: toolFields('Teamtailor', {
        user_id: z
          .string()
          .optional()
          .describe('Id of the Teamtailor user who rejects. Default: the first administrator.'),
      }),
      workable: toolFields('Workable', workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
