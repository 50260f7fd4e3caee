import { openSideCalls, toPagePosition, inParallel, parseResults } from '@hirewire/connector-kit';
import type { ApplicationStageRecord, ConnectorContext, ReadModel } from '@hirewire/connector-kit';
import { readListPages, readWholeList } from '../call-ashby.ts';
import { AshbyInterviewPlan, AshbyStage } from '../remote-types.ts';

/** https://developers.ashbyhq.com/reference/interviewplanlist */
export const planMethod = 'interviewPlan.list';
/** https://developers.ashbyhq.com/reference/interviewstagelist */
export const stageMethod = 'interviewStage.list';

const allPlans = { method: planMethod, body: { includeArchived: true } };

/**
 * The stages of every plan, archived plans too: old applications stand in theirs. Always read in
 * full, because the sync token of plans is not documented to notice a changed stage.
 */
export const readApplicationStages: ReadModel<'application_stages'> = async function* (
  context,
  request,
) {
  const ref = { model: 'application_stages', context } as const;
  const sideCalls = openSideCalls(context, 'application_stages', request);
  yield* sideCalls.carry(async function* ({ resumeFrom }) {
    const from = toPagePosition(resumeFrom);
    for await (const page of readListPages(context, allPlans, from)) {
      const plans = parseResults(AshbyInterviewPlan, page.results, ref);
      const stages = await inParallel(plans, ({ parsed }) =>
        sideCalls.ask({ name: stageMethod, fields: [], key: parsed.id }, () =>
          readStageRecords(context, parsed),
        ),
      );
      const records = stages.flatMap(({ value }) => value ?? []);
      yield { records, resumeFrom: page.next, completeness: 'full' };
    }
  });
};

async function readStageRecords(
  context: ConnectorContext,
  plan: AshbyInterviewPlan,
): Promise<ApplicationStageRecord[]> {
  const stages = await readStages(context, plan.id, 'application_stages');
  return stages.map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    name: parsed.title,
    // Stages have no state of their own; nobody can be moved to one of an archived plan.
    status: plan.isArchived === true ? 'INACTIVE' : 'ACTIVE',
    remote_data: { [stageMethod]: raw },
  }));
}

/** The stages of one plan in their order. */
export async function readStages(
  context: ConnectorContext,
  planId: string,
  model: 'jobs' | 'application_stages',
) {
  const results = await readWholeList(context, stageMethod, { interviewPlanId: planId });
  return parseResults(AshbyStage, results, { model, context }).toSorted(
    (one, other) =>
      (one.parsed.orderInInterviewPlan ?? 0) - (other.parsed.orderInInterviewPlan ?? 0),
  );
}
