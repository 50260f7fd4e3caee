import { jsonWithFile, path } from '@hirewire/connector-kit';
import type {
  AddNoteInput,
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ConnectorContext,
  OutgoingFile,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { findActingMember } from './acting-member.ts';

/** A file of several megabytes takes longer than other requests. */
export const fileTimeoutMs = 120_000;

interface Comment {
  member: string;
  body: string;
  attachment?: OutgoingFile;
}

/** https://workable.readme.io/reference/comment-on-candidate: one file at most. */
export async function createComment(
  context: ConnectorContext,
  candidateId: string,
  { member, body, attachment }: Comment,
): Promise<void> {
  const request = { method: 'POST', path: path`/candidates/${candidateId}/comments` } as const;
  if (attachment === undefined) {
    await context.remote.request({ ...request, json: { member_id: member, comment: { body } } });
    return;
  }
  const { name } = attachment;
  await context.remote.request({
    ...request,
    body: jsonWithFile(
      (data) => ({ member_id: member, comment: { body, attachment: { name, data } } }),
      attachment,
    ),
    timeoutMs: fileTimeoutMs,
  });
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const member = await findActingMember(context, remoteFields);
  await createComment(context, application.remoteId, { member, body: content });
  return nothingShown;
}

/** A comment is no part of any record that we can read by its id: the next sync brings it. */
export const nothingShown: WriteOutcome = { changed: [], warnings: [] };

// Native results are for partners of Workable: a link is a comment.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link, remoteFields }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  const member = await findActingMember(context, remoteFields);
  await createComment(context, application.remoteId, { member, body: toText(link) });
  return nothingShown;
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link, remoteFields }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  const member = await findActingMember(context, remoteFields);
  await createComment(context, candidate.remoteId, { member, body: toText(link) });
  return nothingShown;
}

function toText({ label, url, details }: ResultLinkDraft): string {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  return [`${label}: ${url}`, ...figures].join('\n');
}
