import { RemoteError, contentTypeOf } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OpenAttachment,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { callAshby, changeAshby } from '../call-ashby.ts';
import type { AshbyFile } from '../remote-types.ts';
import { parseAnswer } from './parse-answer.ts';
import { candidateIdOf, getCandidate } from './read-records.ts';
import { uploadFile } from './upload-file.ts';

// Ashby keeps all files on the candidate, one of them as the résumé.

/**
 * A CV becomes the résumé, which Ashby then reads into the profile; everything else is a file.
 * https://developers.ashbyhq.com/reference/candidateuploadresume
 * https://developers.ashbyhq.com/reference/candidateuploadfile
 */
export async function attach(
  context: ConnectorContext,
  candidateId: string,
  { type, file }: OutgoingAttachment,
): Promise<void> {
  if (type === 'CV') {
    const resumeHandle = await uploadFile(context, 'CandidateResume', file);
    await changeAshby(context, 'candidate.uploadResume', { candidateId, resumeHandle });
  } else {
    const fileHandle = await uploadFile(context, 'CandidateFiles', file);
    await changeAshby(context, 'candidate.uploadFile', { candidateId, fileHandle });
  }
}

export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  await attach(context, candidate.remoteId, attachment);
  return { changed: [{ model: 'candidates', remoteId: candidate.remoteId }], warnings: [] };
}

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const candidateId = await candidateIdOf(context, application);
  await attach(context, candidateId, attachment);
  return { changed: [{ model: 'candidates', remoteId: candidateId }], warnings: [] };
}

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const { resumeFileHandle, fileHandles } = await getCandidate(context, candidate.remoteId);
  const resume = resumeFileHandle ? [toAttachment(resumeFileHandle, 'CV')] : [];
  const others = (fileHandles ?? [])
    // A résumé may be listed among the files, too.
    .filter(({ id }) => id !== resumeFileHandle?.id)
    .map((file) => toAttachment(file, 'OTHER'));
  return [...resume, ...others];
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  const remoteId = await candidateIdOf(context, application);
  return getCandidateAttachments(context, { candidate: { remoteId } });
}

function toAttachment(file: AshbyFile, type: AttachmentRecord['type']): AttachmentRecord {
  const name = file.name ?? file.id;
  return {
    remote_id: file.id,
    type,
    file_name: name,
    // Ashby does not tell it.
    content_type: contentTypeOf(name),
    reference: file.handle,
  };
}

/** https://developers.ashbyhq.com/reference/fileinfo */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const method = 'file.info';
  if (typeof reference !== 'string') {
    throw new RemoteError({ kind: 'not-found', message: 'There is no such file.', status: null });
  }
  const answer = await callAshby(context, method, { fileHandle: reference });
  const { url } = parseAnswer(z.looseObject({ url: z.string() }), answer, method);
  return context.remote.download(url);
};
