import { z } from 'zod';

import { optionalLocation } from './location.ts';
import {
  dateTime,
  nullableBoolean,
  nullableDateTime,
  nullableEmail,
  nullableText,
  remoteData,
} from './primitives.ts';
import { CandidateSummary, JobSummary, userSummaryShape } from './summaries.ts';
import { outcomes } from './vocabulary.ts';

export const Interviewer = z.object({ ...userSummaryShape, email: nullableEmail.optional() });
export type Interviewer = z.infer<typeof Interviewer>;

export const InterviewApplication = z.object({
  id: z.string(),
  remote_id: nullableText,
  outcome: z.enum(outcomes).nullable(),
  rejection_reason_name: nullableText,
  candidate: CandidateSummary.nullable(),
  job: JobSummary.nullable(),
});
export type InterviewApplication = z.infer<typeof InterviewApplication>;

/** A planned or past talk with an applicant. */
export const Interview = z.object({
  id: z.string(),
  remote_id: nullableText,
  title: nullableText,
  starting_at: nullableDateTime,
  ending_at: nullableDateTime,
  location: optionalLocation,
  video_conferencing_url: nullableText,
  application_id: nullableText,
  stage_id: nullableText,
  canceled: nullableBoolean,
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  users: z.array(Interviewer),
  application: InterviewApplication.nullable(),
  remote_data: remoteData,
});
export type Interview = z.infer<typeof Interview>;
