import {
  RemoteError,
  contentTypeOf,
  jsonWithFile,
  parseResults,
  toIsoDate,
} from '@hirewire/connector-kit';
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
import { changeGreenhouse, readByIds, toNumber } from '../call-greenhouse.ts';
import { GreenhouseAttachment, GreenhouseReference } from '../remote-types.ts';
import { attachmentTypes, attachmentWords } from '../vocabulary.ts';
import { findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import {
  listApplications,
  mainApplication,
  requireApplication,
  requirePerson,
} from './find-records.ts';

const attachmentsPath = '/attachments';
export const fileTimeoutMs = 120_000;

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment, remoteFields }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  await addFile(context, application.remoteId, { attachment, actor });
  // A file is no part of any record that we show.
  return { changed: [], warnings: [] };
}

export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment, remoteFields }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const application = await mainApplication(context, candidate.remoteId);
  await addFile(context, application, { attachment, actor });
  return { changed: [], warnings: [] };
}

/** https://harvestdocs.greenhouse.io/reference/post_v3-attachments */
export async function addFile(
  context: ConnectorContext,
  applicationId: string,
  { attachment: { file, type }, actor }: { attachment: OutgoingAttachment; actor: Actor },
): Promise<void> {
  const about = {
    application_id: toNumber(applicationId),
    filename: file.name,
    type: attachmentWords[type],
    visibility: 'public',
  };
  await changeGreenhouse(context, 'POST', {
    path: attachmentsPath,
    body: jsonWithFile((content) => ({ ...about, content }), file),
    timeoutMs: fileTimeoutMs,
    ...actor,
  });
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application: { remoteId } }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  const files = await listFiles(context, 'application_ids', [remoteId]);
  // An application that is not there has no files either.
  if (files.length === 0) await requireApplication(context, remoteId);
  return files;
}

/** The candidate may be missing on a file, which is always one of an application. */
export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate: { remoteId } }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const applications = (await listApplications(context, remoteId)).map(({ id }) => id);
  const files = [
    ...(await listFiles(context, 'candidate_ids', [remoteId])),
    ...(await listFiles(context, 'application_ids', applications)),
  ];
  if (files.length + applications.length === 0) await requirePerson(context, remoteId);
  return [...new Map(files.map((file) => [file.remote_id, file])).values()];
}

async function listFiles(
  context: ConnectorContext,
  filter: string,
  ids: readonly string[],
): Promise<AttachmentRecord[]> {
  const rows = await readByIds(context, { path: attachmentsPath, filter }, ids);
  const found = parseResults(GreenhouseAttachment, rows, { model: 'applications', context });
  return found.map(({ parsed }) => {
    const name = parsed.filename || parsed.id;
    return {
      remote_id: parsed.id,
      type: attachmentTypes[parsed.type ?? ''] ?? 'OTHER',
      file_name: name,
      // Greenhouse does not tell it.
      content_type: contentTypeOf(name),
      remote_created_at: toIsoDate(parsed.created_at, null),
      remote_updated_at: toIsoDate(parsed.updated_at, null),
      application_remote_id: parsed.application_id ?? null,
      reference: { id: parsed.id },
    };
  });
}

/** Addresses are good for seven days, and anew whenever the file is listed. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const id = GreenhouseReference.safeParse(reference).data?.id;
  const rows = id === undefined ? [] : await readByIds(context, { path: attachmentsPath }, [id]);
  const [found] = parseResults(GreenhouseAttachment, rows, { model: 'applications', context });
  if (found?.parsed.url) return context.remote.download(found.parsed.url);
  const message = 'Greenhouse no longer has this file.';
  throw new RemoteError({ kind: 'not-found', message, status: null });
};
