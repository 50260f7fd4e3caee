import { RemoteError, toHtml, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo, createRecord } from '../call-odoo.ts';
import { getApplicant, isUnderWay } from './find-applicants.ts';
import { postNote } from './notes.ts';

const model = 'hr.applicant';

/** Odoo would move a refused applicant, too, and leave it refused: people restore it first. */
export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const applicant = await getApplicant(context, application.remoteId);
  if (!context.isDryRun && !isUnderWay(applicant)) {
    throw new RemoteError({
      kind: 'input',
      message: `The application was ${applicant.application_status} in Odoo: somebody has to restore it there before it can be moved.`,
      status: null,
    });
  }
  const vals = { stage_id: Number(stageRemoteId) };
  await changeOdoo(context, { model, method: 'write' }, { ids: [applicant.id], vals });
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}

/** As people do it, with the dialogue that asks for the reason. Nobody is sent an e-mail. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  const dialogue = 'applicant.get.refuse.reason';
  const id = await createRecord(context, dialogue, {
    refuse_reason_id: Number(rejectionReasonRemoteId),
    applicant_ids: [[6, 0, [Number(remoteId)]]],
    send_mail: false,
  });
  const apply = { model: dialogue, method: 'action_refuse_reason_apply' };
  await changeOdoo(context, apply, { ids: [id] });
  const changed = [{ model: 'applications', remoteId }] as const;
  const warnings: string[] = [];
  if (note !== null) {
    const write = () => postNote(context, remoteId, toHtml(note));
    await attempt(warnings, 'its note could not be written', write, 'The application was rejected');
  }
  return { changed, warnings };
}
