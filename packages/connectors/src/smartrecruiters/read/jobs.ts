import {
  inParallel,
  openSideCalls,
  parseRemote,
  parseResults,
  path,
  unreadOf,
  nullIfGone,
  fingerprintOf,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  ReadModel,
  ReadRequest,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { findRecord, readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersAd, SmartRecruitersJob, SmartRecruitersStep } from '../remote-types.ts';
import type { SmartRecruitersMember } from '../remote-types.ts';
import { jobStatuses } from '../vocabulary.ts';
import { readJobList } from './job-list.ts';
import { formPath, openPostings, readForm } from './postings.ts';
import type { Postings } from './postings.ts';
import { processesPath, readStages } from './stages.ts';
import type { Stage } from './stages.ts';
import { readListedTeam, readTeam, teamPath } from './team.ts';
import { toJob } from './to-job.ts';

const jobPath = '/jobs/{jobId}';

export const jobCalls = {
  details: {
    name: jobPath,
    fields: [
      'description',
      'employment_type',
      'category',
      'experience_level',
      'post_url',
      'salary_amount_from',
      'salary_amount_to',
      'salary_currency',
      'custom_fields',
      `remote_data.${jobPath}`,
    ],
  },
  stages: { name: processesPath, fields: ['stages'] },
  team: { name: teamPath, fields: ['hiring_team'] },
  // Without its ads, it is not known by which of the postings people apply.
  ads: { name: `${jobPath}/jobads`, fields: ['job_postings', 'screening_questions'] },
  history: { name: `${jobPath}/status/history`, fields: ['opened_at', 'closed_at'] },
  form: { name: formPath, fields: ['screening_questions'] },
};

/** https://developers.smartrecruiters.com (Job API) */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'jobs', request);
  const stages = await sideCalls.ask(jobCalls.stages, () => readStages(context, 'jobs'));
  const postings = openPostings(context, 'jobs');
  const open = (teamOf: Surroundings['teamOf']): ToRecord =>
    openJobs(context, { sideCalls, stages, postings, teamOf });
  const toRecord = open((id) => readListedTeam(context, 'jobs', id));
  const again = open((id) => readTeam(context, 'jobs', id));
  const readPages = (inner: ReadRequest) =>
    readJobList<'jobs'>(context, inner, {
      model: 'jobs',
      // New steps of a hiring process change no date of a job.
      fingerprint: stages.value && fingerprintOf(shownOf(stages.value)),
      toRecords: async ({ parsed, raw }) => [await toRecord(parsed.id, raw)],
    });
  yield* sideCalls.carry(readPages, {
    name: jobPath,
    fields: Object.values(jobCalls).flatMap(({ fields }) => fields),
    read: async (id) => [await again(id, null)],
  });
};

/** As they are now. */
export async function readJobsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(JobRecord | Tombstone)[]> {
  const sideCalls = openSideCalls(context, 'jobs');
  const stages = await sideCalls.ask(jobCalls.stages, () => readStages(context, 'jobs'));
  const postings = openPostings(context, 'jobs');
  const teamOf = (id: string) => readTeam(context, 'jobs', id);
  const toRecord = openJobs(context, { sideCalls, stages, postings, teamOf });
  return inParallel(ids, (id) => toRecord(id, null));
}

const shownOf = (stages: readonly Stage[]) => stages.map(({ id, isTarget }) => [id, isTarget]);

interface Surroundings {
  sideCalls: SideCalls<'jobs'>;
  stages: SideAnswer<Stage[]>;
  postings: Postings;
  teamOf: (jobId: string) => Promise<SmartRecruitersMember[]>;
}

/** `entry` is what the list has; null where there is none: then the details are needed. */
type ToRecord = (id: string, entry: Json) => Promise<JobRecord | Tombstone>;

const notAsked = { value: null, unread: [] };

function openJobs(
  context: ConnectorContext,
  { sideCalls, stages, postings, teamOf }: Surroundings,
): ToRecord {
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  return async (key, entry) => {
    const readDetails = async () => ({ raw: await findJob(context, key) });
    const details =
      entry === null
        ? { value: await readDetails(), unread: [] }
        : await sideCalls.ask({ ...jobCalls.details, key }, readDetails);
    const raw = details.value === null ? entry : details.value.raw;
    const job = raw === null ? null : parseRemote(SmartRecruitersJob, raw, ref);
    // People make jobs from a template; nobody can apply for it.
    if (job === null || job.template === true) return { remote_id: key, deleted: true };
    const [team, ads, history] = await Promise.all([
      sideCalls.ask({ ...jobCalls.team, key }, () => teamOf(key)),
      sideCalls.ask({ ...jobCalls.ads, key }, () => readAds(context, key)),
      sideCalls.ask({ ...jobCalls.history, key }, () => readHistory(context, key)),
    ]);
    const form = await readQuestions(job, ads.value);
    const parts = {
      stages: stages.value ?? [],
      team: team.value ?? [],
      ads: ads.value ?? [],
      history: history.value ?? [],
      questions: form.value ?? [],
    };
    return {
      ...toJob(job, parts, context),
      ...unreadOf(details, stages, team, ads, history, form),
      remote_data: details.value === null ? null : { [jobPath]: raw },
    };
  };

  /** A job that takes no applications has no questions. */
  async function readQuestions(job: SmartRecruitersJob, ads: SmartRecruitersAd[] | null) {
    if (ads === null || jobStatuses[job.status ?? ''] !== 'OPEN') return notAsked;
    return sideCalls.ask({ ...jobCalls.form, key: job.id }, async () => {
      const uuid = await postings.find(job, ads);
      return uuid === null ? [] : readForm(context, 'jobs', uuid);
    });
  }
}

export function findJob(context: ConnectorContext, id: string): Promise<Json> {
  return findRecord(context, path`/jobs/${id}`);
}

export async function readAds(
  context: ConnectorContext,
  jobId: string,
): Promise<SmartRecruitersAd[]> {
  const rows = await nullIfGone(() => readRows(context, path`/jobs/${jobId}/jobads`));
  return parseResults(SmartRecruitersAd, rows ?? [], { model: 'jobs', context }).map(
    ({ parsed }) => parsed,
  );
}

async function readHistory(
  context: ConnectorContext,
  jobId: string,
): Promise<SmartRecruitersStep[]> {
  const address = path`/jobs/${jobId}/status/history`;
  const rows = await nullIfGone(() => readRows(context, address));
  return parseResults(SmartRecruitersStep, rows ?? [], { model: 'jobs', context }).map(
    ({ parsed }) => parsed,
  );
}
