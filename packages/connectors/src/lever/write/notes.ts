import { path } from '@hirewire/connector-kit';
import type { AddNoteInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeLever } from '../call-lever.ts';
import { requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';

/** No notification is sent. https://hire.lever.co/developer/documentation#create-a-note */
export async function createNote(
  context: ConnectorContext,
  opportunityId: string,
  { value, actor }: { value: string; actor: Actor },
): Promise<void> {
  await changeLever(context, {
    method: 'POST',
    path: path`/opportunities/${opportunityId}/notes`,
    query: { ...actor },
    json: { value },
  });
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  await createNote(context, application.remoteId, { value: content, actor });
  // A note is no part of any record that we show.
  return { changed: [], warnings: [] };
}
