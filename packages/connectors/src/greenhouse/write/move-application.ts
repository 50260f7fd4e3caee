import { RemoteError, parseResults, path, inputError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeGreenhouse, readByIds, toNumber } from '../call-greenhouse.ts';
import { stagesOfApplications } from '../read/applications.ts';
import { GreenhouseApplicationStage } from '../remote-types.ts';
import type { GreenhouseApplication } from '../remote-types.ts';
import { outcomes } from '../vocabulary.ts';
import { extraFields, findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { requireApplication } from './find-records.ts';

export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId, remoteFields }: MoveApplicationInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  await moveTo(context, application.remoteId, { stageRemoteId, actor });
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}

/**
 * Moves an application, which may send e-mails by the rules of the customer. `from_stage_id` is a
 * compare-and-swap: most clients send the stage of the job there, one sends the id of the stay in it
 * (README, "Not verified"). A wrong one is refused with nothing done, so that the other is tried.
 */
export async function moveTo(
  context: ConnectorContext,
  id: string,
  { stageRemoteId, actor }: { stageRemoteId: string; actor: Actor },
): Promise<void> {
  const application = context.isDryRun ? { id } : await requireApplication(context, id);
  requireInProcess(application);
  const { stage, stay } = await currentStage(context, application);
  if (stage === stageRemoteId) return;
  const move = (from: string) =>
    changeGreenhouse(context, 'POST', {
      path: path`/applications/${id}/move`,
      json: { from_stage_id: toNumber(from), to_stage_id: toNumber(stageRemoteId) },
      ...actor,
    });
  const [first, second] = [stage, stay].filter((one) => one !== null);
  if (first === undefined) {
    throw inputError(
      `The application ${id} is in no stage, so that Greenhouse cannot move it: it is a prospect, or it was rejected or hired.`,
    );
  }
  try {
    await move(first);
  } catch (error) {
    if (!isRefused(error) || second === undefined) throw error;
    const [outcome] = await Promise.allSettled([move(second)]);
    if (outcome.status === 'fulfilled') return;
    // The first refusal is the one to tell, if both are refused.
    throw isRefused(outcome.reason) ? error : outcome.reason;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof RemoteError && error.status === 422;
}

function requireInProcess({ id, status }: Partial<GreenhouseApplication> & { id: string }): void {
  if (!status || outcomes[status] === 'PENDING') return;
  throw inputError(`The application ${id} is ${status}: only one in process can be moved.`);
}

async function currentStage(
  context: ConnectorContext,
  application: Partial<GreenhouseApplication> & { id: string },
): Promise<{ stage: string | null; stay: string | null }> {
  const { id, job_interview_stage_id: stage = null, stage_id: stay = null } = application;
  if (context.isDryRun) return { stage: '0', stay: null };
  if (stage !== null) return { stage, stay };
  const { path: list, filter } = stagesOfApplications;
  const rows = await readByIds(context, { path: list, filter, query: { current: true } }, [id]);
  const found = parseResults(GreenhouseApplicationStage, rows, { model: 'applications', context });
  const current = found.find(({ parsed }) => parsed.current === true)?.parsed;
  return { stage: current?.job_interview_stage_id ?? null, stay: stay ?? current?.id ?? null };
}

/** No e-mail is sent, unless `rejection_email` asks for one. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note, remoteFields }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const email = extraFields(remoteFields, 'rejection_email');
  await changeGreenhouse(context, 'POST', {
    path: path`/applications/${application.remoteId}/reject`,
    json: {
      rejection_reason_id: toNumber(rejectionReasonRemoteId),
      ...(note !== null && { notes: note }),
      ...(Object.keys(email).length > 0 && { rejection_email: email }),
    },
    ...actor,
  });
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}
