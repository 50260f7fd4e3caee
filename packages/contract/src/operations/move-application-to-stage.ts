import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import { actorFields, freeFields, remoteFields, toolFields } from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

export const moveApplicationToStage = defineOperation({
  id: 'move-application-to-stage',
  operationId: 'PutAtsApplicationsApplicationIdStage',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:applications',
  method: 'PUT',
  path: '/ats/applications/{application_id}/stage',
  summary: 'Move an application to another stage',
  description:
    "Moves the application in the tool, live. Use a stage from the `stages` of the application's own job. Stages that end an application may be refused: to reject it, use the operation for that.",
  permission: 'Set application stage',
  pathParameters: applicationPath,
  body: z.object({
    stage_id: z
      .string()
      .describe(
        "Id of the stage to move to, one of the `stages` of the application's own job; any other is an error.",
      ),
    remote_fields: remoteFields({
      workday: toolFields('Workday', {
        Workflow_Step_ID: z.string().optional().describe('Id of the workflow step to move to.'),
        Step_Type: z
          .enum(['Next_Step_Reference', 'Disposition_Step_Reference'])
          .optional()
          .describe(
            'Whether to move to a next step, or to end the application (disposition). Default: Next_Step_Reference.',
          ),
      }),
      successfactors: toolFields('SAP SuccessFactors', {
        JobApplication: freeFields('the entity `JobApplication`'),
      }),
      ...actorFields,
    }),
  }),
  response: successWithWarnings(nothing),
});
