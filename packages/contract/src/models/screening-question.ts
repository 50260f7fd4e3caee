import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import {
  nullableBoolean,
  nullableInteger,
  nullableNumber,
  nullableText,
  recordIdText,
} from './primitives.ts';
import * as shared from './shared-fields.ts';
import { questionCategories } from './vocabulary.ts';

export const QuestionOption = z.object({
  id: z.string().describe('Id of the option; answers name it.'),
  remote_id: nullableText
    .optional()
    .describe("The tool's own id of the option; null where it has none."),
  name: z.string().describe('Text of the option, as applicants read it.'),
});
export type QuestionOption = z.infer<typeof QuestionOption>;

const options = z.array(QuestionOption).describe('What can be chosen, in this order.');
const type = <const Type extends string>(name: Type, meaning: string) =>
  z.literal(name).describe(meaning);

/** What an answer to a question must look like. INFORMATION is text to show and takes no answer. */
export const QuestionFormat = z.discriminatedUnion('type', [
  z.object({
    type: type('TEXT', 'The answer is a text.'),
    display_type: z
      .enum(['SINGLE_LINE', 'MULTI_LINE', 'EMAIL', 'URL'])
      .nullable()
      .optional()
      .describe('What kind of field the tool shows; null where it does not tell.'),
    max_length: nullableInteger
      .optional()
      .describe('Longest answer in characters; null for no limit.'),
  }),
  z.object({
    type: type('NUMBER', 'The answer is a number.'),
    display_type: z.enum(['SLIDER', 'FIELD']).nullable().optional().meta({
      description: 'Whether to show a field to type into or a slider from `min` to `max`.',
      default: 'FIELD',
    }),
    max: nullableNumber.optional().describe('Largest number; null for no limit.'),
    min: nullableNumber.optional().describe('Smallest number; null for no limit.'),
  }),
  z.object({
    type: type('FILE', 'The answer is a file.'),
    accepted_mime_types: z
      .array(z.string())
      .nullable()
      .optional()
      .describe('MIME types that are taken, such as application/pdf or image/*; null for any.'),
    max_file_size_bytes: nullableInteger
      .optional()
      .describe('Size of the largest file in bytes; null where the tool does not tell.'),
  }),
  z.object({
    type: type('SINGLE_SELECT', 'The answer is the id of one option.'),
    display_type: z
      .enum(['DROPDOWN', 'RADIO'])
      .nullable()
      .optional()
      .describe('How the tool shows the options; null where it does not tell.'),
    options,
  }),
  z.object({ type: type('MULTI_SELECT', 'The answer is a list of ids of options.'), options }),
  z.object({ type: type('BOOLEAN', 'The answer is true or false.') }),
  z.object({ type: type('DATE', 'The answer is a day, such as 2026-01-31.') }),
  z.object({ type: type('INFORMATION', 'Text to show. It takes no answer.') }),
  z.object({
    type: type(
      'UNKNOWN',
      'Hirewire does not know this kind of question. An answer is left out with a warning.',
    ),
    raw_question: z.unknown().optional().describe('The question as the tool has it.'),
  }),
]);
export type QuestionFormat = z.infer<typeof QuestionFormat>;

/**
 * A question that applicants are asked for one job. It is asked only when the answer to the
 * question `precondition_question_id` is one of `precondition_options`.
 */
export const ScreeningQuestion = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  title: nullableText.describe('The question itself, as applicants read it.'),
  description: nullableText.describe('Explanation to show beside the question; may hold HTML.'),
  format: QuestionFormat.nullable()
    .optional()
    .describe('What an answer must look like; null where the tool does not tell.'),
  category: z
    .enum(questionCategories)
    .nullable()
    .describe(
      'EEO for questions about equal employment opportunity, DEMOGRAPHIC for other surveys about the person, null for ordinary questions.',
    ),
  index: nullableInteger
    .optional()
    .describe('Position among the questions of the job: lower comes first.'),
  required: nullableBoolean.describe(
    'Whether an application needs an answer. It does not while the precondition is not met.',
  ),
  precondition_question_id: recordIdText
    .nullable()
    .optional()
    .describe(
      'Id of the question whose answer decides whether this one is asked; null for one that is always asked.',
    ),
  precondition_options: z
    .union([z.array(z.string()), z.array(z.boolean())])
    .nullable()
    .optional()
    .describe(
      'Ask this question only if the other one is answered with one of these: ids of options, or true and false.',
    ),
});
export type ScreeningQuestion = z.infer<typeof ScreeningQuestion>;

export const screeningQuestions = defineReadModel(ScreeningQuestion, {
  name: 'screening_questions',
  label: 'Screening questions',
  operationId: 'get-jobs',
  partOf: 'jobs',
  // A tool may use the same ids in many jobs: paths of a form, say.
  hasLocalIds: true,
  own: {
    short: [
      'id',
      'remote_id',
      'title',
      'description',
      'format',
      'category',
      'index',
      'required',
      'precondition_options',
      'precondition_question_id',
    ],
  },
  references: { precondition_question_id: 'screening_questions' },
});
