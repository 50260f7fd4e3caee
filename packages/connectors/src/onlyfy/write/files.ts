import { contentTypeOf, fingerprintOf, jsonWithFile, path } from '@hirewire/connector-kit';
import type {
  AttachmentRecord,
  ConnectorContext,
  Json,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { changeOnlyfy } from '../call-onlyfy.ts';
import { OnlyfyApplication } from '../remote-types.ts';
import type { OnlyfyCandidate, OnlyfyFile } from '../remote-types.ts';
import { readApplication } from './read-objects.ts';

/** What `openAttachment` finds a file by: files have no ids. */
export const Reference = z.object({
  owner: z.enum(['candidate', 'application']),
  ownerId: z.string(),
  id: z.string(),
});
type Reference = z.infer<typeof Reference>;

export interface StoredFile {
  record: AttachmentRecord;
  content: string | null;
}

/** The CV, which belongs to the person. */
export function listCv({ id, cv_file: cv }: OnlyfyCandidate): StoredFile[] {
  if (!cv || (!cv.filename && !cv.base64_content)) return [];
  return [toStored(cv, { owner: 'candidate', ownerId: id }, 'CV')];
}

/** The same file twice is one. */
export function listApplicationFiles({
  id,
  recruiter_files: files,
}: OnlyfyApplication): StoredFile[] {
  const all = (files ?? []).map((file) =>
    toStored(file, { owner: 'application', ownerId: id }, typeOf(file.filename)),
  );
  return [...new Map(all.map((file) => [file.record.remote_id, file])).values()];
}

function toStored(
  { filename, base64_content: content = null }: OnlyfyFile,
  owner: Omit<Reference, 'id'>,
  type: AttachmentRecord['type'],
): StoredFile {
  const name = filename?.trim() || 'file';
  const id = fingerprintOf([owner, name, content]);
  const record = {
    remote_id: id,
    type,
    file_name: name,
    // onlyfy does not tell it.
    content_type: contentTypeOf(name),
    ...(owner.owner === 'application' && { application_remote_id: owner.ownerId }),
    reference: { ...owner, id },
  };
  return { record, content };
}

/** Only the name tells what a file is. */
function typeOf(name: string | null | undefined): AttachmentRecord['type'] {
  if (/cover[\s_-]*letter|anschreiben|motivation/i.test(name ?? '')) return 'COVER_LETTER';
  return /lebenslauf|\bcv\b|r[eé]sum[eé]|curriculum/i.test(name ?? '') ? 'CV' : 'OTHER';
}

/** `source` is what public clients send for files of applicants. */
export function toRecruiterFile(file: OutgoingFile, isFromCandidate: boolean): Json {
  return {
    filename: file.name,
    base64_content: Buffer.concat([...file.chunks()]).toString('base64'),
    is_visible_for_candidate: isFromCandidate,
    ...(isFromCandidate && { source: 'candidate' }),
  };
}

/** What onlyfy wants to know of a CV beside its content: `pdf`. */
export function fileTypeOf({ name }: OutgoingFile): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? 'pdf';
}

export async function writeCv(
  context: ConnectorContext,
  candidateId: string,
  file: OutgoingFile,
): Promise<void> {
  const build = (content: string) => ({
    cv_file: { base64_content: content, file_type: fileTypeOf(file) },
  });
  await changeOnlyfy(context, {
    method: 'PATCH',
    path: path`/candidate/${candidateId}`,
    body: jsonWithFile(build, file),
  });
}

const WithFiles = z.looseObject({
  recruiter_files: z.array(z.record(z.string(), z.custom<Json>())).nullish(),
});

/**
 * Whether `recruiter_files` of a change replaces the files that are there, or adds to them, no document
 * tells. All are sent, so that none is lost; if onlyfy adds, those that were there stand twice. Files
 * whose contents it does not give cannot be sent: an API that replaced them could never keep any.
 * @returns warnings
 */
export async function addRecruiterFile(
  context: ConnectorContext,
  applicationId: string,
  file: Json,
): Promise<string[]> {
  const { raw, parsed } = await readApplication(context, applicationId);
  const present = WithFiles.safeParse(raw).data?.recruiter_files ?? [];
  const sendable = distinct(present.filter((one) => Boolean(one['base64_content'])));
  const answer = await changeOnlyfy(context, {
    method: 'PATCH',
    path: path`/application/${applicationId}`,
    json: { recruiter_files: [...sendable.map(withoutNulls), file] },
  });
  const after = OnlyfyApplication.safeParse(answer).data?.recruiter_files ?? [];
  const before = parsed.recruiter_files ?? [];
  if (after.length <= before.length + 1) return [];
  return ['onlyfy added to the files of the application: those that were there stand twice now.'];
}

type Part = Readonly<Record<string, Json>>;

/** The same file twice is sent once. */
function distinct(files: readonly Part[]): Part[] {
  const keyOf = (file: Part): string => fingerprintOf([file['filename'], file['base64_content']]);
  return [...new Map(files.map((file) => [keyOf(file), file])).values()];
}

/** What is not set is left out, as a part that is sent has to be of its type. */
function withoutNulls(file: Part): Json {
  return Object.fromEntries(Object.entries(file).filter(([, value]) => value !== null));
}
