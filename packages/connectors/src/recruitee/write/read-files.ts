import { contentTypeOf, parseResults, path, toIsoDate } from '@hirewire/connector-kit';
import type { AttachmentRecord, ConnectorContext } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWholeList } from '../call-recruitee.ts';
import { findPerson } from '../read/people.ts';
import { RecruiteeAttachment } from '../remote-types.ts';
import type { RecruiteeCandidate } from '../remote-types.ts';
import { requirePerson } from './find-candidate.ts';

export const Reference = z.object({
  candidateId: z.string(),
  kind: z.enum(['cv', 'cover_letter', 'attachment']),
  id: z.string(),
});
type Reference = z.infer<typeof Reference>;

/** A file with its address, which is good for a short time. */
export interface CandidateFile {
  record: AttachmentRecord;
  url: string | null;
}

export async function readFiles(
  context: ConnectorContext,
  candidateId: string,
): Promise<CandidateFile[]> {
  const person = requirePerson(await findPerson(context, 'candidates', candidateId), candidateId);
  const { cv_original_url: original, cv_url: converted } = person.parsed;
  const list = { path: path`/candidates/${candidateId}/attachments`, name: 'attachments' };
  const rows = await readWholeList(context, list);
  const attachments = parseResults(RecruiteeAttachment, rows, { model: 'candidates', context });
  return [
    ...ofProfile(person.parsed, 'cv', original || converted),
    ...ofProfile(person.parsed, 'cover_letter', person.parsed.cover_letter_file_url),
    ...attachments.map(({ parsed: { id, filename, file_url: fileUrl, url, ...dates } }) => {
      const address = fileUrl || url || null;
      const name = filename || fileNameOf(address) || id;
      const reference: Reference = { candidateId, kind: 'attachment', id };
      return { record: toRecord(reference, { name, type: typeOf(name), ...dates }), url: address };
    }),
  ];
}

/** A file of the profile has no id and no name: its address has the name. */
function ofProfile(
  { id: candidateId }: Pick<RecruiteeCandidate, 'id'>,
  kind: 'cv' | 'cover_letter',
  url: string | null | undefined,
): CandidateFile[] {
  if (!url) return [];
  const type = kind === 'cv' ? 'CV' : 'COVER_LETTER';
  const reference: Reference = { candidateId, kind, id: `${candidateId}/${kind}` };
  return [{ record: toRecord(reference, { name: fileNameOf(url) ?? kind, type }), url }];
}

function toRecord(
  reference: Reference,
  file: {
    name: string;
    type: AttachmentRecord['type'];
    created_at?: unknown;
    updated_at?: unknown;
  },
): AttachmentRecord {
  return {
    remote_id: reference.id,
    type: file.type,
    file_name: file.name,
    // Recruitee does not tell it.
    content_type: contentTypeOf(file.name),
    remote_created_at: toIsoDate(file.created_at, null),
    remote_updated_at: toIsoDate(file.updated_at, null),
    application_remote_id: null,
    reference,
  };
}

function fileNameOf(url: string | null): string | null {
  const name =
    URL.parse(url ?? '', 'https://api.recruitee.com')
      ?.pathname.split('/')
      .at(-1) ?? '';
  try {
    return decodeURIComponent(name) || null;
  } catch {
    return name;
  }
}

/** Only the name tells what a file is. */
function typeOf(name: string): AttachmentRecord['type'] {
  return /cover[\s_-]*letter|anschreiben|motivation/i.test(name) ? 'COVER_LETTER' : 'OTHER';
}
