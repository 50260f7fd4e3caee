import {
  openSideCalls,
  readOnce,
  toPagePosition,
  unreadOf,
  inParallel,
  parseResults,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  ReadModel,
  SideAnswer,
  SideCalls,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readListPages } from '../call-ashby.ts';
import { AshbyJob } from '../remote-types.ts';
import { readStages, stageMethod } from './application-stages.ts';
import { readPostings } from './job-postings.ts';
import { fingerprintJob, readJobReferences } from './job-references.ts';
import type { JobReferences } from './job-references.ts';
import { borrowedOf, toJob, unreadOfPostings } from './to-job.ts';

/** https://developers.ashbyhq.com/reference/joblist */
const method = 'job.list';

/** Without a status, drafts are left out. */
const body = {
  status: ['Draft', 'Open', 'Closed', 'Archived'],
  includeUnpublishedJobPostingsIds: true,
  expand: ['location'],
};
export const allJobs = { method, body };

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
  const sideCalls = openSideCalls(context, 'jobs');
  const references = await readJobReferences(context, sideCalls);
  const stagesOf = rememberStages(context, sideCalls);
  // Roles are no part of a fingerprint: jobs that were read without them have this mark.
  const mark = references.roleIds.value === null ? withoutRoles : '';
  // A resumed read does not see the jobs before its position; their old fingerprints stay.
  const fingerprints = from === null ? {} : { ...known };
  for await (const page of readListPages(context, { ...allJobs, rowsAtOnce: 20 }, from)) {
    const jobs = parseResults(AshbyJob, page.results, { model: 'jobs', context });
    const changed = jobs.filter(({ raw, parsed }) => {
      const fingerprint = fingerprintJob(raw, parsed, references);
      const before = known?.[parsed.id];
      const isMarked = mark !== '' && before === fingerprint + mark;
      const isKnown = before === fingerprint || isMarked;
      fingerprints[parsed.id] = isKnown ? before : fingerprint + mark;
      return !isKnown;
    });
    const records = await inParallel(changed, async ({ raw, parsed }) => {
      const found = { raw, job: parsed, stagesOf, references, sideCalls };
      const { record, isComplete } = await readJob(context, found);
      // So the next delta reads it again.
      if (!isComplete) delete fingerprints[parsed.id];
      return record;
    });
    yield page.next === null
      ? { records, resumeFrom: null, completeness, since: { fingerprints } }
      : { records, resumeFrom: page.next, completeness };
  }
};

const withoutRoles = '~roles';

type StagesOf = (planId: string) => Promise<SideAnswer<JobRecord['stages']>>;

/** Many jobs share a plan. */
function rememberStages(context: ConnectorContext, sideCalls: SideCalls<'jobs'>): StagesOf {
  return readOnce((key) =>
    sideCalls.ask({ name: stageMethod, fields: ['stages'], key }, () =>
      readJobStages(context, key),
    ),
  );
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
  found: {
    raw: Json;
    job: AshbyJob;
    stagesOf: StagesOf;
    references: JobReferences;
    sideCalls: SideCalls<'jobs'>;
  },
): Promise<{ record: JobRecord; isComplete: boolean }> {
  const { raw, job, stagesOf, references } = found;
  const postings = await readPostings(context, job, found);
  const plans = await inParallel(job.interviewPlanIds ?? [], stagesOf);
  const stages = plans.flatMap(({ value }) => value ?? []);
  const details = unreadOf(...plans, { unread: unreadOfPostings(postings, job) });
  const { departmentNames, publishedPostings, roleIds } = references;
  const record = {
    ...toJob({ job, postings, stages }, references, context),
    ...unreadOf(
      { unread: details.unread ?? [] },
      { unread: publishedPostings.value === null ? borrowedOf(job) : [] },
      departmentNames,
      publishedPostings,
      roleIds,
    ),
    remote_data: { [method]: raw, 'jobPosting.info': postings.map((posting) => posting.raw) },
  };
  return { record, isComplete: details.unread === undefined };
}
