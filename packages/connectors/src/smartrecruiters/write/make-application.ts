import { RemoteError, jsonWithFile, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  OutgoingAttachment,
  RemoteRequest,
} from '@hirewire/connector-kit';
import { timeoutMs } from '../call-smartrecruiters.ts';
import { SmartRecruitersReference } from '../remote-types.ts';
import { toAnswers } from './answers.ts';
import { toCandidateBody, toConsent } from './candidate-body.ts';
import type { Fields } from './candidate-body.ts';
import type { SourceDetails } from './source.ts';

/**
 * Applies by the form of a posting, as applicants do: the only way that takes answers and consents.
 * A required CV is a part of it.
 * @returns the id of the candidate
 */
export async function applyByForm(
  context: ConnectorContext,
  input: CreateApplicationInput,
  { uuid, source, resume }: { uuid: string; source: SourceDetails | null; resume: Resume },
): Promise<string> {
  const answers = toAnswers(input.answers);
  const body = {
    ...toCandidateBody(input, source, 'form'),
    ...(answers.length > 0 && { answers }),
    ...toConsent(input),
  };
  try {
    return await create(context, path`/postings/${uuid}/candidates`, withResume(body, resume));
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
    const message = `The posting of the job is no longer there: ${error.message}`;
    throw new RemoteError({ kind: 'job-closed', message, status: error.status, cause: error });
  }
}

type Resume = OutgoingAttachment | undefined;
type Content = Pick<RemoteRequest, 'json'> | Pick<RemoteRequest, 'body'>;

function withResume(body: Fields, resume: Resume): Content {
  if (resume === undefined) return { json: body };
  const { file } = resume;
  const describe = (fileContent: string) => ({
    ...body,
    resume: { fileName: file.name, mimeType: file.contentType, fileContent },
  });
  return { body: jsonWithFile(describe, file) };
}

/**
 * Adds somebody to a job, as a recruiter does.
 * @returns the id of the candidate
 */
export async function addToJob(
  context: ConnectorContext,
  input: CreateApplicationInput,
  source: SourceDetails | null,
): Promise<string> {
  const json = toCandidateBody(input, source, 'job');
  return create(context, path`/jobs/${input.job.remoteId}/candidates`, { json });
}

async function create(context: ConnectorContext, address: string, content: Content) {
  try {
    const request = { method: 'POST', path: address, ...content, timeoutMs } as const;
    const { body, status } = await context.remote.request(request);
    const made = SmartRecruitersReference.safeParse(body).data;
    if (made !== undefined) return made.id;
    const message =
      'SmartRecruiters made an application, but does not tell whose. The next sync brings it.';
    throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'conflict') throw error;
    const { message, status } = error;
    throw new RemoteError({ kind: 'already-exists', message, status, cause: error });
  }
}
