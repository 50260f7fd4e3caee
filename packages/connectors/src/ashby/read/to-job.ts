import { mapEnum, toCountryCode, toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, FieldRef, JobRecord, Location } from '@hirewire/connector-kit';
import type { AshbyJob, AshbyPosting } from '../remote-types.ts';
import {
  employmentTypes,
  jobStatuses,
  postingVisibility,
  salaryPeriods,
  workplaceTypes,
} from '../vocabulary.ts';
import { toJobPosting } from './job-postings.ts';
import type { ReadPosting } from './job-postings.ts';
import type { JobReferences } from './job-references.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** All that was read of one job. */
export interface ReadJob {
  job: AshbyJob;
  postings: readonly ReadPosting[];
  stages: JobRecord['stages'];
}

export function toJob(
  { job, postings, stages }: ReadJob,
  references: JobReferences,
  context: ConnectorContext,
): JobRecord {
  const ref = (field: string) =>
    ({ model: 'jobs', field, reportIssue: context.reportIssue }) as const;
  const main = chooseMainPosting(postings);
  const workplaceType = main?.posting.workplaceType ?? job.location?.workplaceType;
  return {
    remote_id: job.id,
    name: job.title,
    job_code: job.customRequisitionId,
    description: main?.posting.descriptionHtml,
    confidential: job.confidential,
    employment_type: mapEnum(employmentTypes, job.employmentType, ref('employmentType')),
    status: mapEnum(jobStatuses, job.status, ref('status')),
    visibility: job.confidential === true ? 'CONFIDENTIAL' : toVisibility(main),
    department: toDepartment(job, main, references),
    post_url: main?.isPublished === true ? toJobPosting(main).url : null,
    remote_work_status: mapEnum(workplaceTypes, workplaceType, ref('workplaceType')),
    ...toSalary(main?.posting, ref('compensation.interval')),
    location: toLocation(job.location ?? placeOf(main)),
    custom_fields: toCustomFields(job.customFields),
    opened_at: toIsoDate(job.openedAt, ref('openedAt')),
    closed_at: toIsoDate(job.closedAt, ref('closedAt')),
    remote_created_at: toIsoDate(job.createdAt, ref('createdAt')),
    remote_updated_at: toIsoDate(job.updatedAt, ref('updatedAt')),
    stages,
    screening_questions: main === undefined ? [] : toScreeningQuestions(main.posting, context),
    job_postings: postings.map(toJobPosting),
    hiring_team: toHiringTeam(job, references, ref('hiringTeam[].role')),
  };
}

/** The fields of a job that lack what could not be read of its postings. */
export function unreadOfPostings(
  postings: readonly ReadPosting[],
  job: AshbyJob,
): readonly string[] {
  const main = chooseMainPosting(postings);
  if (main !== undefined && main.unread.length > 0) return [...main.unread, ...borrowedOf(job)];
  const isUnread = postings.some(({ unread }) => unread.length > 0);
  return isUnread ? ['job_postings', 'remote_data.jobPosting.info'] : [];
}

/** What a job has from its posting, as it has none itself. */
export function borrowedOf(job: AshbyJob): readonly string[] {
  return [...(job.departmentId ? [] : ['department']), ...(job.location ? [] : ['location'])];
}

function toDepartment(
  { departmentId }: AshbyJob,
  main: ReadPosting | undefined,
  { departmentNames }: JobReferences,
): string | null {
  const own = departmentNames.value?.get(departmentId ?? '');
  return own ?? main?.posting.departmentName ?? null;
}

function placeOf(main: ReadPosting | undefined): AshbyJob['location'] {
  if (main === undefined) return null;
  const { locationName: name, address } = main.posting;
  return name || address ? { name, address } : null;
}

/**
 * A job shows one posting's text, form and pay, that which a candidate would find first: one on
 * the board before one by link alone, and that before one that is not published.
 */
function chooseMainPosting(postings: readonly ReadPosting[]): ReadPosting | undefined {
  return (
    postings.find(({ posting, isPublished }) => isPublished && posting.isListed === true) ??
    postings[0]
  );
}

function toVisibility(main: ReadPosting | undefined): string | null {
  if (main?.isPublished !== true) return null;
  return postingVisibility(main.posting.isListed === true);
}

function toSalary(
  posting: AshbyPosting | undefined,
  ref: FieldRef,
): Pick<
  JobRecord,
  'salary_amount' | 'salary_amount_from' | 'salary_amount_to' | 'salary_currency' | 'salary_period'
> {
  const components = posting?.compensation?.summaryComponents ?? [];
  const salary = components.find(({ compensationType }) => compensationType === 'Salary');
  if (salary === undefined) return {};
  const { minValue, maxValue, currencyCode, interval } = salary;
  return {
    salary_amount_from: minValue,
    salary_amount_to: maxValue,
    salary_currency: currencyCode,
    salary_period: mapEnum(salaryPeriods, interval, ref),
  };
}

function toLocation(location: AshbyJob['location']): Location | null {
  if (!location) return null;
  const address = location.address?.postalAddress;
  const country = address?.addressCountry;
  return {
    city: address?.addressLocality,
    state: address?.addressRegion,
    country: toCountryCode(country) ?? country,
    street_1: address?.streetAddress,
    zip_code: address?.postalCode,
    raw: location.name,
  };
}

/** Ashby has one entry for each role that a user has in the team. */
function toHiringTeam(
  job: AshbyJob,
  { roleIds }: JobReferences,
  ref: FieldRef,
): JobRecord['hiring_team'] {
  const table = Object.fromEntries(roleIds.value ?? []);
  const toRoleIds = (role: string | null | undefined): string | [] =>
    roleIds.value === null ? [] : (mapEnum(table, role, ref) ?? []);
  const entries = Map.groupBy(job.hiringTeam ?? [], ({ userId }) => userId);
  return [...entries].map(([userId, roles]) => ({
    user_remote_id: userId,
    role_remote_ids: [...new Set(roles.flatMap(({ role }) => toRoleIds(role)))],
  }));
}
