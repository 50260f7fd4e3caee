import { path, attempt } from '@hirewire/connector-kit';
import type {
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeLever } from '../call-lever.ts';
import { requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { listOpportunities } from './newest-opportunity.ts';
import { createNote } from './notes.ts';

// Links of Lever are addresses alone: label and details go into a note.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link, remoteFields }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  return addLink(context, application.remoteId, { link, actor });
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link, remoteFields }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  const [opportunity] = await listOpportunities(context, candidate.remoteId);
  const { warnings } = await addLink(context, opportunity.id, { link, actor });
  return { changed: [{ model: 'candidates', remoteId: candidate.remoteId }], warnings };
}

/** https://hire.lever.co/developer/documentation#update-contact-links-by-opportunity */
async function addLink(
  context: ConnectorContext,
  opportunityId: string,
  { link, actor }: { link: ResultLinkDraft; actor: Actor },
): Promise<WriteOutcome> {
  const changed = [{ model: 'applications', remoteId: opportunityId }] as const;
  await changeLever(context, {
    method: 'POST',
    path: path`/opportunities/${opportunityId}/addLinks`,
    query: { ...actor },
    json: { links: [link.url] },
  });
  const warnings: string[] = [];
  const write = () => createNote(context, opportunityId, { value: toNote(link), actor });
  const what = 'the note with its label and details could not be written';
  await attempt(warnings, what, write, 'The link was added');
  return { changed, warnings };
}

function toNote({ label, url, details }: ResultLinkDraft): string {
  const prefix = details?.customFieldNamePrefix ?? '';
  const figures = (details?.attributes ?? []).map(({ key, value }) =>
    `${prefix} ${key}: ${value}`.trim(),
  );
  return [`${label}: ${url}`, ...figures].join('\n');
}
