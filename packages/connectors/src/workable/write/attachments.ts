import {
  contentTypeOf,
  jsonWithFile,
  parseRemote,
  parseResults,
  path,
} from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  Json,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-workable.ts';
import { readCandidate } from '../read/sources.ts';
import { WorkableCandidate, WorkableFile } from '../remote-types.ts';
import { attachmentTypes } from '../vocabulary.ts';
import { findActingMember } from './acting-member.ts';
import { createComment, fileTimeoutMs, nothingShown } from './comments.ts';

export function addApplicationAttachment(
  context: ConnectorContext,
  { application, ...input }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  return addFile(context, application.remoteId, input);
}

export function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, ...input }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  return addFile(context, candidate.remoteId, input);
}

/**
 * A CV replaces the one that is there, as in Workable's own pages. No request adds another file: it comes
 * with a comment.
 */
async function addFile(
  context: ConnectorContext,
  candidateId: string,
  { attachment, remoteFields }: Omit<ApplicationAttachmentInput, 'application'>,
): Promise<WriteOutcome> {
  if (attachment.type === 'CV') await replaceResume(context, candidateId, attachment);
  else {
    const { file } = attachment;
    const member = await findActingMember(context, remoteFields);
    await createComment(context, candidateId, { member, body: file.name, attachment: file });
  }
  return nothingShown;
}

/**
 * https://workable.readme.io/reference/update-candidate; that it takes a CV is not
 * verified, nor that a second one leaves no trace of the first: it is sent once.
 */
async function replaceResume(
  context: ConnectorContext,
  candidateId: string,
  { file }: OutgoingAttachment,
): Promise<void> {
  await context.remote.request({
    method: 'PATCH',
    path: path`/candidates/${candidateId}`,
    body: jsonWithFile((data) => ({ candidate: { resume: { name: file.name, data } } }), file),
    timeoutMs: fileTimeoutMs,
  });
}

export function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  return listFiles(context, application.remoteId);
}

export function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  return listFiles(context, candidate.remoteId);
}

export interface ListedFile {
  /** The name, and which of those of the same name: files have no ids. */
  id: string;
  name: string;
  kind: string | null;
  /** Good for some hours. */
  url: string | null;
}

/** A CV that is not among the files has an address of its own. */
export async function findFiles(
  context: ConnectorContext,
  candidateId: string,
): Promise<ListedFile[]> {
  const list = {
    path: path`/candidates/${candidateId}/files`,
    name: 'files',
    idOf: toKey,
    hasPages: false,
  };
  const rows = await readWholeList(context, list);
  const files = parseResults(WorkableFile, rows, { model: 'candidates', context }).map(
    ({ parsed: { name, kind = null, preview_url: url = null } }) => ({ name, kind, url }),
  );
  const hasResume = files.some(({ kind }) => kind === 'resume');
  const all = hasResume ? files : [...(await findResume(context, candidateId)), ...files];
  return all.map((file, index) => {
    const same = all.slice(0, index).filter(({ name }) => name === file.name).length;
    return { ...file, id: same === 0 ? file.name : `${file.name}#${same + 1}` };
  });
}

const toKey = (row: Json): string => JSON.stringify(row);

async function findResume(context: ConnectorContext, candidateId: string) {
  const raw = await readCandidate(context, candidateId);
  const ref = { model: 'candidates', reportIssue: context.reportIssue } as const;
  const candidate = raw === null ? null : parseRemote(WorkableCandidate, raw, ref);
  const url = candidate?.resume_url;
  if (!url) return [];
  return [{ name: candidate.resume_metadata?.filename || 'resume', kind: 'resume', url }];
}

async function listFiles(
  context: ConnectorContext,
  candidateId: string,
): Promise<AttachmentRecord[]> {
  const files = await findFiles(context, candidateId);
  return files.map(({ id, name, kind }) => ({
    remote_id: id,
    type: typeOf(kind),
    file_name: name,
    // Workable does not tell it.
    content_type: contentTypeOf(name),
    application_remote_id: candidateId,
    reference: { candidateId, id },
  }));
}

function typeOf(kind: string | null): AttachmentRecord['type'] {
  return Object.entries(attachmentTypes).find(([word]) => word === kind)?.[1] ?? 'OTHER';
}
