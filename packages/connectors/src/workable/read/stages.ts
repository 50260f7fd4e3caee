import { PagePosition, inParallel, openSideCalls, parseResults } from '@hirewire/connector-kit';
import type {
  ApplicationStageRecord,
  ConnectorContext,
  ModelName,
  Page,
  ReadModel,
  ReadRequest,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWholeList, readWorkablePages } from '../call-workable.ts';
import type { WorkableStage } from '../remote-types.ts';
import { openSources, toStages } from './sources.ts';

/** The pipeline that new jobs get: https://workable.readme.io/reference/stages */
export async function readAccountStages(
  context: ConnectorContext,
  model: ModelName,
): Promise<WorkableStage[]> {
  const rows = await readWholeList(context, { path: '/stages', name: 'stages', hasPages: false });
  return toStages(rows, { model, context });
}

export const jobStagesPath = '/jobs/{shortcode}/stages';

const Position = z.object({ known: z.array(z.string()), at: PagePosition.nullable() });
const Job = z.looseObject({ shortcode: z.string().min(1) });
const jobsAtOnce = 20;

/**
 * Stages of the account's pipeline, and of those of jobs that differ. A slug is what moves people and
 * what events name, so that it is the id; jobs whose pipelines share one share the stage.
 */
export const readApplicationStages: ReadModel<'application_stages'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'application_stages', request);
  const sources = openSources(context, 'application_stages');
  const model = 'application_stages';

  async function* readPages({
    resumeFrom,
  }: ReadRequest): AsyncGenerator<Page<'application_stages'>, void> {
    const position = Position.safeParse(resumeFrom).data ?? null;
    const known = new Set(position?.known);
    const toNew = (stages: readonly WorkableStage[]): ApplicationStageRecord[] =>
      stages.flatMap((stage) => {
        if (known.has(stage.slug)) return [];
        known.add(stage.slug);
        return [toRecord(stage)];
      });
    const pointAt = (at: PagePosition | null) => ({ known: [...known], at });
    if (position === null) {
      const records = toNew(await readAccountStages(context, model));
      yield { records, resumeFrom: pointAt(null), completeness: 'full' };
    }
    const list = { path: '/jobs', name: 'jobs', rowsAtOnce: jobsAtOnce };
    for await (const { rows, next } of readWorkablePages(context, list, position?.at ?? null)) {
      const jobs = parseResults(Job, [...rows], { model, context });
      const found = await inParallel(jobs, async ({ parsed: { shortcode: key } }) => {
        const call = { name: jobStagesPath, fields: [], key };
        return (await sideCalls.ask(call, () => sources.stages(key))).value ?? [];
      });
      const records = toNew(found.flat());
      yield { records, resumeFrom: next && pointAt(next), completeness: 'full' };
    }
  }
  return sideCalls.carry(readPages);
};

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
