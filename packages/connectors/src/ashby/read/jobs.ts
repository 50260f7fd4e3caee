import { inParallel, parseResults, readOnce, toPagePosition } from '@hirewire/connector-kit';
import type { ConnectorContext, JobRecord, Json, ReadModel } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readListPages } from '../call-ashby.ts';
import { AshbyJob } from '../remote-types.ts';
import { readStages } from './application-stages.ts';
import { readPostings } from './job-postings.ts';
import { fingerprintJob, readJobReferences } from './job-references.ts';
import type { JobReferences } from './job-references.ts';
import { toJob } from './to-job.ts';

/** https://developers.ashbyhq.com/reference/joblist */
const method = 'job.list';

/** Without a status, drafts are left out. */
const body = {
  status: ['Draft', 'Open', 'Closed', 'Archived'],
  includeUnpublishedJobPostingsIds: true,
  expand: ['location'],
};

/** How each job looked when it was last read, by id. */
const Since = z.object({ fingerprints: z.record(z.string(), z.string()) }).nullable();

/**
 * A delta lists all jobs, which is one call for a hundred, and reads the details of those whose
 * fingerprint has changed (README, "Changed jobs").
 */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const known = Since.parse(request.since)?.fingerprints ?? null;
  const from = toPagePosition(request.resumeFrom);
  const completeness = known === null ? 'full' : 'changes';
  const references = await readJobReferences(context);
  const stagesOf = rememberStages(context);
  // A resumed read does not see the jobs before its position; their old fingerprints stay.
  const fingerprints = from === null ? {} : { ...known };
  for await (const page of readListPages(context, method, body, from)) {
    const jobs = parseResults(AshbyJob, page.results, { model: 'jobs', context });
    const changed = jobs.filter(({ raw, parsed }) => {
      const fingerprint = fingerprintJob(raw, parsed, references);
      fingerprints[parsed.id] = fingerprint;
      return known?.[parsed.id] !== fingerprint;
    });
    const records = await inParallel(changed, ({ raw, parsed }) =>
      readJob(context, { raw, job: parsed, stagesOf, references }),
    );
    yield page.next === null
      ? { records, resumeFrom: null, completeness, since: { fingerprints } }
      : { records, resumeFrom: page.next, completeness };
  }
};

type StagesOf = (planId: string) => Promise<JobRecord['stages']>;

/** Many jobs share a plan. */
function rememberStages(context: ConnectorContext): StagesOf {
  return readOnce((planId) => readJobStages(context, planId));
}

async function readJobStages(
  context: ConnectorContext,
  planId: string,
): Promise<JobRecord['stages']> {
  const stages = await readStages(context, planId, 'jobs');
  return stages.map(({ parsed }) => ({
    remote_id: parsed.id,
    index: parsed.orderInInterviewPlan ?? null,
  }));
}

async function readJob(
  context: ConnectorContext,
  found: { raw: Json; job: AshbyJob; stagesOf: StagesOf; references: JobReferences },
): Promise<JobRecord> {
  const { raw, job, stagesOf, references } = found;
  const postings = await readPostings(context, job, references);
  const stages = await inParallel(job.interviewPlanIds ?? [], stagesOf);
  return {
    ...toJob({ job, postings, stages: stages.flat() }, references, context),
    remote_data: { [method]: raw, 'jobPosting.info': postings.map((posting) => posting.raw) },
  };
}
