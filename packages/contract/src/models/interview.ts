import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { defineReadModel } from './define-read-model.ts';
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
    'The candidate who is interviewed; null if not synced.',
  ),
  job: JobSummary.nullable().describe('The job that the interview is for; null if not synced.'),
});
export type InterviewApplication = z.infer<typeof InterviewApplication>;

const shortPlan = {
  title: nullableText.describe('Title of the interview in the tool.'),
  starting_at: nullableDateTime.describe('When the interview starts; null if no time is set.'),
  ending_at: nullableDateTime.describe('When the interview ends; null if no time is set.'),
  location: optionalLocation,
};
const canceled = nullableBoolean.describe('Whether the interview was canceled; null if unknown.');

/** What an application says about its interviews, too. */
export const interviewPlan = { ...shortPlan, canceled };

/** A planned or past talk with an applicant. */
export const Interview = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  ...shortPlan,
  video_conferencing_url: nullableText.describe(
    'URL of the video conference; null if there is none.',
  ),
  application_id: nullableText.describe('Id of the application that the interview is for.'),
  stage_id: nullableText.describe(
    'Id of the application stage that the interview belongs to; null if unknown.',
  ),
  canceled,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  users: z.array(Interviewer).describe('The interviewers. Empty if there are none.'),
  application: InterviewApplication.nullable().describe(
    'Summary of the application, with its candidate and job; null if not synced.',
  ),
  remote_data: remoteData,
});
export type Interview = z.infer<typeof Interview>;

export const interviews = defineReadModel(Interview, {
  name: 'interviews',
  label: 'Interviews',
  operationId: 'get-interviews',
  description:
    'Returns interviews from the last sync, including their interviewers and application. `updated_after` also returns an interview if its application changed, or an interviewer was added or removed.',
  own: {
    short: ['id', 'remote_id', 'title', 'starting_at', 'ending_at', 'canceled', 'location'],
    rest: [
      'application_id',
      'stage_id',
      'video_conferencing_url',
      'remote_created_at',
      'remote_updated_at',
    ],
  },
  references: { application_id: 'applications', stage_id: 'application_stages' },
  memberships: { users: 'users' },
  composed: ['application'],
  columns: { application_id: 'id' },
  filters: {
    job_ids: {
      parameter: parameter.textList('Only interviews of applications for one of these jobs.'),
      matches: 'any',
      field: 'job_id',
      of: { reference: 'application_id' },
    },
  },
  trackedReferences: ['application_id'],
  personal: ['title', 'location'],
  trackedBy: ['application_id'],
});
