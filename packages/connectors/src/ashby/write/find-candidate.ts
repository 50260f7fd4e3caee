import { RemoteError, inParallel, parseResults, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { callAshby } from '../call-ashby.ts';
import { AshbyCandidate } from '../remote-types.ts';
import { getApplication } from './read-records.ts';

/**
 * Who has this very e-mail address, in whatever case; the search may find others, too.
 * https://developers.ashbyhq.com/reference/candidatesearch
 */
export async function findCandidate(
  context: ConnectorContext,
  email: string,
): Promise<AshbyCandidate | null> {
  const { results } = await callAshby(context, 'candidate.search', { email });
  const list = Array.isArray(results) ? results : [];
  const candidates = parseResults(AshbyCandidate, list, { model: 'candidates', context });
  const wanted = email.toLowerCase();
  const found = candidates.find(({ parsed }) =>
    [parsed.primaryEmailAddress, ...(parsed.emailAddresses ?? [])].some(
      (address) => address?.value.toLowerCase() === wanted,
    ),
  );
  return found?.parsed ?? null;
}

/** @throws RemoteError `already-exists` where an application for the job is under way, or was hired */
export async function requireNotApplied(
  context: ConnectorContext,
  { applicationIds }: AshbyCandidate,
  jobId: string,
): Promise<void> {
  const applications = await inParallel(applicationIds ?? [], (id) =>
    nullIfGone(() => getApplication(context, id)),
  );
  const found = applications.find(
    (application) => application?.job?.id === jobId && application.status !== 'Archived',
  );
  if (!found) return;
  throw new RemoteError({
    kind: 'already-exists',
    message: `The candidate already has the application ${found.id} for this job in Ashby.`,
    status: null,
  });
}
