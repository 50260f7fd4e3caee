import { mapEnum, toHtml, toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, FieldRef, JobPosting, JobRecord } from '@hirewire/connector-kit';
import { z } from 'zod';
import type {
  SmartRecruitersAd,
  SmartRecruitersJob,
  SmartRecruitersJobAd,
  SmartRecruitersMember,
  SmartRecruitersQuestion,
  SmartRecruitersStep,
} from '../remote-types.ts';
import {
  employmentTypes,
  jobRoleId,
  jobStatuses,
  jobVisibilities,
  postingStatuses,
} from '../vocabulary.ts';
import { idInLink } from './link-ids.ts';
import { datesOf, refsIn } from './field-refs.ts';
import type { FieldRefOf } from './field-refs.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { targetsOf } from './stages.ts';
import type { Stage } from './stages.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { toLocation } from './to-location.ts';

/** The parts of a job that come from other requests. */
export interface JobParts {
  stages: readonly Stage[];
  team: readonly SmartRecruitersMember[];
  ads: readonly SmartRecruitersAd[];
  history: readonly SmartRecruitersStep[];
  questions: readonly SmartRecruitersQuestion[];
}

export function toJob(
  job: SmartRecruitersJob,
  { stages, team, ads, history, questions }: JobParts,
  context: ConnectorContext,
): JobRecord {
  const ref = refsIn('jobs', context.reportIssue);
  const status = mapEnum(jobStatuses, job.status, ref('status'));
  return {
    remote_id: job.id,
    name: job.title,
    job_code: job.refNumber || null,
    description: toDescription(job.jobAd),
    status,
    visibility: mapEnum(jobVisibilities, job.postingStatus, ref('postingStatus')),
    employment_type: toEmploymentType(job, ref('typeOfEmployment')),
    ...toLabels(job),
    post_url: toPostUrl(job),
    // What is not remote may still be hybrid.
    remote_work_status: job.location?.remote === true ? 'REMOTE' : null,
    ...toSalary(job),
    location: toLocation(job.location),
    custom_fields: toJobFields(job),
    ...toPeriod(history, status, ref),
    ...datesOf(job, ref),
    stages: targetsOf(stages).map(({ id }, index) => ({ remote_id: id, index })),
    hiring_team: toHiringTeam(team),
    screening_questions: toScreeningQuestions(questions, context),
    job_postings: ads.map((ad) => toPosting(ad, ref)),
  };
}

function toLabels({ function: category, department, experienceLevel }: SmartRecruitersJob) {
  return {
    category: category?.label || null,
    department: department?.label || null,
    experience_level: experienceLevel?.label || null,
  };
}

function toPostUrl({ postingStatus, actions }: SmartRecruitersJob): string | null {
  return postingStatus === 'NOT_PUBLISHED' ? null : actions?.['applyOnWeb']?.url || null;
}

function toSalary({ compensation }: SmartRecruitersJob) {
  return {
    salary_amount_from: compensation?.min,
    salary_amount_to: compensation?.max,
    salary_currency: compensation?.currency || null,
  };
}

/** The parts of the ad, in its order, under their headings. */
function toDescription(jobAd: SmartRecruitersJobAd): string | null {
  const { companyDescription, jobDescription, qualifications, additionalInformation } =
    jobAd?.sections ?? jobAd ?? {};
  const sections = [companyDescription, jobDescription, qualifications, additionalInformation];
  const parts = sections.flatMap((section) => {
    if (!section?.text) return [];
    return section.title ? [`<h3>${toHtml(section.title)}</h3>`, section.text] : [section.text];
  });
  return parts.join('\n') || null;
}

function toPosting(ad: SmartRecruitersAd, ref: FieldRefOf): JobPosting {
  const status = mapEnum(postingStatuses, ad.postingStatus, ref('jobads[].postingStatus'));
  return {
    remote_id: ad.id,
    title: ad.title || null,
    description_html: toDescription(ad.jobAd),
    status,
    visibility: mapEnum(jobVisibilities, ad.visibility, ref('jobads[].visibility')),
    url: status === 'ACTIVE' ? ad.applyUrl || null : null,
  };
}

function toEmploymentType(
  { typeOfEmployment: type }: SmartRecruitersJob,
  ref: FieldRef,
): string | null {
  const words = [type?.label, type?.id].filter((word) => word !== null && word !== undefined);
  const found = words.flatMap((word) =>
    employmentTypes.filter(([pattern]) => pattern.test(word)).map(([, own]) => own),
  );
  if (found.length === 0 && words.length > 0) ref.reportIssue({ ...ref, sample: words[0] });
  return found[0] ?? null;
}

const Choice = z.looseObject({ label: z.string() });

/** A field has a choice of a list, which has an id and a text. */
function toJobFields({ properties }: SmartRecruitersJob): JobRecord['custom_fields'] {
  const named = (properties ?? []).map((property) => {
    const label = Choice.safeParse(property.value).data?.label;
    return label === undefined ? property : { ...property, valueLabel: label };
  });
  return toCustomFields(named);
}

/** When it was first open, and when it was last closed, if it still is. */
function toPeriod(
  history: readonly SmartRecruitersStep[],
  status: JobRecord['status'],
  ref: FieldRefOf,
): Pick<JobRecord, 'opened_at' | 'closed_at'> {
  const steps = history
    .flatMap(({ changedOn, status: word }) => {
      const at = toIsoDate(changedOn, ref('history[].changedOn'));
      return at === null ? [] : [{ at, isOpen: jobStatuses[word ?? ''] === 'OPEN', word }];
    })
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const lastOpen = steps.findLastIndex(({ isOpen }) => isOpen);
  const isClosed = status === 'CLOSED' || status === 'ARCHIVED';
  return {
    opened_at: steps.find(({ isOpen }) => isOpen)?.at ?? null,
    closed_at: isClosed
      ? (steps.slice(lastOpen + 1).find(({ word }) => word !== 'CREATED')?.at ?? null)
      : null,
  };
}

/** A member with several roles is listed with each. */
function toHiringTeam(team: readonly SmartRecruitersMember[]): JobRecord['hiring_team'] {
  const named = team.flatMap(({ id, role, actions }) => {
    const user = id ?? idInLink(actions, 'details', 'users');
    return user ? [{ user, role }] : [];
  });
  return [...Map.groupBy(named, ({ user }) => user)].map(([user, entries]) => ({
    user_remote_id: user,
    role_remote_ids: [...new Set(entries.flatMap(({ role }) => (role ? [jobRoleId(role)] : [])))],
  }));
}
