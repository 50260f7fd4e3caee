import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { CurrentStage } from './application-stage.ts';
import { CandidateDetails } from './candidate.ts';
import {
  optionalEmailAddresses,
  optionalPhoneNumbers,
  optionalSocialMedia,
} from './contact-details.ts';
import { defineReadModel } from './define-read-model.ts';
import { interviewPlan } from './interview.ts';
import { customFields, integrationFields, nullableText, remoteData } from './primitives.ts';
import { ScreeningQuestionAnswer } from './screening-question-answer.ts';
import * as shared from './shared-fields.ts';
import { JobSummary, StageSummary, TagSummary } from './summaries.ts';
import { outcomes } from './vocabulary.ts';

/** The candidate of an application, without what only the candidate list shows. */
export const ApplicationCandidate = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  first_name: shared.firstName,
  last_name: shared.lastName,
  email_addresses: optionalEmailAddresses,
  phone_numbers: optionalPhoneNumbers,
  social_media: optionalSocialMedia,
  source: shared.candidateSource,
  remote_url: shared.remoteUrl,
  tags: z.array(TagSummary).describe(shared.candidateTagsMeaning),
});
export type ApplicationCandidate = z.infer<typeof ApplicationCandidate>;

export const ApplicationInterview = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  ...interviewPlan,
});
export type ApplicationInterview = z.infer<typeof ApplicationInterview>;

export const ApplicationOffer = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  status: shared.offerStatus,
});
export type ApplicationOffer = z.infer<typeof ApplicationOffer>;

const applicationShape = {
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  outcome: shared.outcome,
  rejection_reason_name: shared.rejectionReasonName,
  rejected_at: shared.rejectedAt,
  current_stage_id: nullableText.describe(
    'Id of the stage in which the application stands; null where the tool does not tell.',
  ),
  job_id: nullableText.describe(
    'Id of the job that the application is for; null where it is for none.',
  ),
  candidate_id: nullableText.describe('Id of the candidate who applies.'),
  screening_question_answers: z
    .array(ScreeningQuestionAnswer)
    .nullable()
    .optional()
    .describe(
      "What the applicant answered to the job's questions. Answers that are files are left out; null where the tool does not show answers.",
    ),
  custom_fields: customFields,
  remote_url: shared.remoteUrl,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  job: JobSummary.nullable().describe(
    'The job that the application is for, in short; null where none is known.',
  ),
  integration_fields: integrationFields,
  remote_data: remoteData,
};

/** A candidate's entry for one job. `outcome` is computed from what the tool knows. */
export const Application = z.object({
  ...applicationShape,
  candidate: ApplicationCandidate.nullable().describe(
    'The candidate who applies; null where they have not been synced.',
  ),
  current_stage: CurrentStage.nullable().describe(
    'The stage in which the application stands; null where none is known.',
  ),
  interviews: z
    .array(ApplicationInterview)
    .describe(
      'Interviews about this application, in short; `GET /ats/interviews` has all of them.',
    ),
  offers: z
    .array(ApplicationOffer)
    .describe('Offers made on this application, in short; `GET /ats/offers` has all of them.'),
});
export type Application = z.infer<typeof Application>;

/** What `create-application` answers with: the candidate in full, the stage in short. */
export const CreatedApplication = z.object({
  ...applicationShape,
  candidate: CandidateDetails.nullable().describe(
    'The candidate who applied: a new one, or the one who had the same e-mail address already.',
  ),
  current_stage: StageSummary.nullable().describe(
    'The stage in which the application was created; null where none is known.',
  ),
});
export type CreatedApplication = z.infer<typeof CreatedApplication>;

export const applications = defineReadModel(Application, {
  name: 'applications',
  label: 'Applications',
  operationId: 'get-applications',
  description:
    'Reads applications from the last sync, with candidate, job, current stage, interviews and offers inside. `updated_after` also finds an application when its candidate, its current stage, or one of its interviews or offers changed; a changed job or tag does not count.',
  own: {
    short: ['id', 'remote_id', 'outcome', 'rejection_reason_name'],
    brief: ['rejected_at', 'remote_url', 'remote_created_at', 'remote_updated_at'],
    rest: ['current_stage_id', 'job_id', 'candidate_id', 'custom_fields'],
  },
  references: {
    current_stage_id: 'application_stages',
    job_id: 'jobs',
    candidate_id: 'candidates',
  },
  positions: { current_stage_index: 'current_stage_id' },
  preserved: { screening_question_answers: 'answers_hash' },
  composed: ['candidate', 'current_stage', 'job', 'interviews', 'offers'],
  columns: {
    outcome: 'text',
    job_id: 'id',
    candidate_id: 'id',
    current_stage_id: 'id',
    remote_created_at: 'time',
  },
  filters: {
    outcomes: {
      parameter: parameter.wordList(outcomes, 'Only applications with one of these outcomes.'),
      matches: 'any',
      field: 'outcome',
    },
    job_ids: {
      parameter: parameter.textList('Only applications for one of these jobs.'),
      matches: 'any',
      field: 'job_id',
    },
    job_remote_ids: {
      parameter: parameter.textList(
        "Only applications for jobs with one of these ids of the tool's own.",
      ),
      matches: 'any-remote-id',
      field: 'job_id',
    },
    current_stage_ids: {
      parameter: parameter.textList('Only applications that stand in one of these stages.'),
      matches: 'any',
      field: 'current_stage_id',
    },
    remote_created_after: {
      parameter: parameter.instant(
        'Only applications that the tool created at or after this moment.',
      ),
      matches: 'not-before',
      field: 'remote_created_at',
    },
    outcome: {
      parameter: parameter
        .word(outcomes, 'Only applications with this outcome. Deprecated: use `outcomes`.')
        .meta({ deprecated: true }),
      matches: 'any',
      field: 'outcome',
    },
  },
  trackedReferences: ['candidate_id'],
  trackedBy: ['id'],
  neededBy: ['ats_create_application'],
});
