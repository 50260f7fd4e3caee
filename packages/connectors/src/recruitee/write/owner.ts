import { RemoteError } from '@hirewire/connector-kit';
import type { ApplicationTarget, ConnectorContext } from '@hirewire/connector-kit';
import { findOwners } from '../read/applications.ts';

/**
 * The candidate of an application, on whom Recruitee keeps notes and files.
 * @throws RemoteError of kind `not-found`
 */
export async function ownerOf(
  context: ConnectorContext,
  { remoteId, candidateRemoteId }: ApplicationTarget,
): Promise<string> {
  if (candidateRemoteId !== null) return candidateRemoteId;
  if (context.isDryRun) return '<candidate>';
  const owner = (await findOwners(context, [remoteId])).get(remoteId);
  if (owner !== undefined) return owner;
  const message = `Recruitee has no placement ${remoteId}.`;
  throw new RemoteError({ kind: 'not-found', message, status: null });
}

/** Ids are numbers in what Recruitee is sent. */
export function toVendorId(id: string): number | string {
  const number = Number(id);
  return /^\d+$/.test(id) && Number.isSafeInteger(number) ? number : id;
}
