import type {
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { createNote } from './notes.ts';
import { ownerOf } from './owner.ts';

// Result links of Recruitee are for partners that it has registered: others leave a note.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  return addLink(context, await ownerOf(context, application), link);
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  return addLink(context, candidate.remoteId, link);
}

async function addLink(
  context: ConnectorContext,
  candidateId: string,
  { label, url, details }: ResultLinkDraft,
): Promise<WriteOutcome> {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  await createNote(context, candidateId, { content: [`${label}: ${url}`, ...figures].join('\n') });
  return { changed: [], warnings: [] };
}
