import { contentTypeOf, inParallel, parseResults, path, inputError } from '@hirewire/connector-kit';
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
import { changeLever, readWholeList } from '../call-lever.ts';
import { LeverFile, LeverResume } from '../remote-types.ts';
import { requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { listOpportunities } from './newest-opportunity.ts';
import { toTime } from '../read/to-time.ts';

/** https://hire.lever.co/developer/documentation#files */
const maxFileBytes = 30 * 1024 * 1024;
export const fileTimeoutMs = 120_000;

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment, remoteFields }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  return addFile(context, application.remoteId, { attachment, actor });
}

export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment, remoteFields }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  const [opportunity] = await listOpportunities(context, candidate.remoteId);
  return addFile(context, opportunity.id, { attachment, actor });
}

/** https://hire.lever.co/developer/documentation#upload-a-single-file */
export async function addFile(
  context: ConnectorContext,
  opportunityId: string,
  { attachment, actor }: { attachment: OutgoingAttachment; actor: Actor },
): Promise<WriteOutcome> {
  const { file, type } = attachment;
  requireSize(attachment);
  await changeLever(context, {
    method: 'POST',
    path: path`/opportunities/${opportunityId}/files`,
    query: { ...actor },
    form: [{ name: 'file', value: file }],
    timeoutMs: fileTimeoutMs,
  });
  // A file is no part of any record that we show.
  const asFile = `Lever takes a résumé with a new application alone: "${file.name}" is among the files.`;
  return { changed: [], warnings: type === 'CV' ? [asFile] : [] };
}

export function requireSize({ file }: Pick<OutgoingAttachment, 'file'>): void {
  if (file.size <= maxFileBytes) return;
  throw inputError(`The file "${file.name}" is too large: Lever takes 30 MB at most.`);
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  return listFiles(context, application.remoteId);
}

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const opportunities = await listOpportunities(context, candidate.remoteId);
  const files = await inParallel(opportunities, ({ id }) => listFiles(context, id));
  // Lever may show a file of the contact on each of their opportunities.
  return [...new Map(files.flat().map((file) => [file.remote_id, file])).values()];
}

async function listFiles(
  context: ConnectorContext,
  opportunityId: string,
): Promise<AttachmentRecord[]> {
  const ref = { model: 'applications', context } as const;
  const listed = async (kind: Kind) =>
    readWholeList(context, path`/opportunities/${opportunityId}/${kind}`);
  const resumes = parseResults(LeverResume, await listed('resumes'), ref);
  const files = parseResults(LeverFile, await listed('files'), ref);
  return [
    ...resumes.map(({ parsed: { id, file, createdAt } }) =>
      toAttachment({ opportunityId, kind: 'resumes', id }, { ...file, createdAt, type: 'CV' }),
    ),
    ...files.map(({ parsed: { id, ...file } }) =>
      toAttachment({ opportunityId, kind: 'files', id }, { ...file, type: typeOf(file.name) }),
    ),
  ];
}

type Kind = 'resumes' | 'files';

export const Reference = z.object({
  opportunityId: z.string(),
  kind: z.enum(['resumes', 'files']),
  id: z.string(),
});

interface Details {
  type: AttachmentRecord['type'];
  name?: string | null | undefined;
  uploadedAt?: unknown;
  createdAt?: unknown;
}

function toAttachment(
  reference: z.infer<typeof Reference>,
  { type, name, uploadedAt, createdAt }: Details,
): AttachmentRecord {
  const fileName = name || reference.id;
  return {
    remote_id: reference.id,
    type,
    file_name: fileName,
    // Lever does not tell it.
    content_type: contentTypeOf(fileName),
    remote_created_at: toTime(uploadedAt ?? createdAt, null),
    application_remote_id: reference.opportunityId,
    reference,
  };
}

/** Only the name tells what a file is. */
function typeOf(name: string | null | undefined): AttachmentRecord['type'] {
  return /cover[\s_-]*letter|anschreiben|motivation/i.test(name ?? '') ? 'COVER_LETTER' : 'OTHER';
}
