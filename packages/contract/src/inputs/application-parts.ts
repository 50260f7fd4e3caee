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
      'Files to upload. The first CV becomes the résumé where the tool has one. Together they may be twice as large as the largest file that is taken.',
    ),
  screening_question_answers: z
    .array(ScreeningAnswerInput)
    .optional()
    .describe(
      "Answers to the job's `screening_questions`, each once. One that does not fit its question is an error that names it; one to a question that is unknown or not asked is left out with a warning.",
    ),
  source: z
    .object({
      name: z.string().optional().describe('Name of the source, as people see it in the tool.'),
      unified_key: z.string().optional().describe('Taken as the name when `name` is left out.'),
      id: z.string().optional().describe("The tool's own id of the source."),
    })
    .optional()
    .meta({
      description:
        'Where the application comes from. Deprecated: leave it out, and the name of your environment is written as the source where the tool takes one.',
      deprecated: true,
    }),
  sourced_by: z
    .object({
      user_id: z
        .string()
        .describe("Hirewire's id of a user, or `remote:` and the tool's own id of one."),
    })
    .optional()
    .describe('The user of the tool who found the candidate and gets the credit.'),
  gdpr_consent: z
    .object({
      expires_at: inputInstant
        .optional()
        .describe('When the consent ends, as a date or date-time; left out for no end.'),
      given: z
        .boolean()
        .optional()
        .describe('Whether the applicant agreed to the storing of their data.'),
    })
    .optional()
    .describe(
      'What the applicant consented to, for tools that keep it. A warning says so where the tool does not.',
    ),
};
