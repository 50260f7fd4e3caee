import { inParallel, inputError } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import type { OnlyfyCandidate } from '../remote-types.ts';
import {
  addRecruiterFile,
  listApplicationFiles,
  listCv,
  toRecruiterFile,
  writeCv,
} from './files.ts';
import type { StoredFile } from './files.ts';
import { readApplication, readCandidate } from './read-objects.ts';

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const warnings = await addFile(context, application.remoteId, attachment);
  return { changed: [], warnings };
}

/** A CV is the person's where there is none; no CV is replaced. Other files are on applications alone. */
export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  const { parsed } = await readCandidate(context, candidate.remoteId);
  if (attachment.type === 'CV' && !hasCv(parsed)) {
    await writeCv(context, candidate.remoteId, attachment.file);
    return { changed: [], warnings: [] };
  }
  const applicationId = context.isDryRun ? '<application>' : newestApplication(parsed);
  if (applicationId === null) {
    throw inputError(
      `The candidate ${candidate.remoteId} has no application in onlyfy, and files other than a first CV belong to one.`,
    );
  }
  const warnings = await addFile(context, applicationId, attachment);
  return { changed: [], warnings };
}

/** Not shown to the candidate: it may be the result of a test. */
function addFile(
  context: ConnectorContext,
  applicationId: string,
  { file }: OutgoingAttachment,
): Promise<string[]> {
  return addRecruiterFile(context, applicationId, toRecruiterFile(file, false));
}

export function hasCv({ has_cv_upload: has, cv_file: cv }: OnlyfyCandidate): boolean {
  return has === true || Boolean(cv?.base64_content || cv?.filename);
}

/** Ids are given in order. */
function newestApplication({ job_applications: applications }: OnlyfyCandidate): string | null {
  const ids = (applications ?? []).map(({ id }) => id);
  return ids.toSorted((one, other) => Number(one) - Number(other)).at(-1) ?? null;
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  const { parsed } = await readApplication(context, application.remoteId);
  const { candidate_id: candidateId } = parsed;
  const cv = candidateId ? listCv((await readCandidate(context, candidateId)).parsed) : [];
  return toRecords([...cv, ...listApplicationFiles(parsed)]);
}

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const { parsed } = await readCandidate(context, candidate.remoteId);
  const files = await inParallel(parsed.job_applications ?? [], async ({ id }) =>
    listApplicationFiles((await readApplication(context, id)).parsed),
  );
  return toRecords([...listCv(parsed), ...files.flat()]);
}

const toRecords = (files: readonly StoredFile[]) => files.map(({ record }) => record);
