import { z } from 'zod';
import { flag, id, number, reference, text } from './remote-types.ts';

// What an interviewer thinks is spread over seven lists.

export const GreenhouseScorecard = z.looseObject({
  id,
  application_id: reference,
  interview_kit_id: reference,
  interviewer_id: reference,
  submitter_id: reference,
  candidate_rating: text,
  notes: text,
  private_notes: text,
  public_notes: text,
  status: text,
  created_at: text,
  updated_at: text,
});
export type GreenhouseScorecard = z.infer<typeof GreenhouseScorecard>;

export const GreenhouseScorecardQuestion = z.object({
  id,
  interview_kit_id: reference,
  question: text,
  answer_type: text,
  required: flag,
  sort_order: number,
});
export type GreenhouseScorecardQuestion = z.infer<typeof GreenhouseScorecardQuestion>;

export const GreenhouseScorecardAnswer = z.object({
  id,
  scorecard_id: reference,
  scorecard_question_id: reference,
  answer: text,
  boolean_value: flag,
});
export type GreenhouseScorecardAnswer = z.infer<typeof GreenhouseScorecardAnswer>;

export const GreenhouseQuestionOption = z.object({
  id,
  scorecard_question_id: reference,
  name: text,
  sort_order: number,
});
export type GreenhouseQuestionOption = z.infer<typeof GreenhouseQuestionOption>;

export const GreenhouseChosenOption = z.object({
  scorecard_question_answer_id: reference,
  scorecard_question_option_id: reference,
});

/** How somebody rated one attribute that the job looks for. */
export const GreenhouseRatedAttribute = z.object({
  id,
  scorecard_id: reference,
  job_candidate_attribute_id: reference,
  candidate_attribute_rating: text,
  note: text,
});
export type GreenhouseRatedAttribute = z.infer<typeof GreenhouseRatedAttribute>;
