import { RemoteError, path, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeTeamtailor, linkTo } from '../call-teamtailor.ts';
import { findNamedUser } from './acting-user.ts';
import { createNote } from './notes.ts';
import { requireCandidate } from './target.ts';

/** https://docs.teamtailor.com/#job-applications (update) */
export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  await changeTeamtailor(context, {
    method: 'PATCH',
    path: path`/job-applications/${remoteId}`,
    data: {
      id: remoteId,
      type: 'job-applications',
      relationships: { stage: linkTo('stages', stageRemoteId) },
    },
  });
  return { changed: [{ model: 'applications', remoteId }], warnings: [] };
}

/** An application with a time of its rejection is turned down; its stage stays. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note, remoteFields }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  // Only somebody who was named: whether a rejection may have a user was not seen.
  const user = findNamedUser(context, remoteFields);
  const rejected = await changeTeamtailor(context, {
    method: 'PATCH',
    path: path`/job-applications/${remoteId}`,
    data: {
      id: remoteId,
      type: 'job-applications',
      attributes: { 'rejected-at': context.clock.now().toISOString() },
      relationships: {
        'reject-reason': linkTo('reject-reasons', rejectionReasonRemoteId),
        ...(user !== null && { user: linkTo('users', user) }),
      },
    },
  });
  requireRejected(remoteId, rejected.attributes?.['rejected-at'] ?? null);
  const warnings: string[] = [];
  const changed: WriteOutcome['changed'][number][] = [{ model: 'applications', remoteId }];
  if (note !== null) {
    const write = async () => {
      const candidate = await requireCandidate(context, application);
      changed.push(...(await createNote(context, candidate, { note, remoteFields })).changed);
    };
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed, warnings };
}

/** The documentation does not say whether the time can be set: an answer without it was ignored. */
function requireRejected(remoteId: string, rejectedAt: unknown): void {
  if (rejectedAt !== null && rejectedAt !== '') return;
  const message = `Teamtailor has not turned the application ${remoteId} down, and does not say why. Do it in Teamtailor, and report this to us.`;
  throw new RemoteError({ kind: 'unknown', message, status: 200 });
}
