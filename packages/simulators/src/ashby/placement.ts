import { AshbyFailure, notFound } from './envelope.ts';
import { givenText } from '../kit/fields.ts';
import type { AshbyCall } from './method.ts';
import type { AshbyRecords } from './records.ts';
import type { AshbyCandidate, AshbyInterviewStage, AshbyJob } from './types.ts';

/** The stage of the job that a request names, or the first Lead stage of the plan. */
export function askedPlacement(call: AshbyCall, job: AshbyJob): AshbyInterviewStage {
  const planId = askedPlanId(call, job);
  const stageId = givenText(call.input, 'interviewStageId');
  if (stageId === undefined) return firstStage(call.records, planId, ['Lead']);
  if (stageId === 'FirstPreInterviewScreen') {
    return firstStage(call.records, planId, ['PreInterviewScreen']);
  }
  return stageInPlan(call.records, stageId, planId);
}

/** The plan that a request names, or the default plan of the job. */
export function askedPlanId({ input }: AshbyCall, job: AshbyJob): string {
  const planId = givenText(input, 'interviewPlanId') ?? job.defaultInterviewPlanId ?? '';
  if (!job.interviewPlanIds.includes(planId)) throw notFound('interview_plan');
  return planId;
}

/** The first stage in a plan of the first of these types that occurs there. */
export function firstStage(
  records: AshbyRecords,
  planId: string,
  types: string[],
): AshbyInterviewStage {
  const stages = records.stagesOf(planId);
  const ofTypes = types.map((wanted) => stages.find(({ type }) => type === wanted));
  const stage = ofTypes.find((one) => one !== undefined);
  if (stage === undefined) throw notFound('interview_stage');
  return stage;
}

export function stageInPlan(
  records: AshbyRecords,
  stageId: string,
  planId: string,
): AshbyInterviewStage {
  const stage = records.interviewStages.find(stageId);
  if (stage?.interviewPlanId !== planId) throw notFound('interview_stage');
  return stage;
}

/**
 * Refuses a job that takes nobody, and a person who is already on it. How the vendor answers either
 * is not documented; the codes are our own.
 */
export function requireOpen(
  records: AshbyRecords,
  job: AshbyJob,
  candidate: AshbyCandidate | null,
  exceptId?: string,
): void {
  if (job.status !== 'Open') throw new AshbyFailure('job_not_open', `The job is ${job.status}`);
  if (candidate !== null && hasOpenApplication(records, candidate, job.id, exceptId)) {
    throw new AshbyFailure('application_already_exists', 'The candidate is already on this job');
  }
}

/** Whether somebody has an application for the job that is not archived. */
export function hasOpenApplication(
  records: AshbyRecords,
  { applicationIds }: AshbyCandidate,
  jobId: string,
  exceptId?: string,
): boolean {
  return applicationIds.some((id) => {
    const { job, status } = records.applications.get(id);
    return id !== exceptId && job.id === jobId && status !== 'Archived';
  });
}
