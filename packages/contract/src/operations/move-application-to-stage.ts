import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { actorFields, freeFields, remoteFields, toolFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const moveApplicationToStage = defineOperation({
  id: 'move-application-to-stage',
  operationId: 'PutAtsApplicationsApplicationIdStage',
  group: 'ats',
  kind: 'action',
  method: 'PUT',
  path: '/ats/applications/{application_id}/stage',
  summary: 'Move an application to another stage',
  description:
    "Moves the application in the tool. Take the stage from the `stages` of the application's own job.",
  permission: 'Set application stage',
  pathParameters: z.object({ application_id: z.string() }),
  body: z.object({
    stage_id: z.string(),
    remote_fields: remoteFields({
      workday: toolFields({
        Workflow_Step_ID: z.string().optional(),
        Step_Type: z.enum(['Next_Step_Reference', 'Disposition_Step_Reference']).optional(),
      }),
      successfactors: toolFields({ JobApplication: freeFields }),
      ...actorFields,
    }),
  }),
  response: successWithWarnings(nothing),
});
