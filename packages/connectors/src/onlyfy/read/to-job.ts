import { mapEnum, toCountryCode, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  JobPosting,
  JobRecord,
  Location,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { OnlyfyCity, OnlyfyJob } from '../remote-types.ts';
import { employmentTypes, postingStatuses } from '../vocabulary.ts';
import { toCustomFields } from './custom-fields.ts';
import type { FieldKeys } from './custom-fields.ts';

/** What other requests tell; null where that could not be read. */
export interface JobDetails {
  department: string | null;
  city: OnlyfyCity | null;
  fieldKeys: FieldKeys | null;
  questions: ScreeningQuestion[] | null;
}

export function toJob(
  job: OnlyfyJob,
  { department, city, fieldKeys, questions }: JobDetails,
  { reportIssue }: ConnectorContext,
): JobRecord {
  const ref = (field: string): FieldRef => ({ model: 'jobs', field, reportIssue });
  const description = toDescription(job);
  const openedAt = toIsoDate(job.published_at, ref('published_at'));
  const closedAt = toIsoDate(job.finished_at, ref('finished_at'));
  const status = statusOf(job);
  return {
    remote_id: job.id,
    name: job.title,
    description,
    employment_type: mapEnum(employmentTypes, job.position_type, ref('position_type')),
    status,
    visibility: isPublished(job) ? 'PUBLIC' : null,
    department,
    post_url: job.apply_url || null,
    // A number is the key of a list that no request gives.
    experience_level: typeof job.seniority === 'string' ? job.seniority : null,
    salary_amount: job.salary,
    location: toLocation(city),
    custom_fields: toCustomFields(job.custom_fields, fieldKeys),
    opened_at: openedAt,
    closed_at: closedAt,
    remote_created_at: toIsoDate(job.created_at, ref('created_at')),
    stages: stagesOf(job),
    screening_questions: questions ?? [],
    hiring_team: [],
    job_postings: [toPosting(job, { description, status })],
  };
}

/** The text that is for applicants. Of several, the newest: that they are versions is not verified. */
function toDescription({ description, job_contents: contents }: OnlyfyJob): string | null {
  const written = (contents ?? []).filter(({ content }) => content);
  const dates = written.map(({ created_at: at }) => toIsoDate(at, null) ?? '');
  const newest = dates.toSorted().at(-1) ?? '';
  return written[dates.lastIndexOf(newest)]?.content ?? (description || null);
}

function toPosting(
  job: OnlyfyJob,
  { description, status }: { description: string | null; status: string },
): JobPosting {
  return {
    remote_id: job.id,
    title: job.title,
    description_html: description,
    status: postingStatuses[status] ?? null,
    visibility: isPublished(job) ? 'PUBLIC' : null,
    url: job.apply_url || null,
  };
}

function isPublished(job: OnlyfyJob): boolean {
  return job.is_published_on_widget === true || job.is_published_on_job_center === true;
}

/** onlyfy has no word for it. */
export function statusOf(job: OnlyfyJob): 'OPEN' | 'CLOSED' | 'DRAFT' {
  if (job.finished_at) return 'CLOSED';
  return isPublished(job) || job.published_at ? 'OPEN' : 'DRAFT';
}

/** In the order of the job's own set. */
function stagesOf({ job_application_status_set: set }: OnlyfyJob): JobRecord['stages'] {
  const ids = new Set((set?.statuses ?? []).map(({ id }) => id));
  return [...ids].map((id, index) => ({ remote_id: id, index }));
}

/** The first translation: which language it is in is not told. */
function toLocation(city: OnlyfyCity | null): Location | null {
  const translation = city?.translations?.find(({ name }) => name);
  const name = translation?.name ?? null;
  const country = city?.cc || translation?.country || null;
  return name === null && country === null
    ? null
    : { city: name, country: toCountryCode(country) ?? country };
}
