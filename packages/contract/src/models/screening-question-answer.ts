import { z } from 'zod';

import { nullableBoolean, nullableNumber, nullableText, utcDateTime } from './primitives.ts';

function question<const Type extends string>(type: Type) {
  return z
    .object({
      remote_id: nullableText.describe('Id of the question in the tool; null if it has none.'),
      title: z.string().describe('The question, as shown to the applicant.'),
      type: z.literal(type).describe('Type of the question. It determines the type of `answer`.'),
    })
    .describe('The question.');
}

function answer<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).describe('The answer.');
}

/**
 * What an applicant answered. Choices are the texts of the options, not their ids; answers to FILE
 * questions have no form on the wire and are left out.
 */
export const ScreeningQuestionAnswer = z.union([
  z.object({
    answer: answer({ content: nullableText.describe('The text; null if not answered.') }),
    question: question('TEXT'),
  }),
  z.object({
    answer: answer({
      choice: nullableText.describe('Text of the chosen option, not its id; null if not answered.'),
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
    answer: answer({ checked: nullableBoolean.describe('Yes or no; null if not answered.') }),
    question: question('BOOLEAN'),
  }),
  z.object({
    answer: answer({ number: nullableNumber.describe('The number; null if not answered.') }),
    question: question('NUMBER'),
  }),
  z.object({
    answer: answer({
      date: utcDateTime.nullable().describe('The day, as midnight in UTC; null if not answered.'),
    }),
    question: question('DATE'),
  }),
  z.object({
    answer: answer({
      raw: z.unknown().optional().describe("The tool's original answer: any JSON."),
    }),
    question: question('UNKNOWN'),
  }),
]);
export type ScreeningQuestionAnswer = z.infer<typeof ScreeningQuestionAnswer>;
