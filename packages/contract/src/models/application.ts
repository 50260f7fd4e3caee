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
    'Id of the current stage of the application; null if unknown.',
  ),
  job_id: nullableText.describe(
    'Id of the job that the application is for; null if it is for no specific job.',
  ),
  candidate_id: nullableText.describe('Id of the candidate who applies.'),
  screening_question_answers: z
    .array(ScreeningQuestionAnswer)
    .nullable()
    .optional()
    .describe(
      "The applicant's answers to the job's questions, without files. Null if the tool does not provide answers.",
    ),
  custom_fields: customFields,
  remote_url: shared.remoteUrl,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  job: JobSummary.nullable().describe(
    'Summary of the job that the application is for; null if unknown.',
  ),
  integration_fields: integrationFields,
  remote_data: remoteData,
};

/** A candidate's entry for one job. `outcome` is computed from what the tool knows. */
export const Application = z.object({
  ...applicationShape,
  candidate: ApplicationCandidate.nullable().describe(
    'The candidate who applies; null if not synced.',
  ),
  current_stage: CurrentStage.nullable().describe(
    'The current stage of the application; null if unknown.',
  ),
  interviews: z
    .array(ApplicationInterview)
    .describe(
      'Summaries of the interviews for this application. `GET /ats/interviews` returns them in full.',
    ),
  offers: z
    .array(ApplicationOffer)
    .describe(
      'Summaries of the offers for this application. `GET /ats/offers` returns them in full.',
    ),
});
export type Application = z.infer<typeof Application>;

/** What `create-application` answers with: the candidate in full, the stage in short. */
export const CreatedApplication = z.object({
  ...applicationShape,
  candidate: CandidateDetails.nullable().describe(
    'The candidate who applied: a new one, or an existing one with the same e-mail address.',
  ),
  current_stage: StageSummary.nullable().describe(
    'The stage in which the application was created; null if unknown.',
  ),
});
export type CreatedApplication = z.infer<typeof CreatedApplication>;

export const applications = defineReadModel(Application, {
  name: 'applications',
  label: 'Applications',
  operationId: 'get-applications',
  description:
    'Returns applications from the last sync, including their candidate, job, current stage, interviews and offers. `updated_after` also returns an application if its candidate, its current stage, or one of its interviews or offers changed, but not if only its job or a tag changed.',
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
  sets: { 'screening_question_answers.answer.choices': 'all' },
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
        'Only applications for jobs with one of these ids in the tool.',
      ),
      matches: 'any-remote-id',
      field: 'job_id',
    },
    current_stage_ids: {
      parameter: parameter.textList('Only applications in one of these stages.'),
      matches: 'any',
      field: 'current_stage_id',
    },
    remote_created_after: {
      parameter: parameter.instant('Only applications created in the tool at or after this time.'),
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
  personal: ['custom_fields', 'screening_question_answers'],
  trackedBy: ['id'],
  neededBy: ['ats_create_application'],
});
