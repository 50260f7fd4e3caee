import type { StageEntry } from '../changes/applications.ts';
import { found } from '../asked-records.ts';
import { invalidInput } from '../envelope.ts';
import type { AshbyCall } from '../method.ts';
import { askedPlanId, stageInPlan } from '../placement.ts';
import type { AshbyApplication, AshbyInterviewStage, AshbyJob } from '../types.ts';

/** What `applicationHistory` makes of a new application. */
interface AskedHistory extends Partial<Pick<AshbyApplication, 'archiveReason' | 'archivedAt'>> {
  stage: AshbyInterviewStage;
  /** Every stage with its moment, the current one last. */
  way: StageEntry[];
}

interface GivenEntry {
  stageId: string;
  stageNumber: number;
  enteredStageAt: string;
  archiveReasonId?: string;
}

/**
 * The history that a request gives a new application, or null without one. "The highest number will
 * be the current stage", so a different `interviewStageId` beside it is a mistake.
 */
export function askedHistory(call: AshbyCall, job: AshbyJob): AskedHistory | null {
  const { input, records } = call;
  const given = (input['applicationHistory'] ?? []) as GivenEntry[];
  const entries = given.toSorted((a, b) => a.stageNumber - b.stageNumber);
  const last = entries.at(-1);
  if (last === undefined) return null;
  const planId = askedPlanId(call, job);
  const way = entries.map(({ stageId, enteredStageAt }) => ({
    stage: stageInPlan(records, stageId, planId),
    enteredStageAt: new Date(enteredStageAt).toISOString(),
  }));
  const stage = stageInPlan(records, last.stageId, planId);
  if (input['interviewStageId'] !== undefined && input['interviewStageId'] !== stage.id) {
    throw invalidInput('interviewStageId is not the last stage of applicationHistory');
  }
  const isReasonMissing = entries.some(
    ({ archiveReasonId }, index) =>
      way[index]?.stage.type === 'Archived' && archiveReasonId === undefined,
  );
  if (isReasonMissing) throw invalidInput('Archive reason ID is required for archive stages');
  if (stage.type !== 'Archived') return { stage, way };
  const reason = found(records.archiveReasons, last.archiveReasonId ?? '', 'archive_reason');
  const archivedAt = way.at(-1)?.enteredStageAt ?? null;
  return { stage, way, archiveReason: { ...reason, customFields: [] }, archivedAt };
}
