import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName, SideAnswer, SideCalls } from '@hirewire/connector-kit';
import { readWholeList } from '../call-lever.ts';
import { LeverArchiveReason, LeverStage } from '../remote-types.ts';

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
  reasons: SideAnswer<ReadonlyMap<string, LeverArchiveReason>>;
  /** Positions of the stages. */
  stageIndexes: SideAnswer<ReadonlyMap<string, number>>;
}

export async function readOpportunityReferences(
  context: ConnectorContext,
  sideCalls: SideCalls<'applications'>,
): Promise<OpportunityReferences> {
  const model = 'applications';
  const reasons = await sideCalls.ask(
    { name: '/archive_reasons', fields: ['outcome', 'rejection_reason_name', 'rejected_at'] },
    async () => {
      const found = await readArchiveReasons(context, model);
      return new Map(found.map(({ parsed }) => [parsed.id, parsed]));
    },
  );
  const stageIndexes = await sideCalls.ask(
    { name: '/stages', fields: ['current_stage_index'] },
    async () => {
      const found = await readStages(context, model);
      return new Map(found.map(({ parsed }, index) => [parsed.id, index]));
    },
  );
  return { reasons, stageIndexes };
}
