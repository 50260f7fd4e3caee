import { z } from 'zod';

import { JobStage } from './application-stage.ts';
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
    'Text of the posting as HTML: clean it before you show it.',
  ),
  status: z
    .enum(words.jobPostingStatuses)
    .nullable()
    .describe('ACTIVE while people can read it; null where the tool does not tell.'),
  visibility: z
    .enum(words.jobPostingVisibilities)
    .nullable()
    .describe(
      'Who can find it: PUBLIC everybody, INTERNAL only people of the company, UNLISTED whoever has the link.',
    ),
  url: nullableText.describe(
    'Where people can read the posting or apply; null where it is not online.',
  ),
  remote_data: remoteData,
});
export type JobPosting = z.infer<typeof JobPosting>;

/** A user on a job. `hiring_team_roles` is deprecated in favour of `job_roles`. */
export const HiringTeamMember = z.object({
  ...userSummaryShape,
  hiring_team_roles: z.array(z.enum(words.hiringTeamRoles)).meta({
    description: 'Deprecated: use `job_roles`, which also has roles that only this tool knows.',
    deprecated: true,
  }),
  job_roles: z.array(JobRole).describe('Roles that the user holds on this job.'),
});
export type HiringTeamMember = z.infer<typeof HiringTeamMember>;

/** An open (or once open) position that candidates apply to. */
export const Job = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  name: nullableText.describe('Title of the job inside the tool.'),
  job_code: nullableText.describe(
    "The customer's own number or code of the job, which people use when they talk about it.",
  ),
  description: nullableText.describe(
    'Text that describes the job, usually HTML: clean it before you show it.',
  ),
  confidential: nullableBoolean.meta({
    description:
      'Whether the job is kept secret. Deprecated: use `visibility`, which is CONFIDENTIAL then.',
    deprecated: true,
  }),
  weekly_hours: nullableNumber.describe('Working hours in a week.'),
  employment_type: openEnum(words.employmentTypes, 'How people are employed.'),
  status: openEnum(words.jobStatuses, 'Whether the job takes applications: only OPEN ones do.'),
  visibility: openEnum(
    words.jobVisibilities,
    'Who can find the job: everybody, people of the company, whoever has the link, or nobody outside the team.',
  ),
  category: nullableText.describe('Kind of work or field, in the words of the tool.'),
  department: nullableText.describe('Name of the department or team that the job is in.'),
  post_url: nullableText.describe(
    'Where people can read about the job or apply for it; null where it is not advertised.',
  ),
  experience_level: nullableText.describe(
    'How much experience is asked for, in the words of the tool.',
  ),
  remote_work_status: openEnum(words.remoteWorkStatuses, 'Where the work is done.'),
  salary_amount: nullableNumber.describe(
    'Salary as one number, in `salary_currency` for each `salary_period`; null where the tool has a range or nothing.',
  ),
  salary_amount_from: nullableNumber.describe(
    'Lower end of the range of the salary, in `salary_currency` for each `salary_period`.',
  ),
  salary_amount_to: nullableNumber.describe(
    'Upper end of the range of the salary, in `salary_currency` for each `salary_period`.',
  ),
  salary_currency: nullableText.describe(
    'Currency of the salary amounts, as an ISO 4217 code such as EUR.',
  ),
  salary_period: openEnum(words.salaryPeriods, 'The time for which the salary amounts are paid.'),
  location: optionalLocation,
  custom_fields: customFields,
  remote_url: shared.remoteUrl,
  opened_at: nullableDateTime.describe(
    'When the job was opened for applications; null where it was not, or the tool does not tell.',
  ),
  closed_at: nullableDateTime.describe(
    'When the job closed or will close: it may lie in the future.',
  ),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  contact_id: nullableText.meta({
    description: 'Id of the user to ask about the job. Deprecated: use `hiring_team`.',
    deprecated: true,
  }),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  stages: z
    .array(JobStage)
    .describe(
      'Stages that applications for this job can be in, in their order. Moving an application takes the id of one of them.',
    ),
  screening_questions: z
    .array(ScreeningQuestion)
    .describe(
      'Questions that applicants of this job are asked. Answers are given by their ids when an application is created.',
    ),
  job_postings: z
    .array(JobPosting)
    .describe('Texts under which the job is advertised; an empty list for none.'),
  hiring_team: z
    .array(HiringTeamMember)
    .describe('Users who work on this job, with the roles that they have in it.'),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type Job = z.infer<typeof Job>;
