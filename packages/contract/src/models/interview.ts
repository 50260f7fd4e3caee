import { z } from 'zod';

import { optionalLocation } from './location.ts';
import { nullableBoolean, nullableDateTime, nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { CandidateSummary, JobSummary, userSummaryShape } from './summaries.ts';

export const Interviewer = z.object(userSummaryShape);
export type Interviewer = z.infer<typeof Interviewer>;

export const InterviewApplication = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  outcome: shared.outcome,
  rejection_reason_name: shared.rejectionReasonName,
  candidate: CandidateSummary.nullable().describe(
    'Who is interviewed; null where they have not been synced.',
  ),
  job: JobSummary.nullable().describe(
    'The job that it is about; null where it has not been synced.',
  ),
});
export type InterviewApplication = z.infer<typeof InterviewApplication>;

const shortPlan = {
  title: nullableText.describe('What the interview is called in the tool.'),
  starting_at: nullableDateTime.describe('When it begins; null while no time is set.'),
  ending_at: nullableDateTime.describe('When it ends; null while no time is set.'),
  location: optionalLocation,
};
const canceled = nullableBoolean.describe(
  'Whether it was called off; null where the tool does not tell.',
);

/** What an application says about its interviews, too. */
export const interviewPlan = { ...shortPlan, canceled };

/** A planned or past talk with an applicant. */
export const Interview = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  ...shortPlan,
  video_conferencing_url: nullableText.describe(
    'Where people join by video; null for interviews without.',
  ),
  application_id: nullableText.describe('Id of the application that the interview is about.'),
  stage_id: nullableText.describe(
    'Id of the stage of the application in which the interview takes place; null where the tool does not tell.',
  ),
  canceled,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  users: z
    .array(Interviewer)
    .describe('Users who hold the interview; an empty list where nobody is named.'),
  application: InterviewApplication.nullable().describe(
    'The application with candidate and job, in short; null where it has not been synced.',
  ),
  remote_data: remoteData,
});
export type Interview = z.infer<typeof Interview>;
