import {
  PagePosition,
  inParallel,
  openSideCalls,
  parseRemote,
  parseResults,
  path,
  readByDate,
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
import { z } from 'zod';
import { getWorkable, readWholeList, readWorkablePages } from '../call-workable.ts';
import { WorkableJob, WorkableMember } from '../remote-types.ts';
import type { WorkableStage } from '../remote-types.ts';
import { openFreshSources, openSources } from './sources.ts';
import type { Sources } from './sources.ts';
import { jobStagesPath, readAccountStages } from './stages.ts';
import { isOpen, toJob } from './to-job.ts';

export const jobsPath = '/jobs';
const jobPath = '/jobs/{shortcode}';

const jobDetails = {
  name: jobPath,
  fields: [
    'description',
    'employment_type',
    'category',
    'experience_level',
    'job_postings',
    `remote_data.${jobPath}`,
  ],
};
export const jobStages = { name: jobStagesPath, fields: ['stages'] };
export const jobTeam = { name: '/jobs/{shortcode}/members', fields: ['hiring_team'] };
export const jobForm = {
  name: '/jobs/{shortcode}/application_form',
  fields: ['screening_questions'],
};
export const jobFields = [jobDetails, jobStages, jobTeam, jobForm].flatMap(({ fields }) => fields);

/** Each takes four requests more. */
const jobsAtOnce = 20;
const Entry = z.looseObject({ shortcode: z.string().min(1) });

/** https://workable.readme.io/reference/jobs. Paths want shortcodes, so that these are the ids. */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'jobs', request);
  // Whether new stages move the date of a job is not documented: those of the account's pipeline stand
  // for all. If these are refused, the token may not read those of jobs either, and none is asked for.
  const pipeline = await sideCalls.ask({ name: '/stages', fields: jobStages.fields }, () =>
    readAccountStages(context, 'jobs'),
  );
  const open = (sources: Sources) => openJobs(context, { sideCalls, sources, pipeline });
  const toRecord = open(openSources(context, 'jobs'));
  const again = open(openFreshSources(context, 'jobs'));
  const readPages = (inner: ReadRequest) => {
    let answeredAt: Date | null = null;
    return readByDate<'jobs'>(context, inner, {
      vendorTime: () => answeredAt,
      // Jobs show the slugs of stages, in their order.
      fingerprint: pipeline.value && fingerprintOf(pipeline.value.map(({ slug }) => slug)),
      async *pages({ changedFrom, resumeFrom }) {
        const list = {
          path: jobsPath,
          name: 'jobs',
          query: { updated_after: changedFrom?.toISOString() },
          rowsAtOnce: jobsAtOnce,
          onAnswer: (at: Date | null) => (answeredAt ??= at),
        };
        const from = PagePosition.safeParse(resumeFrom).data ?? null;
        for await (const { rows, next } of readWorkablePages(context, list, from)) {
          const found = parseResults(Entry, [...rows], { model: 'jobs', context });
          const records = await inParallel(found, ({ raw, parsed }) =>
            toRecord(parsed.shortcode, raw),
          );
          const isFull = changedFrom === null;
          // In a full read, what is not told is gone.
          const told = records.filter((record) => !isFull || !('deleted' in record));
          yield { records: told, resumeFrom: next };
        }
      },
    });
  };
  yield* sideCalls.carry(readPages, {
    name: jobPath,
    fields: jobFields,
    read: async (shortcode) => [await again(shortcode, null)],
  });
};

/** As they are now. */
export function readJobsById(
  context: ConnectorContext,
  shortcodes: readonly string[],
): Promise<(JobRecord | Tombstone)[]> {
  const sideCalls = openSideCalls(context, 'jobs');
  const sources = openFreshSources(context, 'jobs');
  const pipeline = { value: [], unread: [] };
  const toRecord = openJobs(context, { sideCalls, sources, pipeline });
  return inParallel(shortcodes, (shortcode) => toRecord(shortcode, null));
}

/** `entry` is what the list has; null where there is none: then the details are needed. */
type ToRecord = (shortcode: string, entry: Json) => Promise<JobRecord | Tombstone>;

interface Surroundings {
  sideCalls: SideCalls<'jobs'>;
  sources: Sources;
  pipeline: SideAnswer<WorkableStage[]>;
}

function openJobs(
  context: ConnectorContext,
  { sideCalls, sources, pipeline }: Surroundings,
): ToRecord {
  const parse = (raw: Json) =>
    parseRemote(WorkableJob, raw, { model: 'jobs', reportIssue: context.reportIssue });
  return async (key, entry) => {
    const readDetails = async () => ({ raw: await readJob(context, key) });
    const details =
      entry === null
        ? { value: await readDetails(), unread: [] }
        : await sideCalls.ask({ ...jobDetails, key }, readDetails);
    if (details.value?.raw === null) return { remote_id: key, deleted: true };
    const raw = details.value?.raw ?? entry;
    const job = parse(raw);
    if (job === null) return { remote_id: key, deleted: true };
    const stages =
      pipeline.value === null
        ? pipeline
        : await sideCalls.ask({ ...jobStages, key }, () => sources.stages(key));
    const team = await sideCalls.ask({ ...jobTeam, key }, () => readTeam(context, key));
    const form = isOpen(job)
      ? await sideCalls.ask({ ...jobForm, key }, () => sources.form(key))
      : { value: null, unread: [] };
    const parts = { stages: stages.value ?? [], team: team.value ?? [], form: form.value };
    return {
      ...toJob(job, parts, context),
      ...unreadOf(details, stages, team, form),
      remote_data: details.value === null ? null : { [jobPath]: raw },
    };
  };
}

function readJob(context: ConnectorContext, shortcode: string): Promise<Json> {
  return nullIfGone(() => getWorkable(context, path`/jobs/${shortcode}`));
}

async function readTeam(context: ConnectorContext, shortcode: string): Promise<WorkableMember[]> {
  const list = { path: path`/jobs/${shortcode}/members`, name: 'members', hasPages: false };
  const rows = await readWholeList(context, list);
  return parseResults(WorkableMember, rows, { model: 'jobs', context }).map(({ parsed }) => parsed);
}
