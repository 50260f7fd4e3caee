import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import {
  optionalEmailAddresses,
  optionalPhoneNumbers,
  optionalSocialMedia,
} from './contact-details.ts';
import { defineReadModel } from './define-read-model.ts';
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
    'The current stage of the application; null if unknown.',
  ),
  job: JobSummary.nullable().describe('The job that the application is for; null if unknown.'),
});
export type CandidateApplication = z.infer<typeof CandidateApplication>;

/** A candidate without their applications, as `create-application` answers with. */
export const CandidateDetails = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  first_name: shared.firstName,
  last_name: shared.lastName,
  company: nullableText.describe("The candidate's current employer, as entered in the tool."),
  title: nullableText.describe("The candidate's current job title."),
  confidential: nullableBoolean.describe(
    'Whether the tool hides the candidate from most of its users; null if unknown.',
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
    .describe('Summaries of all synced applications of the candidate.'),
});
export type Candidate = z.infer<typeof Candidate>;

export const candidates = defineReadModel(Candidate, {
  name: 'candidates',
  label: 'Candidates',
  operationId: 'get-candidates',
  description:
    'Returns candidates from the last sync, including their applications and tags. `updated_after` also returns a candidate if one of the applications changed, or a tag was added or removed, but not if only a stage or job changed.',
  own: {
    short: ['id', 'remote_id', 'first_name', 'last_name', 'email_addresses'],
    brief: ['phone_numbers', 'social_media', 'source', 'remote_url'],
    rest: [
      'company',
      'title',
      'confidential',
      'location',
      'custom_fields',
      'remote_created_at',
      'remote_updated_at',
    ],
  },
  memberships: { tags: 'tags' },
  // Tools say with the order of addresses and numbers which is the main one, and no more.
  sets: { email_addresses: 'after-first', phone_numbers: 'after-first', social_media: 'all' },
  composed: ['applications'],
  columns: {
    first_name: 'folded',
    last_name: 'folded',
    email_addresses: { folded: 'email_address' },
  },
  filters: {
    email: {
      parameter: parameter.email('Only candidates who have this e-mail address. Case-insensitive.'),
      matches: 'has-folded',
      field: 'email_addresses',
    },
    job_ids: {
      parameter: parameter.textList('Only candidates who applied for one of these jobs.'),
      matches: 'any',
      field: 'job_id',
      of: { model: 'applications', reference: 'candidate_id' },
    },
    first_name: {
      parameter: parameter.text('Only candidates with exactly this first name. Case-insensitive.'),
      matches: 'any-folded',
      field: 'first_name',
    },
    last_name: {
      parameter: parameter.text('Only candidates with exactly this last name. Case-insensitive.'),
      matches: 'any-folded',
      field: 'last_name',
    },
  },
  identity: {
    emailAddresses: ['email_addresses', 'email_address'],
    phoneNumbers: ['phone_numbers', 'phone_number'],
  },
  trackedBy: ['id'],
  neededBy: ['ats_create_candidate'],
});
