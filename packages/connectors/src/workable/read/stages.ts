import {
  PagePosition,
  fingerprintOf,
  inParallel,
  nullIfGone,
  openSideCalls,
  parseResults,
  readByDate,
} from '@hirewire/connector-kit';
import type {
  ApplicationStageRecord,
  ConnectorContext,
  DatedPage,
  InnerRead,
  Json,
  ModelName,
  ReadModel,
  ReadRequest,
  SideCalls,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWholeList, readWorkablePages } from '../call-workable.ts';
import type { WorkableList } from '../call-workable.ts';
import type { WorkableStage } from '../remote-types.ts';
import { openFreshSources, openSources, toStages } from './sources.ts';

/** The pipeline that new jobs get: https://workable.readme.io/reference/stages */
export async function readAccountStages(
  context: ConnectorContext,
  model: ModelName,
  onAnswer?: WorkableList['onAnswer'],
): Promise<WorkableStage[]> {
  const list = { path: '/stages', name: 'stages', hasPages: false, onAnswer };
  return toStages(await readWholeList(context, list), { model, context });
}

export const jobStagesPath = '/jobs/{shortcode}/stages';

const Job = z.looseObject({ shortcode: z.string().min(1) });
const Candidate = z.looseObject({ job: Job.nullish().catch(null) });

/** The jobs that rows of a list name. */
const jobsIn = {
  jobs: (rows: Json[], context: ConnectorContext) =>
    parseResults(Job, rows, { model, context }).map(({ parsed }) => parsed.shortcode),
  // A candidate that cannot be understood is reported by the read of candidates.
  candidates: (rows: Json[]) =>
    rows.flatMap((row) => Candidate.safeParse(row).data?.job?.shortcode ?? []),
};

const ListPosition = z.object({
  list: z.enum(['jobs', 'candidates']),
  at: PagePosition.nullable(),
});
type ListPosition = z.infer<typeof ListPosition>;
const Position = ListPosition.extend({ known: z.array(z.string()) });
const start: ListPosition = { list: 'jobs', at: null };
const rowsAtOnce = 20;
const model = 'application_stages';

/**
 * Stages of the account's pipeline, and of those of jobs that differ. A slug is what moves people and
 * what events name, so that it is the id; jobs whose pipelines share one share the stage.
 */
export const readApplicationStages: ReadModel<'application_stages'> = async function* (
  context,
  request,
) {
  const sideCalls = openSideCalls(context, model, request);
  let answeredAt: Date | null = null;
  const pipeline = await readAccountStages(context, model, (at) => (answeredAt = at));
  const slugs = pipeline.map(({ slug }) => slug);
  const readPages = (inner: ReadRequest) =>
    readByDate<'application_stages'>(context, inner, {
      vendorTime: () => answeredAt,
      fingerprint: fingerprintOf(pipeline.map(({ slug, name, kind }) => [slug, name, kind])),
      pages: (part) => readJobStages(context, part, { pipeline, sideCalls }),
    });
  const fresh = openFreshSources(context, model);
  yield* sideCalls.carry(readPages, {
    name: jobStagesPath,
    fields: [],
    // A job that is gone meanwhile has no stages, and is not asked for again.
    read: async (job) => toNew((await nullIfGone(() => fresh.stages(job))) ?? [], new Set(slugs)),
  });
};

interface Surroundings {
  pipeline: readonly WorkableStage[];
  sideCalls: SideCalls<'application_stages'>;
}

async function* readJobStages(
  context: ConnectorContext,
  { changedFrom, resumeFrom }: InnerRead,
  { pipeline, sideCalls }: Surroundings,
): AsyncGenerator<DatedPage<'application_stages'>, void> {
  const sources = openSources(context, model);
  const position = Position.safeParse(resumeFrom).data ?? null;
  const known = new Set(position?.known);
  const pointAt = (next: ListPosition | null) => next && { ...next, known: [...known] };
  if (position === null) {
    const records = toNew(pipeline, known);
    // A delta leaves out those of the account: a change of theirs makes it a full read.
    yield { records: changedFrom === null ? records : [], resumeFrom: pointAt(start) };
  }
  for await (const { jobs, next } of listJobs(context, changedFrom, position ?? start)) {
    const found = await inParallel([...jobs], async (key) => {
      const call = { name: jobStagesPath, fields: [], key };
      return (await sideCalls.ask(call, () => sources.stages(key))).value ?? [];
    });
    yield { records: toNew(found.flat(), known), resumeFrom: pointAt(next) };
  }
}

/**
 * All jobs; in a delta, those that have changed, then those of candidates who have. It is not documented
 * that new stages change the date of a job, but somebody who is moved to one has changed.
 */
async function* listJobs(
  context: ConnectorContext,
  changedFrom: Date | null,
  { list, at }: ListPosition,
): AsyncGenerator<{ jobs: Set<string>; next: ListPosition | null }, void> {
  const query = { updated_after: changedFrom?.toISOString() };
  const following: ListPosition | null =
    changedFrom === null || list === 'candidates' ? null : { list: 'candidates', at: null };
  const pages = readWorkablePages(context, { path: `/${list}`, name: list, query, rowsAtOnce }, at);
  for await (const { rows, next } of pages) {
    const jobs = new Set(jobsIn[list]([...rows], context));
    yield { jobs, next: next === null ? following : { list, at: next } };
  }
  if (following !== null) yield* listJobs(context, changedFrom, following);
}

/** Those that are not known yet, and are from then on. */
function toNew(stages: readonly WorkableStage[], known: Set<string>): ApplicationStageRecord[] {
  return stages.flatMap((stage) => {
    if (known.has(stage.slug)) return [];
    known.add(stage.slug);
    return [toRecord(stage)];
  });
}

function toRecord({ slug, name, kind }: WorkableStage): ApplicationStageRecord {
  return {
    remote_id: slug,
    name,
    // Stages that are no longer in use are not listed.
    status: 'ACTIVE',
    // Its position and its numbers differ from job to job.
    remote_data: { '/stages': { slug, name: name ?? null, kind: kind ?? null } },
  };
}
