import type {
  AddNoteInput,
  ApplicationResultLinkInput,
  ApplicationTarget,
  CandidateResultLinkInput,
  ConnectorContext,
  Json,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeTeamtailor, linkTo } from '../call-teamtailor.ts';
import { requireActingUser } from './acting-user.ts';
import { requireCandidate } from './target.ts';

type RemoteFields = Readonly<Record<string, Json>>;

/** Notes are about a candidate. https://docs.teamtailor.com/#notes */
export async function createNote(
  context: ConnectorContext,
  candidateId: string,
  { note, remoteFields }: { note: string; remoteFields: RemoteFields },
): Promise<WriteOutcome> {
  const user = await requireActingUser(context, remoteFields);
  const { id } = await changeTeamtailor(context, {
    method: 'POST',
    path: '/notes',
    data: {
      type: 'notes',
      attributes: { note },
      relationships: {
        candidate: linkTo('candidates', candidateId),
        user: linkTo('users', user),
      },
    },
  });
  return { changed: [{ model: 'notes', remoteId: id }], warnings: [] };
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const candidate = await requireCandidate(context, application);
  return createNote(context, candidate, { note: content, remoteFields });
}

// Results with a link of their own are for listed partners: a note has the link.

export async function addApplicationResultLink(
  context: ConnectorContext,
  {
    application,
    link,
    remoteFields,
  }: ApplicationResultLinkInput & { application: ApplicationTarget },
): Promise<WriteOutcome> {
  const candidate = await requireCandidate(context, application);
  return createNote(context, candidate, { note: toNote(link), remoteFields });
}

export function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link, remoteFields }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  return createNote(context, candidate.remoteId, { note: toNote(link), remoteFields });
}

function toNote({ label, url, details }: ResultLinkDraft): string {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  return [`${label}: ${url}`, ...figures].join('\n');
}
