import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { callAshby } from '../call-ashby.ts';
import { AshbyApplication, AshbyCandidate, AshbyJob } from '../remote-types.ts';
import { parseAnswer } from './parse-answer.ts';

// What writes look at before they change something.

/** https://developers.ashbyhq.com/reference/applicationinfo */
export async function getApplication(
  context: ConnectorContext,
  applicationId: string,
): Promise<AshbyApplication> {
  const method = 'application.info';
  return parseAnswer(AshbyApplication, await callAshby(context, method, { applicationId }), method);
}

/** https://developers.ashbyhq.com/reference/candidateinfo */
export async function getCandidate(context: ConnectorContext, id: string): Promise<AshbyCandidate> {
  const method = 'candidate.info';
  return parseAnswer(AshbyCandidate, await callAshby(context, method, { id }), method);
}

/** https://developers.ashbyhq.com/reference/jobinfo */
export async function getJob(context: ConnectorContext, id: string): Promise<AshbyJob> {
  const method = 'job.info';
  return parseAnswer(AshbyJob, await callAshby(context, method, { id }), method);
}

/** The candidate of an application: Ashby keeps notes, files and tags there. */
export async function candidateIdOf(
  context: ConnectorContext,
  application: { remoteId: string; candidateRemoteId: string | null },
): Promise<string> {
  if (application.candidateRemoteId !== null) return application.candidateRemoteId;
  const { candidate } = await getApplication(context, application.remoteId);
  if (candidate) return candidate.id;
  throw new RemoteError({
    kind: 'not-found',
    message: `Ashby tells no candidate of the application ${application.remoteId}.`,
    status: 200,
  });
}
