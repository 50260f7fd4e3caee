import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import {
  freeFields,
  greenhouseShape,
  remoteFields,
  toolFields,
  workableShape,
} from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const rejectApplication = defineOperation({
  id: 'reject-application',
  operationId: 'PostAtsApplicationsApplicationIdReject',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/applications/{application_id}/reject',
  summary: 'Reject an application',
  description:
    'Turns the application down in the tool with one of its rejection reasons. Whether the applicant is told depends on the tool.',
  permission: 'Reject applications',
  pathParameters: z.object({ application_id: z.string() }),
  body: z.object({
    rejection_reason_id: z.string(),
    note: z.string().optional(),
    remote_fields: remoteFields({
      greenhouse: toolFields({
        ...greenhouseShape,
        rejection_email: freeFields.meta({ 'x-not-in-sdk': true }),
      }),
      greenhousev3: toolFields({ rejection_email: freeFields }),
      teamtailor: toolFields({ user_id: z.string().optional() }),
      workable: toolFields(workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
