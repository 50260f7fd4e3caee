import { parseResults } from '@hirewire/connector-kit';
import { createHash } from 'node:crypto';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { readWholeList } from '../call-ashby.ts';
import { AshbyInterviewPlan, AshbyNamed, AshbyPosting, AshbyTitled } from '../remote-types.ts';
import type { AshbyJob } from '../remote-types.ts';
import { planMethod } from './application-stages.ts';

/** What jobs point to, read once for each read of jobs. */
export interface JobReferences {
  departmentNames: ReadonlyMap<string, string | null | undefined>;
  /** When each plan last changed. */
  planUpdates: ReadonlyMap<string, string | null | undefined>;
  /** Ids of JOB roles by their title, which is all that a hiring team tells. */
  roleIds: ReadonlyMap<string, string>;
  /** What is published on the primary external job board, by job. */
  publishedPostings: ReadonlyMap<string, readonly { raw: Json; parsed: AshbyPosting }[]>;
}

/**
 * Postings come first: one that changes while jobs are read then differs from its fingerprint
 * in the next delta, which reads it again.
 */
export async function readJobReferences(context: ConnectorContext): Promise<JobReferences> {
  const place = { model: 'jobs', context } as const;
  const archivedToo = { includeArchived: true };
  // https://developers.ashbyhq.com/reference/jobpostinglist
  const postings = await readWholeList(context, 'jobPosting.list');
  const plans = await readWholeList(context, planMethod, archivedToo);
  // https://developers.ashbyhq.com/reference/departmentlist
  const departments = await readWholeList(context, 'department.list', archivedToo);
  // https://developers.ashbyhq.com/reference/hiringteamrolelist
  const roles = await readWholeList(context, 'hiringTeamRole.list', { namesOnly: false });
  return {
    departmentNames: new Map(
      parseResults(AshbyNamed, departments, place).map(({ parsed }) => [parsed.id, parsed.name]),
    ),
    planUpdates: new Map(
      parseResults(AshbyInterviewPlan, plans, place).map(({ parsed }) => [
        parsed.id,
        parsed.updatedAt,
      ]),
    ),
    roleIds: new Map(
      parseResults(AshbyTitled, roles, place).map(({ parsed }) => [parsed.title ?? '', parsed.id]),
    ),
    publishedPostings: Map.groupBy(
      parseResults(AshbyPosting, postings, place),
      ({ parsed }) => parsed.jobId ?? '',
    ),
  };
}

/**
 * Changes when the job or something that its record shows changes. Ashby's sync token for jobs
 * would miss postings and plans, which have none that a job could be found by.
 */
export function fingerprintJob(raw: Json, job: AshbyJob, references: JobReferences): string {
  const parts = [
    raw,
    references.departmentNames.get(job.departmentId ?? ''),
    references.publishedPostings.get(job.id)?.map((posting) => posting.raw),
    job.interviewPlanIds?.map((id) => references.planUpdates.get(id)),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
