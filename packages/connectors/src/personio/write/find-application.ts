import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { readWholeList } from '../call-personio.ts';
import { applicationsPath } from '../read/applications.ts';
import { PersonioApplication } from '../remote-types.ts';

/** A person's application for a job, as Personio shows it. */
export interface FoundApplication {
  applicationId: string;
  candidateId: string;
}

/**
 * The application of somebody with this e-mail address for this job; null where there is none. The
 * address is compared once more: a filter that Personio did not know would let everybody through.
 * https://developer.personio.de/reference/get_v2-recruiting-applications (`candidate.email`)
 */
export async function findApplication(
  context: ConnectorContext,
  { candidate, job }: Pick<CreateApplicationInput, 'candidate' | 'job'>,
): Promise<FoundApplication | null> {
  const email = candidate.email_address;
  const list = { path: applicationsPath, query: { 'candidate.email': email } };
  const rows = await readWholeList(context, list);
  const found = parseResults(PersonioApplication, rows, { model: 'applications', context });
  for (const { parsed } of found) {
    const isTheirs = parsed.candidate?.email?.toLowerCase() === email.toLowerCase();
    const candidateId = parsed.candidate?.id ?? null;
    if (isTheirs && candidateId !== null && parsed.job?.id === job.remoteId) {
      return { applicationId: parsed.id, candidateId };
    }
  }
  return null;
}
