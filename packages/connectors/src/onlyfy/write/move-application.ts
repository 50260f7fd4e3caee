import { inputError, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  MoveApplicationInput,
  RejectApplicationInput,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOnlyfy } from '../call-onlyfy.ts';
import { isRejection, readStatusSets } from '../read/status-sets.ts';
import type { OnlyfyStatus } from '../remote-types.ts';
import { readApplication, readJob } from './read-objects.ts';

/** A status that hires or rejects does so, as in onlyfy's own pages. */
export async function moveApplicationToStage(
  context: ConnectorContext,
  { application, stageRemoteId }: MoveApplicationInput,
): Promise<WriteOutcome> {
  await giveStatus(context, application.remoteId, { status: stageRemoteId, reason: null });
  return { changed: [{ model: 'applications', remoteId: application.remoteId }], warnings: [] };
}

/** Each is logged, so that a second one is not nothing: sent once. */
export async function giveStatus(
  context: ConnectorContext,
  applicationId: string,
  { status, reason }: { status: string; reason: string | null },
): Promise<void> {
  await changeOnlyfy(context, {
    method: 'PUT',
    path: path`/application/${applicationId}/status/${status}`,
    json: reason === null ? {} : { reason },
  });
}

/** A reason of ours is a status that rejects. What is written beside it is the note. */
export async function rejectApplication(
  context: ConnectorContext,
  { application, rejectionReasonRemoteId, note }: RejectApplicationInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  const { status, warnings } = context.isDryRun
    ? { status: rejectionReasonRemoteId, warnings: [] }
    : await findRejection(context, remoteId, rejectionReasonRemoteId);
  await giveStatus(context, remoteId, { status, reason: note });
  return { changed: [{ model: 'applications', remoteId }], warnings };
}

/**
 * Reasons are listed for the whole account, and each job has statuses of its own: where its set has not
 * the one that was asked for, it is the one of the same name, or else of the same kind.
 */
async function findRejection(
  context: ConnectorContext,
  applicationId: string,
  wantedId: string,
): Promise<{ status: string; warnings: string[] }> {
  const own = await listStatuses(context, applicationId);
  const exact = own.find(({ id }) => id === wantedId);
  if (exact !== undefined) return { status: requireRejection(exact).id, warnings: [] };
  const wanted = requireRejection(await findStatus(context, wantedId));
  const rejections = own.filter(isRejection);
  const substitute =
    rejections.find(({ name }) => isSameName(name, wanted.name)) ??
    rejections.find((one) => isByCandidate(one) === isByCandidate(wanted));
  if (substitute === undefined) {
    const names = rejections.map(({ name, id }) => `"${name ?? id}"`).join(', ') || 'none';
    throw inputError(
      `The job of the application ${applicationId} has no status like "${wanted.name ?? wantedId}" in onlyfy. Statuses of it that reject: ${names}.`,
    );
  }
  if (isSameName(substitute.name, wanted.name)) return { status: substitute.id, warnings: [] };
  const warning = `The job has no status "${wanted.name ?? wantedId}" in onlyfy: the application was rejected with "${substitute.name ?? substitute.id}".`;
  return { status: substitute.id, warnings: [warning] };
}

async function listStatuses(
  context: ConnectorContext,
  applicationId: string,
): Promise<readonly OnlyfyStatus[]> {
  const { job_id: jobId } = (await readApplication(context, applicationId)).parsed;
  if (!jobId) throw inputError(`The application ${applicationId} has no job in onlyfy.`);
  return (await readJob(context, jobId)).parsed.job_application_status_set?.statuses ?? [];
}

async function findStatus(context: ConnectorContext, id: string): Promise<OnlyfyStatus> {
  const sets = await readStatusSets(context, 'rejection_reasons');
  const found = sets.flatMap(({ parsed }) => parsed.statuses ?? []).find((one) => one.id === id);
  if (found !== undefined) return found;
  throw inputError(`onlyfy has no status ${id}. Name one of \`GET /ats/rejection-reasons\`.`);
}

/** Another status would move the application on, or hire. */
function requireRejection(status: OnlyfyStatus): OnlyfyStatus {
  if (isRejection(status)) return status;
  throw inputError(
    `The status "${status.name ?? status.id}" does not reject in onlyfy. Name one of \`GET /ats/rejection-reasons\`.`,
  );
}

function isByCandidate({ is_rejected_by_candidate: is }: OnlyfyStatus): boolean {
  return is === true;
}

function isSameName(one: string | null | undefined, other: string | null | undefined): boolean {
  return Boolean(one) && one?.trim().toLowerCase() === other?.trim().toLowerCase();
}
