import { RemoteError, path } from '@hirewire/connector-kit';
import type { ConnectorContext, OutgoingFile } from '@hirewire/connector-kit';
import { changeTeamtailor, linkTo } from '../call-teamtailor.ts';
import { TeamtailorFile } from '../remote-types.ts';

const fileTimeoutMs = 120_000;

/**
 * Sends a file, which gets an address that a résumé or an upload can name for a while. Nothing refers
 * to it before, so that it may be sent twice. Not documented: a client in production does it so
 * (README, "Not verified").
 */
export async function sendFile(context: ConnectorContext, file: OutgoingFile): Promise<string> {
  const { body, status } = await context.remote.request({
    method: 'POST',
    path: '/files',
    form: [{ name: 'file', value: file }],
    isIdempotent: true,
    timeoutMs: fileTimeoutMs,
  });
  const sent = TeamtailorFile.safeParse(body);
  if (sent.success) return sent.data.uri;
  // Names of files are often those of people.
  const message = 'Teamtailor took a file, but does not tell how to name it. Try again later.';
  throw new RemoteError({ kind: 'unavailable', message, status });
}

export interface SentFile {
  /** From `sendFile`. */
  uri: string;
  name: string;
}

/** https://docs.teamtailor.com/#uploads */
export async function attachFile(
  context: ConnectorContext,
  { uri, name }: SentFile,
  { candidateId, jobId }: { candidateId: string; jobId: string | null },
): Promise<void> {
  await changeTeamtailor(context, {
    method: 'POST',
    path: '/uploads',
    data: {
      type: 'uploads',
      attributes: { url: uri, 'file-name': name },
      relationships: {
        candidate: linkTo('candidates', candidateId),
        ...(jobId !== null && { job: linkTo('jobs', jobId) }),
      },
    },
  });
}

/** https://docs.teamtailor.com/#candidates (update) */
export async function setResume(
  context: ConnectorContext,
  candidateId: string,
  uri: string,
): Promise<void> {
  await changeTeamtailor(context, {
    method: 'PATCH',
    path: path`/candidates/${candidateId}`,
    data: { id: candidateId, type: 'candidates', attributes: { resume: uri } },
  });
}
