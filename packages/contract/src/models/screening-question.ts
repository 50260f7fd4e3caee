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
  id: z.string().describe('Id of the option. Use it in answers.'),
  remote_id: nullableText.optional().describe('Id of the option in the tool; null if it has none.'),
  name: z.string().describe('Text of the option, as shown to applicants.'),
});
export type QuestionOption = z.infer<typeof QuestionOption>;

const options = z.array(QuestionOption).describe('The options, in order.');
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
      .describe('Type of field that the tool shows; null if unknown.'),
    max_length: nullableInteger
      .optional()
      .describe('Maximum length in characters; null if there is no limit.'),
  }),
  z.object({
    type: type('NUMBER', 'The answer is a number.'),
    display_type: z.enum(['SLIDER', 'FIELD']).nullable().optional().meta({
      description: 'Whether to show an input field, or a slider from `min` to `max`.',
      default: 'FIELD',
    }),
    max: nullableNumber.optional().describe('Maximum; null if there is no limit.'),
    min: nullableNumber.optional().describe('Minimum; null if there is no limit.'),
  }),
  z.object({
    type: type('FILE', 'The answer is a file.'),
    accepted_mime_types: z
      .array(z.string())
      .nullable()
      .optional()
      .describe('Accepted MIME types, such as application/pdf or image/*; null if any.'),
    max_file_size_bytes: nullableInteger
      .optional()
      .describe('Maximum file size in bytes; null if unknown.'),
  }),
  z.object({
    type: type('SINGLE_SELECT', 'The answer is the id of one option.'),
    display_type: z
      .enum(['DROPDOWN', 'RADIO'])
      .nullable()
      .optional()
      .describe('How the tool shows the options; null if unknown.'),
    options,
  }),
  z.object({ type: type('MULTI_SELECT', 'The answer is a list of option ids.'), options }),
  z.object({ type: type('BOOLEAN', 'The answer is true or false.') }),
  z.object({ type: type('DATE', 'The answer is a day, such as 2026-01-31.') }),
  z.object({ type: type('INFORMATION', 'Text to show. It has no answer.') }),
  z.object({
    type: type(
      'UNKNOWN',
      'Hirewire does not know this type of question. Answers to it are omitted with a warning.',
    ),
    raw_question: z.unknown().optional().describe("The tool's original question."),
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
  title: nullableText.describe('The question, as shown to applicants.'),
  description: nullableText.describe('Explanation to show with the question. May contain HTML.'),
  format: QuestionFormat.nullable().optional().describe('Format of the answer; null if unknown.'),
  category: z
    .enum(questionCategories)
    .nullable()
    .describe(
      'EEO for questions about equal employment opportunity, DEMOGRAPHIC for other demographic surveys, null for ordinary questions.',
    ),
  index: nullableInteger
    .optional()
    .describe('Position among the questions of the job: lower comes first.'),
  required: nullableBoolean.describe(
    'Whether an answer is required. It is not required if the precondition is not met.',
  ),
  precondition_question_id: recordIdText
    .nullable()
    .optional()
    .describe(
      'Id of the question whose answer determines whether this one is asked; null if it is always asked.',
    ),
  precondition_options: z
    .union([z.array(z.string()), z.array(z.boolean())])
    .nullable()
    .optional()
    .describe(
      'Ask this question only if the other one has one of these answers: option ids, or true and false.',
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
