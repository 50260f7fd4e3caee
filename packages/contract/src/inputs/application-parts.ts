import { z } from 'zod';

import { AttachmentInput } from './file-input.ts';
import { inputInstant } from './primitives.ts';
import { ScreeningAnswerInput } from './screening-answer-input.ts';

/** What comes with an application besides the person: files, answers, origin and consent. */
export const applicationPartsShape = {
  attachments: z
    .array(AttachmentInput)
    .default([])
    .describe(
      'Files to upload. In tools with a résumé field, the first CV goes there. The total size may be up to twice the limit for one file.',
    ),
  screening_question_answers: z
    .array(ScreeningAnswerInput)
    .optional()
    .describe(
      "Answers to the job's `screening_questions`, at most one for each. An answer that does not fit its question is an error. An answer to an unknown question, or to one that is not asked, is omitted with a warning.",
    ),
  source: z
    .object({
      name: z.string().optional().describe('Name of the source, as shown in the tool.'),
      unified_key: z.string().optional().describe('Used as the name if `name` is omitted.'),
      id: z.string().optional().describe('Id of the source in the tool.'),
    })
    .optional()
    .meta({
      description:
        'Source of the application. Deprecated: omit it, and the name of your environment becomes the source if the tool accepts one.',
      deprecated: true,
    }),
  sourced_by: z
    .object({
      user_id: z
        .string()
        .describe("Id of a user in Hirewire, or `remote:` and the user's id in the tool."),
    })
    .optional()
    .describe('The user of the tool who is credited with finding the candidate.'),
  gdpr_consent: z
    .object({
      expires_at: inputInstant
        .optional()
        .describe(
          'When the consent expires, as a date or date-time. Omit it if it does not expire.',
        ),
      given: z
        .boolean()
        .optional()
        .describe('Whether the applicant agreed to the storage of their data.'),
    })
    .optional()
    .describe(
      "The applicant's consent, for tools that store it. For other tools, the response contains a warning.",
    ),
};
