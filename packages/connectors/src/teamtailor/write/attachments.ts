import { contentTypeOf, linkedId, path } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { getTeamtailor, parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorCandidate, TeamtailorUpload } from '../remote-types.ts';
import { attachFile, sendFile } from './files.ts';
import { requireCandidate } from './target.ts';

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const candidateId = await requireCandidate(context, application);
  return addFile(context, attachment, { candidateId, jobId: application.jobRemoteId });
}

export function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  return addFile(context, attachment, { candidateId: candidate.remoteId, jobId: null });
}

async function addFile(
  context: ConnectorContext,
  { type, file }: OutgoingAttachment,
  owner: { candidateId: string; jobId: string | null },
): Promise<WriteOutcome> {
  const uri = await sendFile(context, file);
  await attachFile(context, { uri, name: file.name }, owner);
  // A file is no part of any record that we show.
  return { changed: [], warnings: type === 'CV' ? [besideResume(file.name)] : [] };
}

export const besideResume = (name: string): string =>
  `Teamtailor keeps one résumé of a candidate, which was not replaced: "${name}" is among the files.`;

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  return (await listFiles(context, candidate.remoteId)).map(({ record }) => record);
}

/** The résumé is of the candidate; a file may be of one job alone. */
export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  const files = await listFiles(context, await requireCandidate(context, application));
  const { jobRemoteId, remoteId } = application;
  return files.flatMap(({ record, jobId }) => {
    if (jobId === null) return [record];
    return jobId === jobRemoteId ? [{ ...record, application_remote_id: remoteId }] : [];
  });
}

/** Addresses of files are good for a minute at most: they are asked for when a file is opened. */
export const Reference = z.union([
  z.object({ resumeOf: z.string() }),
  z.object({ upload: z.string() }),
]);

export type Reference = z.infer<typeof Reference>;

interface ListedFile {
  record: AttachmentRecord;
  jobId: string | null;
}

async function listFiles(context: ConnectorContext, candidateId: string): Promise<ListedFile[]> {
  const ref = { model: 'candidates', reportIssue: context.reportIssue } as const;
  const { resource, included } = await getTeamtailor(context, {
    model: 'candidates',
    path: path`/candidates/${candidateId}`,
    query: { include: 'uploads.job' },
  });
  const candidate = parseAttributes(TeamtailorCandidate, resource, ref);
  const resume = candidate && addressOfResume(candidate);
  const uploads = included.all(resource, 'uploads').flatMap((upload) => {
    const file = parseAttributes(TeamtailorUpload, upload, ref);
    return file === null ? [] : [toUpload(file, linkedId(upload, 'job'))];
  });
  return resume ? [toResume(candidateId, resume), ...uploads] : uploads;
}

/** As it was sent, where Teamtailor has made another one of it. */
export function addressOfResume(
  candidate: Pick<TeamtailorCandidate, 'resume' | 'original-resume'>,
): string | null {
  return candidate['original-resume'] || candidate.resume || null;
}

function toResume(candidateId: string, address: string): ListedFile {
  const record = {
    remote_id: `resume:${candidateId}`,
    type: 'CV',
    ...nameAndType(nameIn(address)),
    reference: { resumeOf: candidateId },
  } as const;
  return { record, jobId: null };
}

function toUpload(file: TeamtailorUpload, jobId: string | null): ListedFile {
  const name = file['file-name'] || nameIn(file.url ?? '');
  const isLetter = /cover[\s_-]*letter|anschreiben|motivation/i.test(name);
  const record = {
    remote_id: file.id,
    type: isLetter ? 'COVER_LETTER' : 'OTHER',
    ...nameAndType(name),
    reference: { upload: file.id },
  } as const;
  return { record, jobId };
}

/** Teamtailor tells no type. */
function nameAndType(name: string) {
  return { file_name: name, content_type: contentTypeOf(name) };
}

function nameIn(address: string): string {
  const last = URL.parse(address)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'resume';
  } catch {
    return last;
  }
}
