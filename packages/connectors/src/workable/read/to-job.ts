import { mapEnum, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  JobPosting,
  JobRecord,
  Location,
} from '@hirewire/connector-kit';
import type { WorkableForm, WorkableJob, WorkableMember, WorkableStage } from '../remote-types.ts';
import {
  employmentTypes,
  jobRoleIds,
  jobStatuses,
  postingStatuses,
  workplaceTypes,
} from '../vocabulary.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { toLocation, toLocationText } from './to-location.ts';

type FieldRefOf = (field: string) => FieldRef;

interface Parts {
  stages: readonly WorkableStage[];
  team: readonly WorkableMember[];
  form: WorkableForm | null;
}

/** Whether its form is of use. A state that we do not know is no reason to lose the questions. */
export function isOpen({ state }: WorkableJob): boolean {
  return jobStatuses[state ?? ''] === 'OPEN' || jobStatuses[state ?? ''] === undefined;
}

export function toJob(
  job: WorkableJob,
  { stages, team, form }: Parts,
  context: ConnectorContext,
): JobRecord {
  const { reportIssue } = context;
  const ref: FieldRefOf = (field) => ({ model: 'jobs', field, reportIssue });
  const status = mapEnum(jobStatuses, job.state, ref('state'));
  return {
    remote_id: job.shortcode,
    name: nameOf(job),
    job_code: job.code || null,
    description: descriptionOf(job),
    confidential: job.confidential,
    employment_type: mapEnum(employmentTypes, job.employment_type, ref('employment_type')),
    status,
    visibility: job.confidential === true ? 'CONFIDENTIAL' : toVisibility(job, status),
    ...toCategories(job),
    post_url: status === 'OPEN' ? urlOf(job) : null,
    remote_work_status: toRemoteWorkStatus(job, ref),
    ...toSalary(job),
    location: toJobLocation(job),
    remote_created_at: toIsoDate(job.created_at, ref('created_at')),
    remote_updated_at: toIsoDate(job.updated_at, ref('updated_at')),
    stages: stages.map(({ slug }, index) => ({ remote_id: slug, index })),
    hiring_team: toHiringTeam(team, ref),
    screening_questions: form === null ? [] : toScreeningQuestions(form, context),
    job_postings: [toPosting(job, status)],
  };
}

const nameOf = ({ title, full_title: full }: WorkableJob) => title || full || null;
const urlOf = ({ shortlink, url }: WorkableJob) => shortlink || url || null;

/** A confidential job has a page as well, and Workable does not tell who finds it. */
function toVisibility({ confidential }: WorkableJob, status: JobRecord['status']) {
  return status === 'OPEN' && confidential !== true ? 'PUBLIC' : null;
}

function toCategories({ function: category, department, experience }: WorkableJob) {
  return {
    category: category || null,
    department: department || null,
    experience_level: experience || null,
  };
}

/** The whole text has what is asked for and what is offered, too. */
function descriptionOf({ full_description: full, description }: WorkableJob): string | null {
  return full || description || null;
}

/** A job has one page. */
function toPosting(job: WorkableJob, status: JobRecord['status']): JobPosting {
  return {
    remote_id: job.shortcode,
    title: nameOf(job),
    description_html: descriptionOf(job),
    status: postingStatuses[status ?? ''] ?? null,
    visibility: toVisibility(job, status),
    url: job.application_url || job.url || null,
  };
}

/** Older jobs only say whether the work can be done from elsewhere. */
function toRemoteWorkStatus(job: WorkableJob, ref: FieldRefOf): string | null {
  const type = job.workplace_type || job.location?.workplace_type;
  if (!type) return job.location?.telecommuting === true ? 'REMOTE' : null;
  return mapEnum(workplaceTypes, type, ref('workplace_type'));
}

function toSalary({ salary }: WorkableJob) {
  const { salary_from: from, salary_to: to, salary_currency: currency } = salary ?? {};
  return {
    salary_amount_from: from,
    salary_amount_to: to,
    salary_currency: currency?.toUpperCase(),
  };
}

/** Of several places, the first is the main one; the text names all that applicants see. */
function toJobLocation({ location, locations }: WorkableJob): Location | null {
  const shown = (locations ?? []).filter(({ hidden }) => hidden !== true);
  const texts = [...new Set(shown.map(toLocationText))].filter((text) => text !== null);
  return toLocation(location ?? shown[0], texts.length > 1 ? texts.join('; ') : null);
}

/** A member with several roles is listed with each. */
function toHiringTeam(team: readonly WorkableMember[], ref: FieldRefOf): JobRecord['hiring_team'] {
  return [...Map.groupBy(team, ({ id }) => id)].map(([user, entries]) => {
    const roles = entries.map(({ collaboration_role: role }) =>
      mapEnum(jobRoleIds, role, ref('members[].collaboration_role')),
    );
    return {
      user_remote_id: user,
      role_remote_ids: [...new Set(roles.filter((role) => role !== null))],
    };
  });
}
