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
  method: 'POST',
  path: '/ats/applications/{application_id}/reject',
  summary: 'Reject an application',
  description:
    'Turns the application down in the tool, live, with one of its rejection reasons. Whether the applicant is told depends on the tool and its settings.',
  permission: 'Reject applications',
  pathParameters: applicationPath,
  body: z.object({
    rejection_reason_id: z
      .string()
      .describe('Id of the reason, from `GET /ats/rejection-reasons`.'),
    note: z.string().optional().describe('What to write down about it in the tool, as plain text.'),
    remote_fields: remoteFields({
      greenhouse: toolFields('Greenhouse', {
        ...greenhouseShape,
        rejection_email: rejectionEmail.meta({
          description: rejectionEmail.description,
          'x-not-in-sdk': true,
        }),
      }),
      greenhousev3: toolFields('the third version of the Greenhouse API', {
        rejection_email: rejectionEmail,
      }),
      teamtailor: toolFields('Teamtailor', {
        user_id: z
          .string()
          .optional()
          .describe(
            'Id of the Teamtailor user who rejects; the first administrator when left out.',
          ),
      }),
      workable: toolFields('Workable', workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
