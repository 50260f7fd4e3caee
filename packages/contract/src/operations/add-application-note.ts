import { z } from 'zod';

import { nothing, successWithWarnings } from '../envelopes.ts';
import { applicationPath } from '../inputs/path-parameters.ts';
import {
  greenhouseShape,
  remoteFields,
  talent360Fields,
  toolFields,
  workableShape,
} from '../inputs/remote-fields.ts';
import { defineOperation } from './define-operation.ts';

const whoSees =
  'Who can see the note: administrators, users who may see private notes, or everyone who can see the candidate.';
const visibility = z.enum(['admin_only', 'private', 'public']).optional().describe(whoSees);

export const addApplicationNote = defineOperation({
  id: 'add-application-note',
  operationId: 'PostAtsApplicationsApplicationIdNotes',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/applications/{application_id}/notes',
  summary: 'Add a note to an application',
  description:
    'Adds a plain-text note to the application in the tool, live. If the tool has no notes on applications, the note is added to the candidate, and the response contains a warning.',
  permission: 'Add notes',
  pathParameters: applicationPath,
  body: z.object({
    content: z
      .string()
      .describe('Text of the note. Line breaks are kept; markup is not interpreted.'),
    content_type: z.enum(['PLAIN_TEXT']).describe('Format of the text: always PLAIN_TEXT.'),
    remote_fields: remoteFields({
      teamtailor: toolFields('Teamtailor', {
        user_id: z
          .string()
          .optional()
          .describe(
            'Id of the Teamtailor user who writes the note. Default: the first administrator.',
          ),
      }),
      greenhouse: toolFields('Greenhouse', {
        ...greenhouseShape,
        visibility: visibility.meta({ description: whoSees, 'x-not-in-sdk': true }),
      }),
      greenhousev3: toolFields('version 3 of the Greenhouse API', { visibility }),
      recruitee: toolFields('Recruitee', {
        visibility: z
          .unknown()
          .optional()
          .describe("Who can see the note, in the format of Recruitee's API."),
        is_json: z
          .boolean()
          .optional()
          .describe(
            "Whether `content` is a JSON document in Recruitee's format instead of plain text.",
          ),
      }),
      bullhorn: toolFields('Bullhorn', {
        action: z
          .string()
          .optional()
          .describe('Kind of note: one of the actions configured in Bullhorn. Default: `Note`.'),
      }),
      lever: toolFields('Lever', {
        perform_as: z
          .string()
          .optional()
          .describe(
            'Id of the Lever user on whose behalf the note is written. Default: the owner of the token.',
          ),
      }),
      talent360: talent360Fields,
      workable: toolFields('Workable', workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
