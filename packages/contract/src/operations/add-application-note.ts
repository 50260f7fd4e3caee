import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import {
  greenhouseShape,
  remoteFields,
  toolFields,
  workableShape,
} from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

const visibility = z.enum(['admin_only', 'private', 'public']).optional();

export const addApplicationNote = defineOperation({
  id: 'add-application-note',
  operationId: 'PostAtsApplicationsApplicationIdNotes',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/applications/{application_id}/notes',
  summary: 'Add a note to an application',
  description: 'Writes a plain-text note that people see in the tool.',
  permission: 'Add notes',
  pathParameters: z.object({ application_id: z.string() }),
  body: z.object({
    content: z.string(),
    content_type: z.enum(['PLAIN_TEXT']),
    remote_fields: remoteFields({
      teamtailor: toolFields({ user_id: z.string().optional() }),
      greenhouse: toolFields({
        ...greenhouseShape,
        visibility: visibility.meta({ 'x-not-in-sdk': true }),
      }),
      greenhousev3: toolFields({ visibility }),
      recruitee: toolFields({
        visibility: z.unknown().optional(),
        is_json: z.boolean().optional(),
      }),
      bullhorn: toolFields({ action: z.string().optional() }),
      lever: toolFields({ perform_as: z.string().optional() }),
      workable: toolFields(workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
