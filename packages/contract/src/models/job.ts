import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { JobStage } from './application-stage.ts';
import { defineReadModel } from './define-read-model.ts';
import { optionalLocation } from './location.ts';
import {
  customFields,
  integrationFields,
  nullableBoolean,
  nullableDateTime,
  nullableNumber,
  nullableText,
  openEnum,
  remoteData,
} from './primitives.ts';
import { JobRole } from './role.ts';
import { ScreeningQuestion } from './screening-question.ts';
import * as shared from './shared-fields.ts';
import { userSummaryShape } from './summaries.ts';
import * as words from './vocabulary.ts';

/** The advertised text of a job. */
export const JobPosting = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  title: nullableText.describe('Title of the posting; it may differ from the name of the job.'),
  description_html: nullableText.describe(
    'Text of the posting, as HTML. Sanitize it before you display it.',
  ),
  status: z
    .enum(words.jobPostingStatuses)
    .nullable()
    .describe('ACTIVE while the posting is published; null if unknown.'),
  visibility: z
    .enum(words.jobPostingVisibilities)
    .nullable()
    .describe(
      'Who can find the posting. PUBLIC: everyone; INTERNAL: employees only; UNLISTED: anyone who has the link.',
    ),
  url: nullableText.describe(
    'URL of the posting, or of its application form; null if it is not online.',
  ),
  remote_data: remoteData,
});
export type JobPosting = z.infer<typeof JobPosting>;

/** A user on a job. `hiring_team_roles` is deprecated in favour of `job_roles`. */
export const HiringTeamMember = z.object({
  ...userSummaryShape,
  hiring_team_roles: z.array(z.enum(words.hiringTeamRoles)).meta({
    description:
      'Deprecated: use `job_roles`, which also contains roles that are specific to the tool.',
    deprecated: true,
  }),
  job_roles: z.array(JobRole).describe('Roles of the user for this job.'),
});
export type HiringTeamMember = z.infer<typeof HiringTeamMember>;

/** An open (or once open) position that candidates apply to. */
export const Job = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  name: nullableText.describe('Title of the job in the tool.'),
  job_code: nullableText.describe("The customer's own number or code for the job."),
  description: nullableText.describe(
    'Description of the job, usually HTML. Sanitize it before you display it.',
  ),
  confidential: nullableBoolean.meta({
    description:
      'Whether the job is confidential. Deprecated: use `visibility`, which is CONFIDENTIAL for such jobs.',
    deprecated: true,
  }),
  weekly_hours: nullableNumber.describe('Working hours per week.'),
  employment_type: openEnum(words.employmentTypes, 'Type of employment.'),
  status: openEnum(words.jobStatuses, 'Status of the job. Only OPEN jobs accept applications.'),
  visibility: openEnum(
    words.jobVisibilities,
    'Who can find the job. PUBLIC: everyone; INTERNAL: employees only; UNLISTED: anyone who has the link; CONFIDENTIAL: the hiring team only.',
  ),
  category: nullableText.describe('Category of the job, as named by the tool.'),
  department: nullableText.describe('Name of the department or team of the job.'),
  post_url: nullableText.describe(
    "URL of the job's posting, or of its application form; null if the job is not advertised.",
  ),
  experience_level: nullableText.describe('Required experience, as named by the tool.'),
  remote_work_status: openEnum(
    words.remoteWorkStatuses,
    'Where the work is done: on site, remotely, or both.',
  ),
  salary_amount: nullableNumber.describe(
    'Salary as a single amount, in `salary_currency` per `salary_period`; null if the tool has a range or no salary.',
  ),
  salary_amount_from: nullableNumber.describe(
    'Lower end of the salary range, in `salary_currency` per `salary_period`.',
  ),
  salary_amount_to: nullableNumber.describe(
    'Upper end of the salary range, in `salary_currency` per `salary_period`.',
  ),
  salary_currency: nullableText.describe(
    'Currency of the salary amounts, as an ISO 4217 code such as EUR.',
  ),
  salary_period: openEnum(words.salaryPeriods, 'Period that the salary amounts are paid for.'),
  location: optionalLocation,
  custom_fields: customFields,
  remote_url: shared.remoteUrl,
  opened_at: nullableDateTime.describe(
    'When the job was opened for applications; null if it was not opened, or the time is unknown.',
  ),
  closed_at: nullableDateTime.describe('When the job was or will be closed. May be in the future.'),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  contact_id: nullableText.meta({
    description: 'Id of the contact person for the job. Deprecated: use `hiring_team`.',
    deprecated: true,
  }),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  stages: z
    .array(JobStage)
    .describe(
      'Stages of applications for this job, in order. To move an application, use the id of one of them.',
    ),
  screening_questions: z
    .array(ScreeningQuestion)
    .describe(
      'Questions for applicants to this job. To answer them when you create an application, use their ids.',
    ),
  job_postings: z
    .array(JobPosting)
    .describe('Postings that advertise the job. Empty if there are none.'),
  hiring_team: z.array(HiringTeamMember).describe('Users who hire for this job, with their roles.'),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type Job = z.infer<typeof Job>;

export const jobPostings = defineReadModel(JobPosting, {
  name: 'job_postings',
  label: 'Job postings',
  operationId: 'get-jobs',
  partOf: 'jobs',
  own: {
    short: ['id', 'remote_id', 'title', 'description_html', 'status', 'visibility', 'url'],
  },
});

export const jobs = defineReadModel(Job, {
  name: 'jobs',
  label: 'Jobs',
  operationId: 'get-jobs',
  description:
    'Returns jobs from the last sync, including their stages, screening questions, postings and hiring team. Use the ids of stages and questions to move and create applications. `updated_after` also returns a job if one of its postings or questions changed, or a stage or team member was added or removed.',
  own: {
    short: ['id', 'remote_id', 'name'],
    rest: [
      'job_code',
      'description',
      'confidential',
      'weekly_hours',
      'employment_type',
      'status',
      'visibility',
      'category',
      'department',
      'post_url',
      'experience_level',
      'remote_work_status',
      'salary_amount',
      'salary_amount_from',
      'salary_amount_to',
      'salary_currency',
      'salary_period',
      'remote_url',
      'opened_at',
      'closed_at',
      'remote_created_at',
      'remote_updated_at',
      'location',
      'custom_fields',
      'contact_id',
    ],
  },
  references: { contact_id: 'users' },
  links: {
    stages: {
      entry: { remote_id: 'application_stages', index: 'position' },
      columns: { stage_ids: 'text[]', stage_indexes: 'int[]' },
    },
    hiring_team: {
      entry: { user_remote_id: 'users', role_remote_ids: ['roles'] },
      columns: { hiring_team: 'jsonb' },
    },
  },
  sets: { hiring_team: 'all', 'hiring_team.role_remote_ids': 'all', job_postings: 'all' },
  parts: ['screening_questions', 'job_postings'],
  composed: ['stages', 'screening_questions', 'job_postings'],
  columns: {
    name: 'folded',
    job_code: 'text',
    post_url: 'text',
    status: 'text',
    employment_type: 'text',
    visibility: 'text',
    remote_created_at: 'time',
  },
  filters: {
    job_codes: {
      parameter: parameter.textList('Only jobs with one of these codes.'),
      matches: 'any',
      field: 'job_code',
    },
    post_url: {
      parameter: parameter.text('Only the job that is advertised at this URL.'),
      matches: 'any',
      field: 'post_url',
    },
    statuses: {
      parameter: parameter.wordList(words.jobStatuses, 'Only jobs with one of these statuses.'),
      matches: 'any',
      field: 'status',
    },
    employment_types: {
      parameter: parameter.wordList(
        words.employmentTypes,
        'Only jobs of one of these employment types.',
      ),
      matches: 'any',
      field: 'employment_type',
    },
    visibilities: {
      parameter: parameter.wordList(
        words.jobVisibilities,
        'Only jobs with one of these visibilities.',
      ),
      matches: 'any',
      field: 'visibility',
    },
    remote_created_after: {
      parameter: parameter.instant('Only jobs created in the tool on or after this day.'),
      matches: 'not-before',
      field: 'remote_created_at',
    },
    name_contains: {
      parameter: parameter.text('Only jobs whose name contains all of these keywords.'),
      matches: 'words-folded',
      field: 'name',
    },
    status: {
      parameter: parameter
        .word(words.jobStatuses, 'Only jobs with this status. Deprecated: use `statuses`.')
        .meta({ deprecated: true }),
      matches: 'any',
      field: 'status',
    },
  },
});
