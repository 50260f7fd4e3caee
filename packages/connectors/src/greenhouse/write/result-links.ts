import type {
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { findActor } from './acting-user.ts';
import { requireCandidate } from './find-records.ts';
import { createNote } from './notes.ts';

// There are no links in Greenhouse: a note holds the address, its label and the key figures.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link, remoteFields }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const candidateId = await requireCandidate(context, application);
  const applicationId = application.remoteId;
  const draft = { candidateId, applicationId, body: toBody(link), ...actor };
  return { changed: await createNote(context, draft), warnings: [] };
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link, remoteFields }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const draft = { candidateId: candidate.remoteId, body: toBody(link), ...actor };
  return { changed: await createNote(context, draft), warnings: [] };
}

function toBody({ label, url, details }: ResultLinkDraft): string {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  return [`${label}: ${url}`, ...figures].join('\n');
}
