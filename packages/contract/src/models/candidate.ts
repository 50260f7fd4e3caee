import { z } from 'zod';

import {
  optionalEmailAddresses,
  optionalPhoneNumbers,
  optionalSocialMedia,
} from './contact-details.ts';
import { optionalLocation } from './location.ts';
import {
  customFields,
  integrationFields,
  nullableBoolean,
  nullableText,
  remoteData,
} from './primitives.ts';
import * as shared from './shared-fields.ts';
import { JobSummary, StageSummary, TagSummary } from './summaries.ts';

/** An application as its candidate lists it. */
export const CandidateApplication = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  outcome: shared.outcome,
  rejection_reason_name: shared.rejectionReasonName,
  rejected_at: shared.rejectedAt,
  remote_url: shared.remoteUrl,
  changed_at: shared.changedAt,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  current_stage: StageSummary.nullable().describe(
    'The stage in which the application stands; null where none is known.',
  ),
  job: JobSummary.nullable().describe(
    'The job that the application is for; null where none is known.',
  ),
});
export type CandidateApplication = z.infer<typeof CandidateApplication>;

/** A candidate without their applications, as `create-application` answers with. */
export const CandidateDetails = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  first_name: shared.firstName,
  last_name: shared.lastName,
  company: nullableText.describe('Where the candidate works at present, as they told the tool.'),
  title: nullableText.describe('What the candidate works as at present: their job title.'),
  confidential: nullableBoolean.describe(
    'Whether the tool keeps the candidate from most of its users; null where it does not tell.',
  ),
  source: shared.candidateSource,
  phone_numbers: optionalPhoneNumbers,
  email_addresses: optionalEmailAddresses,
  social_media: optionalSocialMedia,
  location: optionalLocation,
  custom_fields: customFields,
  remote_url: shared.remoteUrl,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  tags: z.array(TagSummary).describe(shared.candidateTagsMeaning),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type CandidateDetails = z.infer<typeof CandidateDetails>;

/** A person. */
export const Candidate = z.object({
  ...CandidateDetails.shape,
  applications: z
    .array(CandidateApplication)
    .describe('All applications of the candidate that are synced, in short.'),
});
export type Candidate = z.infer<typeof Candidate>;
