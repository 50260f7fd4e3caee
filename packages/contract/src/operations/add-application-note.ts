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
  'Who sees the note: administrators, those who may see private notes, or everybody who sees the candidate.';
const visibility = z.enum(['admin_only', 'private', 'public']).optional().describe(whoSees);

export const addApplicationNote = defineOperation({
  id: 'add-application-note',
  operationId: 'PostAtsApplicationsApplicationIdNotes',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/applications/{application_id}/notes',
  summary: 'Add a note to an application',
  description:
    'Writes a plain-text note, live, that people see in the tool. Where the tool has no notes on applications it goes to the candidate, and a warning says so.',
  permission: 'Add notes',
  pathParameters: applicationPath,
  body: z.object({
    content: z
      .string()
      .describe('Text of the note. Line breaks are kept, markup is not read as such.'),
    content_type: z.enum(['PLAIN_TEXT']).describe('Form of the text: only PLAIN_TEXT.'),
    remote_fields: remoteFields({
      teamtailor: toolFields('Teamtailor', {
        user_id: z
          .string()
          .optional()
          .describe(
            'Id of the Teamtailor user who writes the note; the first administrator when left out.',
          ),
      }),
      greenhouse: toolFields('Greenhouse', {
        ...greenhouseShape,
        visibility: visibility.meta({ description: whoSees, 'x-not-in-sdk': true }),
      }),
      greenhousev3: toolFields('the third version of the Greenhouse API', { visibility }),
      recruitee: toolFields('Recruitee', {
        visibility: z
          .unknown()
          .optional()
          .describe('Who sees the note, in the form that the API of Recruitee takes.'),
        is_json: z
          .boolean()
          .optional()
          .describe(
            'Whether `content` is a JSON document in the form of Recruitee instead of plain text.',
          ),
      }),
      bullhorn: toolFields('Bullhorn', {
        action: z
          .string()
          .optional()
          .describe(
            'Kind of note, one of the actions that are set up in Bullhorn; `Note` when left out.',
          ),
      }),
      lever: toolFields('Lever', {
        perform_as: z
          .string()
          .optional()
          .describe(
            'Id of the Lever user in whose name the note is written; the owner of the token when left out.',
          ),
      }),
      talent360: talent360Fields,
      workable: toolFields('Workable', workableShape),
    }),
  }),
  response: successWithWarnings(nothing),
});
