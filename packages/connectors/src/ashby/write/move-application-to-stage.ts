import { RemoteError, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import type { AshbyApplication } from '../remote-types.ts';
import { createNote } from './notes.ts';
import { candidateIdOf, getApplication, getJob } from './read-records.ts';
import { findStage, findStageOfType, plansOf } from './stages.ts';

/**
 * Within the application's interview plan a change of stage, to another plan of its job a transfer.
 * https://developers.ashbyhq.com/reference/applicationchangestage
 * https://developers.ashbyhq.com/reference/applicationtransfer
 */
export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const applicationId = application.remoteId;
  const found = await getApplication(context, applicationId);
  const changed = [{ model: 'applications', remoteId: applicationId }] as const;
  if (found.currentInterviewStage?.id === stageRemoteId) return { changed, warnings: [] };
  await moveTo(context, found, stageRemoteId);
  return { changed, warnings: [] };
}

export async function moveTo(
  context: ConnectorContext,
  application: AshbyApplication,
  stageId: string,
): Promise<void> {
  const { id: applicationId, currentInterviewStage: current, job } = application;
  const planIds = current?.interviewPlanId ? [current.interviewPlanId] : [];
  const plans = job ? plansOf(await getJob(context, job.id)) : [];
  const { stage, planId } = await findStage(context, [...new Set([...planIds, ...plans])], stageId);
  if (stage.type === 'Archived') {
    throw new RemoteError({
      kind: 'input',
      message: `The stage "${stage.title ?? stageId}" is for applications that were turned down, which takes a reason: reject the application instead.`,
      status: null,
    });
  }
  if (planId === current?.interviewPlanId || !job) {
    await changeAshby(context, 'application.changeStage', {
      applicationId,
      interviewStageId: stageId,
    });
  } else {
    await changeAshby(context, 'application.transfer', {
      applicationId,
      jobId: job.id,
      interviewPlanId: planId,
      interviewStageId: stageId,
    });
  }
}

/** Rejecting is a move to the plan's stage for archived applications. No e-mail is sent. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const applicationId = application.remoteId;
  const { currentInterviewStage } = await getApplication(context, applicationId);
  const planId = currentInterviewStage?.interviewPlanId ?? '';
  const { stage } = await findStageOfType(context, planId, ['Archived']);
  await changeAshby(context, 'application.changeStage', {
    applicationId,
    interviewStageId: stage.id,
    archiveReasonId: rejectionReasonRemoteId,
  });
  const warnings = note === null ? [] : await addNote(context, application, note);
  return { changed: [{ model: 'applications', remoteId: applicationId }], warnings };
}

/** The application is rejected by now. */
async function addNote(
  context: ConnectorContext,
  application: RejectApplicationInput['application'],
  note: string,
): Promise<string[]> {
  const warnings: string[] = [];
  const write = async () => {
    await createNote(context, await candidateIdOf(context, application), note);
    warnings.push('Ashby keeps notes on the candidate: the note of the rejection is there.');
  };
  await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  return warnings;
}
