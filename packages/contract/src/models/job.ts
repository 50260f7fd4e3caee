import { z } from 'zod';

import { JobStage } from './application-stage.ts';
import { optionalLocation } from './location.ts';
import {
  customFields,
  dateTime,
  integrationFields,
  nullableBoolean,
  nullableDateTime,
  nullableEmail,
  nullableNumber,
  nullableText,
  nullableUrl,
  openEnum,
  remoteData,
} from './primitives.ts';
import { JobRole } from './role.ts';
import { ScreeningQuestion } from './screening-question.ts';
import { userSummaryShape } from './summaries.ts';
import * as words from './vocabulary.ts';

/** The advertised text of a job. */
export const JobPosting = z.object({
  id: z.string(),
  remote_id: nullableText,
  title: nullableText,
  description_html: nullableText,
  status: z.enum(words.jobPostingStatuses).nullable(),
  visibility: z.enum(words.jobPostingVisibilities).nullable(),
  url: nullableText,
  remote_data: remoteData,
});
export type JobPosting = z.infer<typeof JobPosting>;

/** A user on a job. `hiring_team_roles` is deprecated in favour of `job_roles`. */
export const HiringTeamMember = z.object({
  ...userSummaryShape,
  email: nullableEmail.optional(),
  hiring_team_roles: z.array(z.enum(words.hiringTeamRoles)).meta({ deprecated: true }),
  job_roles: z.array(JobRole),
});
export type HiringTeamMember = z.infer<typeof HiringTeamMember>;

/** An open (or once open) position that candidates apply to. */
export const Job = z.object({
  id: z.string(),
  remote_id: z.string(),
  name: nullableText,
  job_code: nullableText,
  description: nullableText.describe('Usually HTML.'),
  confidential: nullableBoolean.meta({ deprecated: true }),
  weekly_hours: nullableNumber,
  employment_type: openEnum(words.employmentTypes),
  status: openEnum(words.jobStatuses),
  visibility: openEnum(words.jobVisibilities),
  category: nullableText,
  department: nullableText,
  post_url: nullableText,
  experience_level: nullableText,
  remote_work_status: openEnum(words.remoteWorkStatuses),
  salary_amount: nullableNumber,
  salary_amount_from: nullableNumber,
  salary_amount_to: nullableNumber,
  salary_currency: nullableText.describe('ISO 4217 code.'),
  salary_period: openEnum(words.salaryPeriods),
  location: optionalLocation,
  custom_fields: customFields,
  remote_url: nullableUrl,
  opened_at: nullableDateTime,
  closed_at: nullableDateTime.describe('May lie in the future.'),
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  contact_id: nullableText.meta({ deprecated: true }),
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  stages: z.array(JobStage),
  screening_questions: z.array(ScreeningQuestion),
  job_postings: z.array(JobPosting),
  hiring_team: z.array(HiringTeamMember),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type Job = z.infer<typeof Job>;
