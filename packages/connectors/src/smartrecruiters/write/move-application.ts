import { inputError, path, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { timeoutMs } from '../call-smartrecruiters.ts';
import type { ApplicationIds } from '../read/ids.ts';
import { toEnd } from '../read/small-lists.ts';
import { readStages, targetsOf, toStatus } from '../read/stages.ts';
import { postNote } from './messages.ts';
import { idsOf } from './target.ts';

export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  await setStatus(context, idsOf(application), toStatus(stageRemoteId));
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}

/** A reason of the candidate's own says that they have withdrawn. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const ids = idsOf(application);
  await setStatus(context, ids, toEnd(rejectionReasonRemoteId));
  const warnings: string[] = [];
  if (note !== null) {
    const write = () => postNote(context, ids.candidateId, note);
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings };
}

interface Status {
  status: string;
  subStatus?: string;
  reason?: string;
}

/** An application begins at its first stage, and is moved once it is made: too late for a refusal. */
export async function requireStage(
  context: ConnectorContext,
  stageId: string | null,
): Promise<void> {
  if (stageId === null || context.isDryRun) return;
  const stages = targetsOf(await readStages(context, 'applications'));
  if (stages.some(({ id }) => id === stageId)) return;
  throw inputError(
    `SmartRecruiters has no stage "${stageId}" that an application can be moved to.`,
  );
}

/** Sent once: what a customer does automatically at a status may include e-mails to the candidate. */
export async function setStatus(
  context: ConnectorContext,
  { candidateId, jobId }: ApplicationIds,
  json: Status,
): Promise<void> {
  await context.remote.request({
    method: 'PUT',
    path: path`/candidates/${candidateId}/jobs/${jobId}/status`,
    json,
    timeoutMs,
  });
}
