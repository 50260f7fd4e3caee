import { z } from 'zod';

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
import { JobSummary, StageSummary, TagSummary } from './summaries.ts';
import { outcomes } from './vocabulary.ts';

/** An application as its candidate lists it. */
export const CandidateApplication = z.object({
  id: z.string(),
  remote_id: nullableText,
  outcome: z.enum(outcomes).nullable(),
  rejection_reason_name: nullableText,
  rejected_at: nullableDateTime,
  remote_url: nullableUrl,
  changed_at: dateTime,
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  current_stage: StageSummary.nullable(),
  job: JobSummary.nullable(),
});
export type CandidateApplication = z.infer<typeof CandidateApplication>;

/** A candidate without their applications, as `create-application` answers with. */
export const CandidateDetails = z.object({
  id: z.string(),
  remote_id: z.string(),
  first_name: nullableText,
  last_name: nullableText,
  company: nullableText,
  title: nullableText,
  confidential: nullableBoolean,
  source: nullableText,
  phone_numbers: optionalPhoneNumbers,
  email_addresses: optionalEmailAddresses,
  social_media: optionalSocialMedia,
  location: optionalLocation,
  custom_fields: customFields,
  remote_url: nullableUrl,
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  tags: z.array(TagSummary),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type CandidateDetails = z.infer<typeof CandidateDetails>;

/** A person. */
export const Candidate = z.object({
  ...CandidateDetails.shape,
  applications: z.array(CandidateApplication),
});
export type Candidate = z.infer<typeof Candidate>;
