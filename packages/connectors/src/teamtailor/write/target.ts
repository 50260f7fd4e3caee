import { RemoteError, linkedId, path } from '@hirewire/connector-kit';
import type { ApplicationTarget, ConnectorContext } from '@hirewire/connector-kit';
import { getTeamtailor } from '../call-teamtailor.ts';

/**
 * The candidate of an application, on whom Teamtailor keeps notes and files.
 * @throws RemoteError
 */
export async function requireCandidate(
  context: ConnectorContext,
  { remoteId, candidateRemoteId }: ApplicationTarget,
): Promise<string> {
  if (candidateRemoteId !== null) return candidateRemoteId;
  if (context.isDryRun) return '<candidate of the application>';
  const { resource } = await getTeamtailor(context, {
    model: 'applications',
    path: path`/job-applications/${remoteId}`,
    query: { include: 'candidate' },
  });
  const candidate = linkedId(resource, 'candidate');
  if (candidate !== null) return candidate;
  const message = `Teamtailor does not tell whose application ${remoteId} is.`;
  throw new RemoteError({ kind: 'not-found', message, status: null });
}
