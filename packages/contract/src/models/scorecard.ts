import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import { nullableBoolean, nullableNumber, nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { userSummaryShape } from './summaries.ts';

/** One choice of a question. The label identifies an option that has no id in the tool. */
export const ScorecardOption = z.object({
  remote_id: shared.nullableRemoteId,
  label: z.string().describe('Text of the option, as interviewers read it.'),
});
export type ScorecardOption = z.infer<typeof ScorecardOption>;

const questionShape = {
  remote_id: nullableText.describe(
    "The tool's own id of the question. Null where it has none, as for an overall rating that stands beside the form.",
  ),
  label: z.string().describe('The question or the attribute that is rated.'),
  description: nullableText.describe(
    'Explanation that interviewers read beside the question; null for none.',
  ),
  required: nullableBoolean.describe(
    'Whether interviewers must answer it; null where the tool does not tell.',
  ),
};
const options = z.array(ScorecardOption).describe('All choices of the question, in this order.');
const notAnswered = 'null where it was not answered.';

function response<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  meaning: string,
  shape: Shape,
) {
  return z.object({ ...questionShape, type: z.literal(type).describe(meaning), ...shape });
}

/**
 * A question of a scorecard with its answer. The official SDKs refuse a whole page that holds a type
 * other than these, so what fits none of them becomes TEXT.
 */
export const ScorecardResponse = z.discriminatedUnion('type', [
  response('TEXT', 'The answer is a text.', {
    answer: nullableText.describe(`What the interviewer wrote; ${notAnswered}`),
  }),
  response('SINGLE_SELECT', 'The answer is one option.', {
    options,
    answer: ScorecardOption.nullable().describe(`The chosen option; ${notAnswered}`),
  }),
  response('MULTI_SELECT', 'The answer is a list of options.', {
    options,
    answer: z.array(ScorecardOption).nullable().describe(`The chosen options; ${notAnswered}`),
  }),
  response('BOOLEAN', 'The answer is true or false.', {
    answer: nullableBoolean.describe(`True for yes, false for no; ${notAnswered}`),
  }),
  response('NUMBER', 'The answer is a number, such as a rating.', {
    answer: nullableNumber.describe(`The number, which may have decimals; ${notAnswered}`),
  }),
  response('DATE', 'The answer is a day.', {
    answer: z.iso
      .date()
      .nullable()
      .describe(`The day without a time, such as 2026-01-31; ${notAnswered}`),
  }),
]);
export type ScorecardResponse = z.infer<typeof ScorecardResponse>;

/** Whose opinion a scorecard is. */
export const ScorecardAuthor = z.object(userSummaryShape);
export type ScorecardAuthor = z.infer<typeof ScorecardAuthor>;

/** What one interviewer thinks of a candidate, in the questions of the tool's own form. */
export const Scorecard = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  candidate_id: nullableText.describe(
    'Id of the candidate that the scorecard is about; null where the tool does not tell.',
  ),
  application_id: nullableText.describe(
    'Id of the application that the scorecard is about; null where the tool does not tell.',
  ),
  interview_id: nullableText.describe(
    'Id of the interview that the scorecard reports on; null where it belongs to none.',
  ),
  author_id: nullableText.describe(
    'Id of the user whose opinion it is, as in `GET /ats/users`; null where the tool does not tell.',
  ),
  responses: z
    .array(ScorecardResponse)
    .nullable()
    .optional()
    .describe(
      'The questions with their answers, an overall rating among them; null where the tool does not show them.',
    ),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  author: ScorecardAuthor.nullable().describe(
    'The user behind `author_id`, in short; null where there is none or they have not been synced.',
  ),
  remote_data: remoteData,
});
export type Scorecard = z.infer<typeof Scorecard>;

export const scorecards = defineReadModel(Scorecard, {
  name: 'scorecards',
  label: 'Scorecards',
  operationId: 'get-ats-scorecards',
  description:
    "Reads what interviewers think of candidates, in the questions of the tool's own forms, from the last sync. `updated_after` finds a scorecard when it or one of its answers changed; a changed author, application, candidate or interview does not count.",
  sdkSince: '1.4.0',
  own: {
    short: ['id', 'remote_id'],
    rest: [
      'candidate_id',
      'application_id',
      'interview_id',
      'author_id',
      'responses',
      'remote_created_at',
      'remote_updated_at',
    ],
  },
  references: {
    candidate_id: 'candidates',
    application_id: 'applications',
    interview_id: 'interviews',
    author_id: 'users',
  },
  // A list is what was chosen; the order of the questions and their options is that of the form.
  sets: { 'responses.answer': 'all' },
  composed: ['author'],
  columns: { candidate_id: 'id', application_id: 'id', author_id: 'id' },
  filters: shared.filedUnderFilters,
  personal: ['responses'],
  shows: ['author_id'],
  trackedBy: ['application_id', 'candidate_id'],
});
