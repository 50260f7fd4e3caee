import { RemoteError, linkedId, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  JsonApiResource,
} from '@hirewire/connector-kit';
import { getTeamtailor, parseAttributes, readWholeList } from '../call-teamtailor.ts';
import { listStages } from '../read/jobs.ts';
import { TeamtailorCandidate, TeamtailorJob } from '../remote-types.ts';
import { jobStatuses } from '../vocabulary.ts';

/** Somebody whom Teamtailor has already. */
export interface KnownCandidate {
  candidate: TeamtailorCandidate;
  /** Ids of their answers by those of the questions. */
  answerIds: ReadonlyMap<string, string>;
}

/**
 * Who has the e-mail address, which is unique among candidates.
 * @throws RemoteError of kind `already-exists` where they have applied for the job
 */
export async function findCandidate(
  context: ConnectorContext,
  email: string,
  jobId: string,
): Promise<KnownCandidate | null> {
  const model = 'candidates';
  const ref = { model, reportIssue: context.reportIssue } as const;
  const query = { 'filter[email]': email, include: 'job-applications.job,answers.question' };
  const rows = await readWholeList(context, { model, path: '/candidates', query });
  for (const { resource, included } of rows) {
    const candidate = parseAttributes(TeamtailorCandidate, resource, ref);
    // Whatever becomes of the filter, nobody gets another one's application.
    if (candidate?.email?.trim().toLowerCase() !== email.trim().toLowerCase()) continue;
    const applications = included.all(resource, 'job-applications');
    if (applications.some((one) => linkedId(one, 'job') === jobId)) throw alreadyApplied(null);
    return { candidate, answerIds: idsByQuestion(included.all(resource, 'answers')) };
  }
  return null;
}

function idsByQuestion(answers: readonly JsonApiResource[]): Map<string, string> {
  return new Map(answers.map((answer) => [linkedId(answer, 'question') ?? '', answer.id]));
}

export function alreadyApplied(cause: RemoteError | null): RemoteError {
  const message = 'The candidate has already applied for this job in Teamtailor.';
  return new RemoteError({ kind: 'already-exists', message, status: cause?.status ?? null, cause });
}

/**
 * That the job takes applications, and has the stage that is asked for.
 * @throws RemoteError
 */
export async function requireOpenJob(
  context: ConnectorContext,
  { job: { remoteId }, stageRemoteId }: Pick<CreateApplicationInput, 'job' | 'stageRemoteId'>,
): Promise<void> {
  const model = 'jobs';
  const { reportIssue } = context;
  const ref = (field: string) => ({ model, field, reportIssue }) as const;
  const { resource, included } = await getTeamtailor(context, {
    model,
    path: path`/jobs/${remoteId}`,
    query: { include: 'stages' },
  });
  const job = parseAttributes(TeamtailorJob, resource, ref(''));
  const word = job?.['human-status'] || job?.status || '';
  const isOpen = Object.entries(jobStatuses).some(([one, is]) => one === word && is === 'OPEN');
  if (!isOpen) throw jobClosed(`"${job?.title ?? remoteId}" is ${word || 'not open'}`, null);
  const stages = listStages(resource, { included, ref }).map(({ remote_id: id }) => id);
  if (context.isDryRun || stageRemoteId === null || stages.includes(stageRemoteId)) return;
  const message = `The job ${remoteId} of Teamtailor does not have the stage ${stageRemoteId}. Name one of its \`stages\`.`;
  throw new RemoteError({ kind: 'input', message, status: null });
}

export function jobClosed(what: string, cause: RemoteError | null): RemoteError {
  const message = `The job takes no applications in Teamtailor: ${what}.`;
  return new RemoteError({ kind: 'job-closed', message, status: cause?.status ?? null, cause });
}
