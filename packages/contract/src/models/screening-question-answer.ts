import { z } from 'zod';

import { nullableBoolean, nullableNumber, nullableText, utcDateTime } from './primitives.ts';

function question<const Type extends string>(type: Type) {
  return z.object({ remote_id: nullableText, title: z.string(), type: z.literal(type) });
}

/**
 * What an applicant answered. Choices are the texts of the options, not their ids; answers to FILE
 * questions have no form on the wire and are left out.
 */
export const ScreeningQuestionAnswer = z.union([
  z.object({ answer: z.object({ content: nullableText }), question: question('TEXT') }),
  z.object({ answer: z.object({ choice: nullableText }), question: question('SINGLE_SELECT') }),
  z.object({
    answer: z.object({ choices: z.array(z.string()).optional() }),
    question: question('MULTI_SELECT'),
  }),
  z.object({ answer: z.object({ checked: nullableBoolean }), question: question('BOOLEAN') }),
  z.object({ answer: z.object({ number: nullableNumber }), question: question('NUMBER') }),
  z.object({ answer: z.object({ date: utcDateTime.nullable() }), question: question('DATE') }),
  z.object({ answer: z.object({ raw: z.unknown().optional() }), question: question('UNKNOWN') }),
]);
export type ScreeningQuestionAnswer = z.infer<typeof ScreeningQuestionAnswer>;
