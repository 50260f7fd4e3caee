import type { ApplicationTarget } from '@hirewire/connector-kit';
import { inputInvalid, recordId } from '@hirewire/contract';
import { findApplication, findJob, findRemoteId } from '@hirewire/store';
import type { StoredApplication, StoredJob } from '@hirewire/store';
import type { Action } from './action.ts';

/** Says that an id is a remote one: https://docs.kombo.dev names it for jobs and users. */
const remotePrefix = 'remote:';

type TargetSource = Pick<Action, 'database' | 'integration'>;

export interface FoundApplication extends ApplicationTarget {
  stored: StoredApplication;
}

export async function getApplication(action: TargetSource, id: string): Promise<FoundApplication> {
  const stored = await findApplication(action.database, keyOf(action, id));
  if (stored === null) throw unknown('application', id);
  const { remoteId, jobRemoteId, candidateRemoteId } = stored;
  return { remoteId, jobRemoteId, candidateRemoteId, stored };
}

export async function getCandidate(
  action: TargetSource,
  id: string,
): Promise<{ remoteId: string }> {
  const key = { ...keyOf(action, id), model: 'candidates' } as const;
  const remoteId = await findRemoteId(action.database, key);
  if (remoteId === null) throw unknown('candidate', id);
  return { remoteId };
}

/** `stored` is null for a remote id of a job that no sync has brought. */
export async function getJob(
  action: TargetSource,
  id: string,
): Promise<{ remoteId: string; stored: StoredJob | null }> {
  const remoteId = id.startsWith(remotePrefix) ? id.slice(remotePrefix.length) : null;
  if (remoteId === '') throw inputInvalid('`job_id` holds no id after `remote:`.');
  const recordOf = remoteId === null ? id : recordId(action.integration.id, 'jobs', remoteId);
  const stored = await findJob(action.database, keyOf(action, recordOf));
  if (remoteId !== null) return { remoteId, stored };
  if (stored === null) throw unknown('job', id);
  return { remoteId: stored.remoteId, stored };
}

/** The remote id of a stage, which has to be one of the job's where the job is known. */
export async function getStage(
  action: TargetSource,
  id: string,
  job: Pick<StoredJob, 'stageIds'> | null,
): Promise<string> {
  const key = { ...keyOf(action, id), model: 'application_stages' } as const;
  const remoteId = await findRemoteId(action.database, key);
  if (remoteId === null) throw unknown('stage', id);
  if (job !== null && !job.stageIds.includes(id)) {
    throw inputInvalid(
      `The stage ${id} does not belong to the job. Take one of the \`stages\` of the job.`,
    );
  }
  return remoteId;
}

export async function getRejectionReason(action: TargetSource, id: string): Promise<string> {
  const key = { ...keyOf(action, id), model: 'rejection_reasons' } as const;
  const remoteId = await findRemoteId(action.database, key);
  if (remoteId === null) throw unknown('rejection reason', id);
  return remoteId;
}

export async function getUser(action: TargetSource, id: string): Promise<string> {
  if (id.startsWith(remotePrefix)) return id.slice(remotePrefix.length);
  const key = { ...keyOf(action, id), model: 'users' } as const;
  const remoteId = await findRemoteId(action.database, key);
  if (remoteId === null) throw unknown('user', id);
  return remoteId;
}

function keyOf({ integration }: TargetSource, id: string): { integrationId: string; id: string } {
  // No id has one, and PostgreSQL cannot be asked for it.
  return { integrationId: integration.id, id: id.replaceAll('\0', '') };
}

function unknown(what: string, id: string) {
  const shown = id.length > 60 ? `${id.slice(0, 60)}…` : id;
  return inputInvalid(
    `There is no ${what} with the id "${shown}" in this integration. ` +
      'It may not have been synced yet, or may have been deleted in the tool.',
  );
}
