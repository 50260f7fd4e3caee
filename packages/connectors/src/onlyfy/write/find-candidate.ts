import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { readOnlyfyPages } from '../call-onlyfy.ts';
import { candidatesPath } from '../read/candidates.ts';
import { isRejection } from '../read/status-sets.ts';
import { OnlyfyCandidate } from '../remote-types.ts';
import { readApplication } from './read-objects.ts';

/** Whoever signs in with an e-mail address. A filter that onlyfy did not know would list everybody. */
export async function findCandidate(
  context: ConnectorContext,
  email: string,
): Promise<OnlyfyCandidate | null> {
  const wanted = email.toLowerCase();
  const list = { path: candidatesPath, query: { email }, hasFiles: true };
  for await (const { rows } of readOnlyfyPages(context, list)) {
    const people = parseResults(OnlyfyCandidate, rows, { model: 'candidates', context });
    const found = people.find(({ parsed }) => parsed.email?.trim().toLowerCase() === wanted);
    if (found !== undefined) return found.parsed;
  }
  return null;
}

/**
 * Somebody who was turned down, or has withdrawn, may apply again.
 * @throws RemoteError of kind `already-exists`
 */
export async function requireNotApplied(
  context: ConnectorContext,
  { job_applications: applications }: OnlyfyCandidate,
  jobId: string,
): Promise<void> {
  for (const { id } of (applications ?? []).filter((one) => one.job_id === jobId)) {
    const { parsed } = await readApplication(context, id);
    const status = parsed.current_job_application_status;
    if (parsed.canceled_at || (status && isRejection(status))) continue;
    const message = `The person already has the application ${id} for this job in onlyfy.`;
    throw new RemoteError({ kind: 'already-exists', message, status: null });
  }
}
