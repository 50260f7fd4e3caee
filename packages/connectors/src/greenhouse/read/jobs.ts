import { hash } from 'node:crypto';
import { parseResults, unreadOf } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  SideAnswer,
  Tombstone,
} from '@hirewire/connector-kit';
import { readByIds } from '../call-greenhouse.ts';
import {
  GreenhouseCustomField,
  GreenhouseJob,
  GreenhouseJobPost,
  GreenhouseNamed,
  GreenhouseOffice,
} from '../remote-types.ts';
import { jobPartsOf, joinsOfJobs, postsPath, touchingJobs } from './job-parts.ts';
import type { OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { askWhole } from './small-list.ts';
import { toJob } from './to-job.ts';
import type { JobReferences } from './to-job.ts';

/** https://harvestdocs.greenhouse.io/reference/get_v3-jobs */
export const jobsPath = '/jobs';

const departmentList = { path: '/departments', schema: GreenhouseNamed, fields: ['department'] };
const officeList = { path: '/offices', schema: GreenhouseOffice, fields: ['location'] };
const fieldList = {
  path: '/custom_fields',
  query: { field_type: 'job' },
  schema: GreenhouseCustomField,
  fields: ['employment_type'],
};

export const openJobs: OpenList<'jobs'> = async (context, sideCalls) => {
  const ref = { model: 'jobs', sideCalls } as const;
  const departments = await askWhole(context, ref, departmentList);
  const offices = await askWhole(context, ref, officeList);
  const fields = await askWhole(context, ref, fieldList);
  const ofEmployment = fields.value?.find((one) => one.internal_type === 'employment_type');
  const references: JobReferences = {
    departments: new Map(departments.value?.map(({ id, name }) => [id, name])),
    offices: new Map(offices.value?.map((office) => [office.id, office])),
    // The key of the field that every customer has.
    employmentKey: ofEmployment?.name_key ?? 'employment_type',
  };
  return {
    model: 'jobs',
    path: jobsPath,
    sideLists: joinsOfJobs,
    touchedBy: touchingJobs((posts) => jobsOfPosts(context, posts)),
    fingerprint: fingerprintOf(departments, offices),
    mapper: (open) =>
      mapperOf(context, open, { references, answers: [departments, offices, fields] }),
  };
};

/** A renamed department or office moves no date of its jobs. */
function fingerprintOf(...lists: readonly SideAnswer<readonly object[]>[]): string | null {
  if (lists.some(({ value }) => value === null)) return null;
  const names = lists.map(({ value }) =>
    (value ?? []).map((row) => JSON.stringify(Object.values(row).slice(0, 3))).toSorted(),
  );
  return hash('sha256', JSON.stringify(names), 'base64url').slice(0, 16);
}

async function jobsOfPosts(
  context: ConnectorContext,
  posts: readonly string[],
): Promise<readonly string[]> {
  const rows = await readByIds(context, { path: postsPath, query: { fields: 'id,job_id' } }, posts);
  const found = parseResults(GreenhouseJobPost, rows, { model: 'jobs', context });
  return idsOf(found, ({ parsed }) => parsed.job_id);
}

function mapperOf(
  context: ConnectorContext,
  open: OpenJoin,
  { references, answers }: { references: JobReferences; answers: SideAnswer<unknown>[] },
) {
  const loadParts = jobPartsOf(open);
  return async (rows: readonly Json[]): Promise<(JobRecord | Tombstone)[]> => {
    const found = parseResults(GreenhouseJob, rows, { model: 'jobs', context });
    const jobs = found.filter(({ parsed }) => parsed.is_template !== true);
    const parts = await loadParts(idsOf(jobs, ({ parsed }) => parsed.id));
    const records = jobs.map(({ raw, parsed }): JobRecord => ({
      ...toJob(parsed, parts.of(parsed.id), { context, references }),
      ...unreadOf(...answers, ...parts.answers),
      remote_data: { [jobsPath]: raw },
    }));
    const templates = found.filter(({ parsed }) => parsed.is_template === true);
    return [
      ...records,
      ...templates.map(({ parsed }): Tombstone => ({ remote_id: parsed.id, deleted: true })),
    ];
  };
}
