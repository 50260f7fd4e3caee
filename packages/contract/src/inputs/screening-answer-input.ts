import { z } from 'zod';

import { FileInput } from './file-input.ts';

/**
 * An answer to a screening question. The form follows the question's format: text, option id,
 * list of option ids, true or false, number, ISO date, or a file. Only the store knows the format,
 * so the engine checks it.
 */
export const ScreeningAnswerInput = z.object({
  question_id: z
    .string()
    .describe('Id of the question, one of the `screening_questions` of the job.'),
  answer: z
    .union([FileInput, z.string(), z.boolean(), z.number(), z.array(z.string())], {
      error: 'must be text, true or false, a number, a list of option ids, or a file',
    })
    .describe(
      'The answer. Its type depends on the `format` of the question: TEXT a string, SINGLE_SELECT the id of an option, MULTI_SELECT a list of ids, BOOLEAN true or false, NUMBER a number, DATE a date such as 2026-01-31, FILE a file.',
    ),
});
export type ScreeningAnswerInput = z.infer<typeof ScreeningAnswerInput>;
