import { parseResults } from '@hirewire/connector-kit';
import { createHash } from 'node:crypto';
import type { ConnectorContext, Json, SideAnswer, SideCalls } from '@hirewire/connector-kit';
import { readWholeList } from '../call-ashby.ts';
import type { AshbyBody } from '../call-ashby.ts';
import { AshbyInterviewPlan, AshbyNamed, AshbyPosting, AshbyTitled } from '../remote-types.ts';
import type { AshbyJob } from '../remote-types.ts';
import { planMethod } from './application-stages.ts';

/** What jobs point to, read once for each read of jobs. */
export interface JobReferences {
  departmentNames: SideAnswer<ReadonlyMap<string, string | null | undefined>>;
  /** When each plan last changed. */
  planUpdates: SideAnswer<ReadonlyMap<string, string | null | undefined>>;
  /** Ids of JOB roles by their title, which is all that a hiring team tells. */
  roleIds: SideAnswer<ReadonlyMap<string, string>>;
  /** What is published on the primary external job board, by job. */
  publishedPostings: SideAnswer<
    ReadonlyMap<string, readonly { raw: Json; parsed: AshbyPosting }[]>
  >;
}

/** What only `jobPosting.info` tells of a job's main posting. */
export const postingDetails = [
  'job_postings',
  'description',
  'remote_work_status',
  'salary_amount_from',
  'salary_amount_to',
  'salary_currency',
  'salary_period',
  'screening_questions',
  'remote_data.jobPosting.info',
] as const;

/**
 * Postings come first: one that changes while jobs are read then differs from its fingerprint
 * in the next delta, which reads it again.
 */
export async function readJobReferences(
  context: ConnectorContext,
  sideCalls: SideCalls<'jobs'>,
): Promise<JobReferences> {
  const ref = { model: 'jobs', context } as const;
  const archivedToo = { includeArchived: true };
  const readMap = <Value>(
    name: string,
    { fields, body }: { fields: readonly string[]; body: AshbyBody },
    toMap: (results: Json[]) => ReadonlyMap<string, Value>,
  ): Promise<SideAnswer<ReadonlyMap<string, Value>>> =>
    sideCalls.ask({ name, fields }, async () => toMap(await readWholeList(context, name, body)));
  // https://developers.ashbyhq.com/reference/jobpostinglist
  const publishedPostings = await readMap(
    'jobPosting.list',
    { fields: ['visibility', 'post_url', ...postingDetails], body: {} },
    (results) =>
      Map.groupBy(parseResults(AshbyPosting, results, ref), ({ parsed }) => parsed.jobId ?? ''),
  );
  const planUpdates = await readMap(
    planMethod,
    { fields: ['stages'], body: archivedToo },
    (results) =>
      new Map(
        parseResults(AshbyInterviewPlan, results, ref).map(({ parsed }) => [
          parsed.id,
          parsed.updatedAt,
        ]),
      ),
  );
  // https://developers.ashbyhq.com/reference/departmentlist
  const departmentNames = await readMap(
    'department.list',
    { fields: ['department'], body: archivedToo },
    (results) =>
      new Map(parseResults(AshbyNamed, results, ref).map(({ parsed }) => [parsed.id, parsed.name])),
  );
  // https://developers.ashbyhq.com/reference/hiringteamrolelist
  const roleIds = await readMap(
    'hiringTeamRole.list',
    { fields: ['hiring_team'], body: { namesOnly: false } },
    (results) =>
      new Map(
        parseResults(AshbyTitled, results, ref).map(({ parsed }) => [
          parsed.title ?? '',
          parsed.id,
        ]),
      ),
  );
  return { departmentNames, planUpdates, roleIds, publishedPostings };
}

/** In place of what could not be read: when it can again, the fingerprint is another one. */
const unread = { unread: true };

/**
 * Changes when the job or something that its record shows changes. Ashby's sync token for jobs
 * would miss postings and plans, which have none that a job could be found by.
 */
export function fingerprintJob(raw: Json, job: AshbyJob, references: JobReferences): string {
  const { departmentNames, publishedPostings, planUpdates } = references;
  const plans = planUpdates.value;
  const parts = [
    raw,
    departmentNames.value === null ? unread : departmentNames.value.get(job.departmentId ?? ''),
    publishedPostings.value === null
      ? unread
      : publishedPostings.value.get(job.id)?.map((posting) => posting.raw),
    plans === null ? unread : job.interviewPlanIds?.map((id) => plans.get(id)),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
