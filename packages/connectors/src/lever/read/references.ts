import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName } from '@hirewire/connector-kit';
import { readWholeList } from '../call-lever.ts';
import { LeverArchiveReason, LeverStage } from '../remote-types.ts';
import { readDetail } from './read-detail.ts';

/**
 * The stages of the account in their order: all jobs share them.
 * https://hire.lever.co/developer/documentation#stages
 */
export async function readStages(context: ConnectorContext, model: ModelName) {
  return parseResults(LeverStage, await readWholeList(context, '/stages'), { model, context });
}

/** https://hire.lever.co/developer/documentation#archive-reasons */
export async function readArchiveReasons(context: ConnectorContext, model: ModelName) {
  const results = await readWholeList(context, '/archive_reasons');
  return parseResults(LeverArchiveReason, results, { model, context });
}

/** What opportunities name by their ids. */
export interface OpportunityReferences {
  reasons: ReadonlyMap<string, LeverArchiveReason>;
  /** Positions of the stages. */
  stageIndexes: ReadonlyMap<string, number>;
}

export async function readOpportunityReferences(
  context: ConnectorContext,
): Promise<OpportunityReferences> {
  const model = 'applications';
  const reasons = await readDetail(context, { model, field: 'archive_reasons' }, () =>
    readArchiveReasons(context, model),
  );
  const stages = await readDetail(context, { model, field: 'stages' }, () =>
    readStages(context, model),
  );
  return {
    reasons: new Map(reasons?.map(({ parsed }) => [parsed.id, parsed])),
    stageIndexes: new Map(stages?.map(({ parsed }, index) => [parsed.id, index])),
  };
}
