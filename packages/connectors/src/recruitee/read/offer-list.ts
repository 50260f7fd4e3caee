import {
  answeredAt,
  inParallel,
  parseResults,
  path,
  readOnce,
  readPages,
  nullIfGone,
  fingerprintOf,
} from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName, PagePosition } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getRecruitee, listRecruitee, readWholeList } from '../call-recruitee.ts';
import { RecruiteeOffer, RecruiteePipeline, RecruiteeReference } from '../remote-types.ts';
import type { RecruiteeStage } from '../remote-types.ts';

export const offersPath = '/offers';
/** The largest page. */
const pageSize = 1000;

export interface OfferPage {
  rows: Json[];
  next: PagePosition | null;
  unlisted: number;
  answeredAt: Date | null;
}

const Meta = z.looseObject({ total_count: z.number().nullish() });

/**
 * Jobs of every status: the list leaves none out if it is asked for none. Until December 2025 it had
 * no pages, and no `meta` either.
 */
export async function* readOfferPages(
  context: ConnectorContext,
  { from = null, rowsAtOnce = Infinity }: { from?: PagePosition | null; rowsAtOnce?: number } = {},
): AsyncGenerator<OfferPage, void> {
  let at: Date | null = null;
  const pages = readPages<Json>({
    name: "Recruitee's offers",
    by: 'page',
    from,
    rowsAtOnce,
    async fetch({ page, offset }) {
      const query = { page: page + 1, limit: pageSize };
      const answer = await listRecruitee(context, { path: offersPath, name: 'offers', query });
      at = answeredAt(answer.response);
      const { content: rows } = answer;
      const total = Meta.safeParse(answer.body?.['meta']).data?.total_count ?? null;
      const read = offset + (rows?.length ?? 0);
      const hasMore = total !== null && rows !== null && rows.length > 0 && read < total;
      return { rows, total, hasMore };
    },
  });
  for await (const { rows, next, unlisted } of pages) {
    yield { rows: [...rows], next, unlisted, answeredAt: at };
  }
}

/** A row of the list with the stages of its pipeline, in their order. */
export interface StagedOffer {
  offer: RecruiteeOffer;
  stages: readonly RecruiteeStage[];
}

/** Jobs and talent pools. Rows of the list need not have the stages: then a request for each pipeline does. */
export async function* readStagedOffers(
  context: ConnectorContext,
  model: ModelName,
): AsyncGenerator<StagedOffer, void> {
  const stagesOfPipeline = readOnce((id) =>
    readStages(context, { path: path`/pipeline_templates/${id}`, name: 'pipeline_template' }),
  );
  for await (const { rows } of readOfferPages(context)) {
    const offers = parseResults(RecruiteeOffer, rows, { model, context });
    yield* await inParallel(offers, async ({ parsed: offer }): Promise<StagedOffer> => {
      const { id, pipeline_template: pipeline, pipeline_template_id: pipelineId } = offer;
      if (pipeline?.stages) return { offer, stages: stagesOf(offer) };
      if (pipelineId) return { offer, stages: await stagesOfPipeline(pipelineId) };
      const stages = await readStages(context, { path: path`/offers/${id}`, name: 'offer' });
      return { offer, stages };
    });
  }
}

/** Of a pipeline, or of the pipeline of an offer; none of what is gone since it was listed. */
async function readStages(
  context: ConnectorContext,
  { path: address, name }: { path: string; name: 'offer' | 'pipeline_template' },
): Promise<RecruiteeStage[]> {
  const raw = await nullIfGone(() => getRecruitee(context, address, name));
  const pipeline = name === 'offer' ? RecruiteeOffer.safeParse(raw).data?.pipeline_template : raw;
  return inOrder(RecruiteePipeline.safeParse(pipeline).data?.stages ?? []);
}

/** What is needed of all jobs to read something else. */
export interface OfferBook {
  /** Talent pools, which are offers, too, and no jobs. */
  pools: ReadonlySet<string>;
  /** Positions of stages in their jobs. */
  stageIndexes: ReadonlyMap<string, number>;
}

/** @throws RemoteError: without it, nobody knows which placements are applications */
export async function readOfferBook(
  context: ConnectorContext,
  model: ModelName,
): Promise<OfferBook> {
  const pools = new Set<string>();
  const stageIndexes = new Map<string, number>();
  let isKindTold = true;
  for await (const { offer, stages } of readStagedOffers(context, model)) {
    isKindTold &&= Boolean(offer.kind);
    if (isPool(offer)) pools.add(offer.id);
    for (const [index, { id }] of stages.entries()) stageIndexes.set(id, index);
  }
  if (!isKindTold) for (const id of await readPoolIds(context, model)) pools.add(id);
  return { pools, stageIndexes };
}

/** Rows of the list need not say what they are. */
async function readPoolIds(context: ConnectorContext, model: ModelName): Promise<string[]> {
  const list = { path: '/talent_pools', name: 'talent_pools' };
  const rows = (await nullIfGone(() => readWholeList(context, list))) ?? [];
  return parseResults(RecruiteeReference, rows, { model, context }).map(({ parsed }) => parsed.id);
}

export function isPool({ kind }: Pick<RecruiteeOffer, 'kind'>): boolean {
  return kind === 'talent_pool';
}

/** Positions begin below zero: what comes before the first step of a recruiter has its stages, too. */
export function stagesOf({
  pipeline_template: pipeline,
}: Pick<RecruiteeOffer, 'pipeline_template'>): RecruiteeStage[] {
  return inOrder(pipeline?.stages ?? []);
}

/** As people have put them: every list of Recruitee tells positions beside its order. */
export function inOrder<Row extends { position?: number | null | undefined }>(
  rows: readonly Row[],
): Row[] {
  return rows.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
}

/**
 * Stands for the stages of all jobs: a change of a pipeline, which jobs share, need not change the
 * date of the jobs that have it.
 */
export async function fingerprintStages(context: ConnectorContext): Promise<string> {
  const all: unknown[] = [];
  for await (const { offer, stages } of readStagedOffers(context, 'jobs')) {
    all.push([offer.id, stages.map(({ id }) => id)]);
  }
  return fingerprintOf(all);
}
