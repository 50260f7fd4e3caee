import { linkedId, linkedIds, mapEnum, toIsoDate } from '@hirewire/connector-kit';
import type { Included, JobPosting, JobRecord, JsonApiResource } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorJob, TeamtailorStage } from '../remote-types.ts';
import {
  employmentTypes,
  jobStatuses,
  postingStatuses,
  remoteStatuses,
  salaryPeriods,
} from '../vocabulary.ts';
import type { JobRoleId } from '../vocabulary.ts';
import { nameOf, toCustomFields, toLocationOfAll } from './fields.ts';
import { toScreeningQuestions } from './questions.ts';
import type { ListedModel, Source } from './read-list.ts';

/** Without the two filters, only what is public and published is listed. */
const allJobs = { 'filter[status]': 'all', 'filter[feed]': 'public,internal' } as const;

/** https://docs.teamtailor.com/#jobs */
export const jobs: ListedModel<'jobs'> = {
  model: 'jobs',
  path: '/jobs',
  query: allJobs,
  include: [
    'department',
    'role',
    'location',
    'locations',
    'user',
    'stages',
    'picked-questions.question',
    'team-memberships.user',
    'custom-field-values.custom-field',
  ].join(','),
  changed: { filter: 'filter[updated-at][from]' },
  toRecord: (source) => {
    const job = parseAttributes(TeamtailorJob, source.resource, source.ref(''));
    return job && toJob(job, source);
  },
};

function toJob(job: TeamtailorJob, { resource, included, ref }: Source): JobRecord {
  const status = mapEnum(jobStatuses, job['human-status'] || job.status, ref('human-status'));
  const main = included.one(resource, 'location');
  const places = [...(main === null ? [] : [main]), ...included.all(resource, 'locations')];
  return {
    remote_id: job.id,
    name: job.title ?? null,
    description: descriptionOf(job),
    status,
    visibility: toVisibility(job),
    employment_type: mapEnum(employmentTypes, job['employment-type'], ref('employment-type')),
    category: nameOf(included.one(resource, 'role'), ref),
    department: nameOf(included.one(resource, 'department'), ref),
    post_url: job.links?.['careersite-job-url'] ?? null,
    experience_level: toLevel(job['employment-level']),
    remote_work_status: mapEnum(remoteStatuses, job['remote-status'], ref('remote-status')),
    ...toSalary(job, ref),
    location: toLocationOfAll(places, ref),
    custom_fields: toCustomFields(resource, { included, ref }),
    opened_at: toIsoDate(job['start-date'], ref('start-date')),
    closed_at: toIsoDate(job['end-date'], ref('end-date')),
    contact_remote_id: linkedId(resource, 'user'),
    remote_created_at: toIsoDate(job['created-at'], ref('created-at')),
    remote_updated_at: toIsoDate(job['updated-at'], ref('updated-at')),
    stages: listStages(resource, { included, ref }),
    hiring_team: toHiringTeam(resource, included),
    screening_questions: toScreeningQuestions(resource, { included, ref }),
    job_postings: [toPosting(job, status)],
  };
}

function toPosting(job: TeamtailorJob, status: string | null): JobPosting {
  const { links } = job;
  return {
    remote_id: job.id,
    title: job.title ?? null,
    description_html: descriptionOf(job),
    status: postingStatuses[status ?? ''] ?? null,
    visibility: toVisibility(job),
    url: links?.['careersite-job-apply-url'] ?? links?.['careersite-job-url'] ?? null,
  };
}

const descriptionOf = ({ body, pitch }: TeamtailorJob) => body || pitch || null;

function toSalary(job: TeamtailorJob, ref: Source['ref']) {
  const { currency, 'min-salary': min, 'max-salary': max, 'salary-time-unit': unit } = job;
  return {
    salary_amount_from: min ?? null,
    salary_amount_to: max ?? null,
    salary_currency: currency || null,
    salary_period: mapEnum(salaryPeriods, unit, ref('salary-time-unit')),
  };
}

/** One that is internal is shown to employees; an unlisted one has a page that nothing leads to. */
function toVisibility({ internal, ...job }: TeamtailorJob) {
  if (job['human-status'] === 'unlisted' || job.status === 'unlisted') return 'UNLISTED';
  return internal === true ? 'INTERNAL' : 'PUBLIC';
}

const toLevel = (level: string | null | undefined) => (level && level !== 'none' ? level : null);

/** In their order, which numbers without further meaning tell. */
export function listStages(
  job: JsonApiResource,
  { included, ref }: { included: Included; ref: Source['ref'] },
): JobRecord['stages'] {
  const stages = included.all(job, 'stages').map((resource) => {
    const stage = parseAttributes(TeamtailorStage, resource, ref('stages'));
    return { id: resource.id, order: stage?.['row-order'] ?? Infinity };
  });
  // Sorting is stable: without an order, that of the links remains.
  const sorted = stages.toSorted((a, b) => (a.order === b.order ? 0 : a.order - b.order));
  return sorted.map(({ id }, index) => ({ remote_id: id, index }));
}

/** The recruiter, who may be in the team as well, and the team. */
function toHiringTeam(job: JsonApiResource, included: Included): JobRecord['hiring_team'] {
  const roles = new Map<string, JobRoleId[]>();
  const add = (user: string, role: JobRoleId): void => {
    roles.set(user, [...new Set([...(roles.get(user) ?? []), role])]);
  };
  for (const user of linkedIds(job, 'user')) add(user, 'job:recruiter');
  for (const membership of included.all(job, 'team-memberships')) {
    const user = linkedId(membership, 'user');
    if (user !== null) add(user, 'job:team-member');
  }
  return [...roles].map(([user, own]) => ({ user_remote_id: user, role_remote_ids: own }));
}
