import type { AddNoteInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import { candidateIdOf } from './read-records.ts';

/** https://developers.ashbyhq.com/reference/candidatecreatenote */
export async function createNote(
  context: ConnectorContext,
  candidateId: string,
  text: string,
): Promise<void> {
  await changeAshby(context, 'candidate.createNote', {
    candidateId,
    note: { type: 'text/plain', value: text },
    sendNotifications: false,
  });
}

/** Ashby has no notes on applications. */
export async function addApplicationNote(
  context: ConnectorContext,
  { application, content }: AddNoteInput,
): Promise<WriteOutcome> {
  await createNote(context, await candidateIdOf(context, application), content);
  return {
    // A note is no part of any record that we show.
    changed: [],
    warnings: ['Ashby keeps notes on the candidate: the note is there, not on the application.'],
  };
}
