import { z } from 'zod';

import { CurrentStage } from './application-stage.ts';
import { CandidateDetails } from './candidate.ts';
import {
  optionalEmailAddresses,
  optionalPhoneNumbers,
  optionalSocialMedia,
} from './contact-details.ts';
import { optionalLocation } from './location.ts';
import {
  customFields,
  dateTime,
  integrationFields,
  nullableBoolean,
  nullableDateTime,
  nullableText,
  nullableUrl,
  remoteData,
} from './primitives.ts';
import { ScreeningQuestionAnswer } from './screening-question-answer.ts';
import { JobSummary, StageSummary, TagSummary } from './summaries.ts';
import { offerStatuses, outcomes } from './vocabulary.ts';

/** The candidate of an application, without what only the candidate list shows. */
export const ApplicationCandidate = z.object({
  id: z.string(),
  remote_id: z.string(),
  first_name: nullableText,
  last_name: nullableText,
  email_addresses: optionalEmailAddresses,
  phone_numbers: optionalPhoneNumbers,
  social_media: optionalSocialMedia,
  source: nullableText,
  remote_url: nullableUrl,
  tags: z.array(TagSummary),
});
export type ApplicationCandidate = z.infer<typeof ApplicationCandidate>;

export const ApplicationInterview = z.object({
  id: z.string(),
  remote_id: nullableText,
  title: nullableText,
  starting_at: nullableDateTime,
  ending_at: nullableDateTime,
  location: optionalLocation,
  canceled: nullableBoolean,
});
export type ApplicationInterview = z.infer<typeof ApplicationInterview>;

export const ApplicationOffer = z.object({
  id: z.string(),
  remote_id: nullableText,
  status: z.enum(offerStatuses).nullable(),
});
export type ApplicationOffer = z.infer<typeof ApplicationOffer>;

const applicationShape = {
  id: z.string(),
  remote_id: nullableText,
  outcome: z.enum(outcomes).nullable(),
  rejection_reason_name: nullableText,
  rejected_at: nullableDateTime,
  current_stage_id: nullableText,
  job_id: nullableText,
  candidate_id: nullableText,
  screening_question_answers: z.array(ScreeningQuestionAnswer).nullable().optional(),
  custom_fields: customFields,
  remote_url: nullableUrl,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  job: JobSummary.nullable(),
  integration_fields: integrationFields,
  remote_data: remoteData,
};

/** A candidate's entry for one job. `outcome` is computed from what the tool knows. */
export const Application = z.object({
  ...applicationShape,
  candidate: ApplicationCandidate.nullable(),
  current_stage: CurrentStage.nullable(),
  interviews: z.array(ApplicationInterview),
  offers: z.array(ApplicationOffer),
});
export type Application = z.infer<typeof Application>;

/** What `create-application` answers with: the candidate in full, the stage in short. */
export const CreatedApplication = z.object({
  ...applicationShape,
  candidate: CandidateDetails.nullable(),
  current_stage: StageSummary.nullable(),
});
export type CreatedApplication = z.infer<typeof CreatedApplication>;
