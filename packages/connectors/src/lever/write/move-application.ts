import { path, inputError, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeLever } from '../call-lever.ts';
import { readArchiveReasons } from '../read/references.ts';
import { requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { createNote } from './notes.ts';

export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId, remoteFields }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  await moveTo(context, application.remoteId, { stage: stageRemoteId, actor });
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}

/** https://hire.lever.co/developer/documentation#update-opportunity-stage */
export async function moveTo(
  context: ConnectorContext,
  opportunityId: string,
  { stage, actor }: { stage: string; actor: Actor },
): Promise<void> {
  await changeLever(context, {
    method: 'PUT',
    path: path`/opportunities/${opportunityId}/stage`,
    query: { ...actor },
    json: { stage },
    isIdempotent: true,
  });
}

/**
 * Archives with a reason; interviews that are planned stay.
 * https://hire.lever.co/developer/documentation#update-opportunity-archived-state
 */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId: reason, note, remoteFields }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  const actor = requireActor(context, remoteFields);
  await requireRejection(context, reason);
  await changeLever(context, {
    method: 'PUT',
    path: path`/opportunities/${remoteId}/archived`,
    query: { ...actor },
    json: { reason },
    isIdempotent: true,
  });
  const warnings: string[] = [];
  if (note !== null) {
    const write = () => createNote(context, remoteId, { value: note, actor });
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed: [{ model: 'applications', remoteId }], warnings };
}

/** Archiving with a reason of the type hired would hire. */
async function requireRejection(context: ConnectorContext, reasonId: string): Promise<void> {
  if (context.isDryRun) return;
  const reasons = await readArchiveReasons(context, 'rejection_reasons');
  const reason = reasons.find(({ parsed }) => parsed.id === reasonId)?.parsed;
  if (reason === undefined) throw inputError(`Lever does not have the archive reason ${reasonId}.`);
  if (reason.type === 'non-hired') return;
  throw inputError(
    `The archive reason "${reason.text ?? reasonId}" is not one that turns down: archiving with it would hire. Name a reason of \`GET /ats/rejection-reasons\`.`,
  );
}
