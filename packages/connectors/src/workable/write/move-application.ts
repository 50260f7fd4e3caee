import { attempt, inputError, parseResults, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-workable.ts';
import { reasonsList } from '../read/small-lists.ts';
import { WorkableReason } from '../remote-types.ts';
import { findActingMember } from './acting-member.ts';
import { createComment } from './comments.ts';

/** Sent once: what Workable does automatically in a stage may include e-mails to the candidate. */
export async function moveApplicationToStage(
  context: ConnectorContext,
  { application: { remoteId }, stageRemoteId, remoteFields }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const member = await findActingMember(context, remoteFields);
  await context.remote.request({
    method: 'POST',
    path: path`/candidates/${remoteId}/move`,
    json: { member_id: member, target_stage: stageRemoteId },
  });
  return { changed: [{ model: 'applications', remoteId }], warnings: [] };
}

/** What Workable takes of a note; more goes into a comment. */
const maxNoteLength = 256;

/** https://workable.readme.io/reference/disqualify-candidate */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId: reasonId, note, remoteFields }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  const member = await findActingMember(context, remoteFields);
  const reason = await findReason(context, reasonId);
  const isShort = note !== null && note.length <= maxNoteLength;
  await context.remote.request({
    method: 'POST',
    path: path`/candidates/${remoteId}/disqualify`,
    json: {
      member_id: member,
      disqualify_reason_id: reasonId,
      ...(isShort && { disqualify_note: note }),
      // A reason of the candidate's own says that they have withdrawn.
      ...(reason?.candidate_withdrew === true && { withdrew: true }),
    },
  });
  const warnings: string[] = [];
  if (note !== null && !isShort) {
    const write = () => createComment(context, remoteId, { member, body: note });
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed: [{ model: 'applications', remoteId }], warnings };
}

/** @throws RemoteError of kind `input` where there is none of this id */
async function findReason(
  context: ConnectorContext,
  reasonId: string,
): Promise<WorkableReason | null> {
  if (context.isDryRun) return null;
  const rows = await readWholeList(context, reasonsList);
  const reasons = parseResults(WorkableReason, rows, { model: 'rejection_reasons', context });
  const found = reasons.find(({ parsed }) => parsed.id === reasonId);
  if (found !== undefined) return found.parsed;
  throw inputError(`Workable does not have the disqualification reason ${reasonId}.`);
}
