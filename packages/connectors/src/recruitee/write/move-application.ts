import { path, attempt } from '@hirewire/connector-kit';
import type {
  ApplicationTarget,
  ChangedRecord,
  ConnectorContext,
  Json,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeRecruitee } from '../call-recruitee.ts';
import { RecruiteePlacement } from '../remote-types.ts';
import { createNote } from './notes.ts';
import { ownerOf, toVendorId } from './owner.ts';

export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  await moveTo(context, application.remoteId, stageRemoteId);
  return { changed: [changeOf(application)], warnings: [] };
}

/** With its candidate, as nothing reads a single placement. */
function changeOf({ remoteId, candidateRemoteId }: ApplicationTarget): ChangedRecord {
  const candidate = candidateRemoteId !== null && { candidateRemoteId };
  return { model: 'applications', remoteId, ...candidate };
}

/** One that was rejected is no longer, in its new stage. */
export async function moveTo(
  context: ConnectorContext,
  placementId: string,
  stageId: string,
): Promise<void> {
  await changeRecruitee(context, 'placement', {
    method: 'PATCH',
    path: path`/placements/${placementId}/change_stage`,
    json: { stage_id: toVendorId(stageId) },
    isIdempotent: true,
  });
}

/** What a second rejection does is not known: it is sent once. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId: reason, note }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  const placement = await changeRecruitee(context, 'placement', {
    method: 'PATCH',
    path: path`/placements/${remoteId}/disqualify`,
    json: { disqualify_reason_id: toVendorId(reason) },
  });
  const warnings: string[] = [];
  if (note !== null) {
    const write = async () => {
      const candidateRemoteId = application.candidateRemoteId ?? candidateOf(placement);
      const candidate = await ownerOf(context, { ...application, candidateRemoteId });
      await createNote(context, candidate, { content: note });
    };
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed: [changeOf(application)], warnings };
}

function candidateOf(placement: Json): string | null {
  return RecruiteePlacement.safeParse(placement).data?.candidate_id ?? null;
}
