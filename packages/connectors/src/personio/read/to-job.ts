import { listOf, mapEnum, toHtml } from '@hirewire/connector-kit';
import type { ConnectorContext, JobPosting, JobRecord } from '@hirewire/connector-kit';
import { PersonioDescription, PersonioDescriptions, PersonioOffices } from '../remote-types.ts';
import type { PersonioJob, PersonioPosition } from '../remote-types.ts';
import { contractTypes, schedules } from '../vocabulary.ts';
import { toTime } from './to-time.ts';

/** What a job gets from elsewhere. */
export interface JobParts {
  stageIds: readonly string[];
  /** Undefined where the feed is not known, null where the job is not in it. */
  published: PersonioPosition | null | undefined;
  careerPage: string | null;
}

/** The fields of a job that come from the feed of the career page. */
export const feedFields = [
  'description',
  'employment_type',
  'status',
  'visibility',
  'post_url',
  'experience_level',
  'location',
  'job_postings',
  'remote_data./xml',
] as const;

export function toJob(job: PersonioJob, parts: JobParts, context: ConnectorContext): JobRecord {
  const { reportIssue } = context;
  const ref = (field: string) => ({ model: 'jobs', field, reportIssue }) as const;
  return {
    remote_id: job.id,
    name: job.name,
    category: job.category?.name,
    department: job.department?.name,
    ...toPublication(job.id, parts, context),
    remote_created_at: toTime(job.created_at, ref('created_at')),
    remote_updated_at: toTime(job.updated_at, ref('updated_at')),
    stages: parts.stageIds.map((id, index) => ({ remote_id: id, index })),
    screening_questions: [],
    hiring_team: [],
  };
}

type Publication = Pick<
  JobRecord,
  Exclude<(typeof feedFields)[number], 'remote_data./xml'> & keyof JobRecord
>;

/** A job that is not in the feed is a draft, archived or not published (any more): which, nothing tells. */
function toPublication(
  id: string,
  { published, careerPage }: JobParts,
  context: ConnectorContext,
): Publication {
  if (!published || careerPage === null) {
    return { status: published === null ? 'CLOSED' : null, job_postings: [] };
  }
  const description = toDescription(published);
  // https://support.personio.de/hc/en-us/articles/209821565 ("Position preview")
  const url = id.isWellFormed() ? `https://${careerPage}/job/${encodeURIComponent(id)}` : null;
  const posting: JobPosting = {
    remote_id: id,
    title: published.name || null,
    description_html: description,
    status: 'ACTIVE',
    visibility: 'PUBLIC',
    url,
  };
  const offices = [published.office, ...listOffices(published)].filter(Boolean);
  return {
    description,
    employment_type: toEmploymentType(published, context),
    status: 'OPEN',
    visibility: 'PUBLIC',
    post_url: url,
    experience_level: published.seniority || null,
    location: offices.length === 0 ? null : { raw: [...new Set(offices)].join(', ') },
    job_postings: [posting],
  };
}

/** Headings are plain text, the texts below them HTML. */
function toDescription({ jobDescriptions }: PersonioPosition): string | null {
  const { jobDescription } = PersonioDescriptions.safeParse(jobDescriptions).data ?? {};
  const parts = listOf(jobDescription).flatMap((part) => {
    const { name, value } = PersonioDescription.safeParse(part).data ?? { name: '', value: '' };
    const heading = name.trim() === '' ? '' : `<h3>${toHtml(name.trim())}</h3>`;
    return value.trim() === '' ? [] : [`${heading}${value.trim()}`];
  });
  return parts.length === 0 ? null : parts.join('\n');
}

function listOffices({ additionalOffices }: PersonioPosition): string[] {
  const { office } = PersonioOffices.safeParse(additionalOffices).data ?? {};
  return listOf(office).filter((name) => typeof name === 'string');
}

function toEmploymentType(
  { employmentType, schedule }: PersonioPosition,
  { reportIssue }: ConnectorContext,
): string | null {
  const ref = (field: string) => ({ model: 'jobs', field, reportIssue }) as const;
  const contract = mapEnum(contractTypes, employmentType, ref('employmentType'));
  const isKnown = !employmentType || Object.hasOwn(contractTypes, employmentType);
  return isKnown ? (contract ?? mapEnum(schedules, schedule, ref('schedule'))) : null;
}
