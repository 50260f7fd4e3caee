import { path, attempt } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeRecruitee, notTold } from '../call-recruitee.ts';
import { RecruiteeReference } from '../remote-types.ts';
import { ownerOf } from './owner.ts';
import { readFiles } from './read-files.ts';

export const fileTimeoutMs = 120_000;

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const warnings = await addFile(context, await ownerOf(context, application), attachment);
  return { changed: [], warnings };
}

export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  return { changed: [], warnings: await addFile(context, candidate.remoteId, attachment) };
}

/**
 * Uploads a file, and makes a CV the one of the candidate. The parts are named as clients of live
 * accounts name them (jnot807/recruitee-mcp, August 2026).
 * @returns warnings
 */
export async function addFile(
  context: ConnectorContext,
  candidateId: string,
  { file, type }: OutgoingAttachment,
): Promise<string[]> {
  const made = await changeRecruitee(context, 'attachment', {
    method: 'POST',
    path: '/attachments',
    form: [
      { name: 'attachment[file]', value: file },
      { name: 'attachment[candidate_id]', value: candidateId },
    ],
    timeoutMs: fileTimeoutMs,
  });
  const id = RecruiteeReference.safeParse(made).data?.id;
  if (id === undefined) throw notTold('which file it made');
  if (type !== 'CV') return [];
  const warnings: string[] = [];
  const address = path`/candidates/${candidateId}/set_as_cv/${id}`;
  const set = () => changeRecruitee(context, 'candidate', { method: 'PATCH', path: address });
  await attempt(warnings, 'not made the CV', set, `"${file.name}" was added as a file`);
  return warnings;
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  return listFiles(context, await ownerOf(context, application));
}

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  return listFiles(context, candidate.remoteId);
}

async function listFiles(
  context: ConnectorContext,
  candidateId: string,
): Promise<AttachmentRecord[]> {
  return (await readFiles(context, candidateId)).map(({ record }) => record);
}
