import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import type { AshbyJob, AshbyStage } from '../remote-types.ts';
import { readStages } from '../read/application-stages.ts';

export interface FoundStage {
  stage: AshbyStage;
  planId: string;
}

/** A stage of one of the plans of a job: https://developers.ashbyhq.com/reference/interviewstagelist */
export async function findStage(
  context: ConnectorContext,
  planIds: readonly string[],
  stageId: string,
): Promise<FoundStage> {
  const [firstPlan = ''] = planIds;
  if (context.isDryRun) return { stage: { id: stageId }, planId: firstPlan };
  for (const planId of planIds) {
    const stages = await readStages(context, planId, 'application_stages');
    const found = stages.find(({ parsed }) => parsed.id === stageId);
    if (found !== undefined) return { stage: found.parsed, planId };
  }
  throw new RemoteError({
    kind: 'input',
    message: `The stage ${stageId} is in none of the interview plans of the job.`,
    status: null,
  });
}

/** The first stage of the plan of one of these types, the types in their order. */
export async function findStageOfType(
  context: ConnectorContext,
  planId: string,
  types: readonly string[],
): Promise<FoundStage> {
  const stages = await readStages(context, planId, 'application_stages');
  for (const type of types) {
    const found = stages.find(({ parsed }) => parsed.type === type);
    if (found !== undefined) return { stage: found.parsed, planId };
  }
  throw new RemoteError({
    kind: 'input',
    message: `The interview plan ${planId} has no stage of the type ${types.join(' or ')}.`,
    status: null,
  });
}

/** The plans of a job, the default one first. */
export function plansOf({ defaultInterviewPlanId, interviewPlanIds }: AshbyJob): string[] {
  const all = [defaultInterviewPlanId, ...(interviewPlanIds ?? [])];
  return [...new Set(all.filter((id) => typeof id === 'string'))];
}
