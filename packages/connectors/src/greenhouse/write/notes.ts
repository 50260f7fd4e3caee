import { inputError } from '@hirewire/connector-kit';
import type { AddNoteInput, ConnectorContext, Json, WriteOutcome } from '@hirewire/connector-kit';
import { changeGreenhouse, toNumber } from '../call-greenhouse.ts';
import { GreenhouseReference } from '../remote-types.ts';
import { findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { requireCandidate } from './find-records.ts';

const visibilities = ['admin_only', 'private', 'public'];

export interface NoteDraft extends Actor {
  candidateId: string;
  applicationId?: string | null;
  body: string;
  visibility?: string;
}

/**
 * Notes cannot be changed or deleted afterwards.
 * https://harvestdocs.greenhouse.io/reference/post_v3-notes
 * @returns what was made, to be read anew
 */
export async function createNote(
  context: ConnectorContext,
  { candidateId, applicationId = null, body, visibility = 'public', actAs }: NoteDraft,
): Promise<WriteOutcome['changed']> {
  const answer = await changeGreenhouse(context, 'POST', {
    path: '/notes',
    json: {
      candidate_id: toNumber(candidateId),
      ...(applicationId !== null && { application_id: toNumber(applicationId) }),
      body,
      note_type: 'NOTE',
      visibility,
    },
    actAs,
  });
  const note = GreenhouseReference.safeParse(answer.body).data;
  // It was made all the same, and the next delta brings it.
  return note === undefined ? [] : [{ model: 'notes', remoteId: note.id }];
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const visibility = toVisibility(remoteFields['visibility'] ?? 'public');
  const candidateId = await requireCandidate(context, application);
  const applicationId = application.remoteId;
  const draft = { candidateId, applicationId, body: content, visibility, ...actor };
  return { changed: await createNote(context, draft), warnings: [] };
}

function toVisibility(given: Json): string {
  if (typeof given === 'string' && visibilities.includes(given)) return given;
  throw inputError(`The visibility of a note must be one of ${visibilities.join(', ')}.`);
}
