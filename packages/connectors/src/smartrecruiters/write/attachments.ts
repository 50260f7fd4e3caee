import {
  RemoteError,
  contentTypeOf,
  inParallel,
  parseResults,
  path,
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
import { z } from 'zod';
import { readRows, timeoutMs } from '../call-smartrecruiters.ts';
import { applicationsOf } from '../read/candidate-list.ts';
import { findPerson } from '../read/details.ts';
import { applicationIdOf } from '../read/ids.ts';
import type { ApplicationIds } from '../read/ids.ts';
import { SmartRecruitersFile } from '../remote-types.ts';
import { attachmentTypes } from '../vocabulary.ts';
import { idsOf } from './target.ts';

/** A file is no part of any record that we read. */
const nothingShown: WriteOutcome = { changed: [], warnings: [] };

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  await addFile(context, idsOf(application), attachment);
  return nothingShown;
}

/** Files are of applications: that of the main one is where recruiters look. */
export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  const [main] = await requireApplications(context, candidate.remoteId);
  if (main === undefined) {
    const message = `The candidate ${candidate.remoteId} has no application in SmartRecruiters, and files are of applications.`;
    throw new RemoteError({ kind: 'input', message, status: null });
  }
  await addFile(context, main, attachment);
  return nothingShown;
}

export async function addFile(
  context: ConnectorContext,
  { candidateId, jobId }: ApplicationIds,
  { type, file }: OutgoingAttachment,
): Promise<void> {
  await context.remote.request({
    method: 'POST',
    path: path`/candidates/${candidateId}/jobs/${jobId}/attachments`,
    form: [
      { name: 'attachmentType', value: attachmentTypes[type] },
      { name: 'file', value: file },
    ],
    timeoutMs,
  });
}

async function requireApplications(
  context: ConnectorContext,
  candidateId: string,
): Promise<ApplicationIds[]> {
  const person = await findPerson(context, 'candidates', candidateId);
  if (person !== null) return applicationsOf(person.parsed);
  const message = `SmartRecruiters does not have the candidate ${candidateId}, or no longer.`;
  throw new RemoteError({ kind: 'not-found', message, status: 404 });
}

export function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  return listFiles(context, idsOf(application));
}

/** A file may be shown at several applications. */
export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const applications = await requireApplications(context, candidate.remoteId);
  const all = (await inParallel(applications, (ids) => listFiles(context, ids))).flat();
  const first = new Map(all.toReversed().map((file) => [file.remote_id, file]));
  return all.filter((file) => first.get(file.remote_id) === file);
}

async function listFiles(
  context: ConnectorContext,
  ids: ApplicationIds,
): Promise<AttachmentRecord[]> {
  const { candidateId, jobId } = ids;
  const address = path`/candidates/${candidateId}/jobs/${jobId}/attachments`;
  const rows = await readRows(context, address);
  const files = parseResults(SmartRecruitersFile, rows, { model: 'candidates', context });
  return files.map(({ parsed: { id, name, type, contentType } }) => ({
    remote_id: id,
    type: typeOf(type),
    file_name: name || id,
    content_type: contentType || contentTypeOf(name || id),
    application_remote_id: applicationIdOf(candidateId, jobId),
    reference: { id },
  }));
}

function typeOf(word: string | null | undefined): AttachmentRecord['type'] {
  if (word === attachmentTypes.CV) return 'CV';
  return word === attachmentTypes.COVER_LETTER ? 'COVER_LETTER' : 'OTHER';
}

const Reference = z.object({ id: z.string() });

export const openAttachment: OpenAttachment = async (context, reference) => {
  const { id } = Reference.parse(reference);
  return context.remote.download({ path: path`/candidates/attachments/${id}` });
};
