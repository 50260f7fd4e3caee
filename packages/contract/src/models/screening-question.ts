import { z } from 'zod';

import {
  nullableBoolean,
  nullableInteger,
  nullableNumber,
  nullableText,
  recordIdText,
} from './primitives.ts';
import { questionCategories } from './vocabulary.ts';

export const QuestionOption = z.object({
  id: z.string(),
  remote_id: nullableText.optional(),
  name: z.string(),
});
export type QuestionOption = z.infer<typeof QuestionOption>;

const options = z.array(QuestionOption);

/** What an answer to a question must look like. INFORMATION is text to show and takes no answer. */
export const QuestionFormat = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('TEXT'),
    display_type: z.enum(['SINGLE_LINE', 'MULTI_LINE', 'EMAIL', 'URL']).nullable().optional(),
    max_length: nullableInteger.optional(),
  }),
  z.object({
    type: z.literal('NUMBER'),
    display_type: z.enum(['SLIDER', 'FIELD']).nullable().optional().meta({ default: 'FIELD' }),
    max: nullableNumber.optional(),
    min: nullableNumber.optional(),
  }),
  z.object({
    type: z.literal('FILE'),
    accepted_mime_types: z.array(z.string()).nullable().optional(),
    max_file_size_bytes: nullableInteger.optional(),
  }),
  z.object({
    type: z.literal('SINGLE_SELECT'),
    display_type: z.enum(['DROPDOWN', 'RADIO']).nullable().optional(),
    options,
  }),
  z.object({ type: z.literal('MULTI_SELECT'), options }),
  z.object({ type: z.literal('BOOLEAN') }),
  z.object({ type: z.literal('DATE') }),
  z.object({ type: z.literal('INFORMATION') }),
  z.object({ type: z.literal('UNKNOWN'), raw_question: z.unknown().optional() }),
]);
export type QuestionFormat = z.infer<typeof QuestionFormat>;

/**
 * A question that applicants are asked for one job. It is asked only when the answer to the
 * question `precondition_question_id` is one of `precondition_options`.
 */
export const ScreeningQuestion = z.object({
  id: z.string(),
  remote_id: nullableText,
  title: nullableText,
  description: nullableText.describe('May hold HTML.'),
  format: QuestionFormat.nullable().optional(),
  category: z.enum(questionCategories).nullable(),
  index: nullableInteger.optional(),
  required: nullableBoolean,
  precondition_question_id: recordIdText.nullable().optional(),
  precondition_options: z
    .union([z.array(z.string()), z.array(z.boolean())])
    .nullable()
    .optional(),
});
export type ScreeningQuestion = z.infer<typeof ScreeningQuestion>;
