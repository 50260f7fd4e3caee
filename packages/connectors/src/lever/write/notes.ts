import { path } from '@hirewire/connector-kit';
import type { AddNoteInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeLever } from '../call-lever.ts';
import { requireActingUser } from './acting-user.ts';
import type { ActingUser } from './acting-user.ts';

/** Nobody is notified. https://hire.lever.co/developer/documentation#create-a-note */
export async function createNote(
  context: ConnectorContext,
  opportunityId: string,
  { value, actingUser }: { value: string; actingUser: ActingUser },
): Promise<void> {
  await changeLever(context, {
    method: 'POST',
    path: path`/opportunities/${opportunityId}/notes`,
    query: { ...actingUser },
    json: { value },
  });
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content, remoteFields }: AddNoteInput,
): Promise<WriteOutcome> {
  const actingUser = requireActingUser(context, remoteFields);
  await createNote(context, application.remoteId, { value: content, actingUser });
  // A note is no part of any record that we show.
  return { changed: [], warnings: [] };
}
