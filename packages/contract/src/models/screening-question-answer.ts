import { z } from 'zod';

import { nullableBoolean, nullableNumber, nullableText, utcDateTime } from './primitives.ts';

function question<const Type extends string>(type: Type) {
  return z
    .object({
      remote_id: nullableText.describe(
        "The tool's own id of the question; null where it has none.",
      ),
      title: z.string().describe('The question, as the applicant read it.'),
      type: z.literal(type).describe('Kind of the question: it decides the form of `answer`.'),
    })
    .describe('What was asked.');
}

function answer<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).describe('What was answered.');
}

/**
 * What an applicant answered. Choices are the texts of the options, not their ids; answers to FILE
 * questions have no form on the wire and are left out.
 */
export const ScreeningQuestionAnswer = z.union([
  z.object({
    answer: answer({ content: nullableText.describe('The text; null for no answer.') }),
    question: question('TEXT'),
  }),
  z.object({
    answer: answer({
      choice: nullableText.describe('Text of the chosen option, not its id; null for none.'),
    }),
    question: question('SINGLE_SELECT'),
  }),
  z.object({
    answer: answer({
      choices: z
        .array(z.string())
        .optional()
        .describe('Texts of the chosen options, not their ids.'),
    }),
    question: question('MULTI_SELECT'),
  }),
  z.object({
    answer: answer({ checked: nullableBoolean.describe('Yes or no; null for no answer.') }),
    question: question('BOOLEAN'),
  }),
  z.object({
    answer: answer({ number: nullableNumber.describe('The number; null for no answer.') }),
    question: question('NUMBER'),
  }),
  z.object({
    answer: answer({
      date: utcDateTime.nullable().describe('The day, as midnight in UTC; null for no answer.'),
    }),
    question: question('DATE'),
  }),
  z.object({
    answer: answer({
      raw: z.unknown().optional().describe('The answer as the tool has it: any JSON.'),
    }),
    question: question('UNKNOWN'),
  }),
]);
export type ScreeningQuestionAnswer = z.infer<typeof ScreeningQuestionAnswer>;
