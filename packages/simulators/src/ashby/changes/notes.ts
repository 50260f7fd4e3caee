import { noteAuthorOf } from '../new-records.ts';
import type { RecordChanges } from '../record-changes.ts';
import type { AshbyNote } from '../types.ts';

/** Writes a note on a person, by the first user unless `author` says otherwise. */
export function addNote(
  changes: RecordChanges,
  candidateId: string,
  fields: Partial<AshbyNote> & { content: string },
): AshbyNote {
  const { notes, candidates, users } = changes.records;
  const [first] = users.values();
  if (first === undefined) throw new Error('The organisation has no users');
  const note = {
    id: changes.random.uuid(),
    createdAt: changes.stamp(),
    isPrivate: false,
    author: noteAuthorOf(first),
    ...fields,
  };
  const { id } = candidates.get(candidateId);
  notes.set(id, [...(notes.get(id) ?? []), note]);
  return note;
}

/** A note has no moment of its last change: only a comparison shows the edit. */
export function editNote(changes: RecordChanges, noteId: string, patch: Partial<AshbyNote>): void {
  replaceNote(changes, noteId, (note) => [{ ...note, ...patch }]);
}

export function deleteNote(changes: RecordChanges, noteId: string): void {
  replaceNote(changes, noteId, () => []);
}

function replaceNote(
  { records: { notes } }: RecordChanges,
  noteId: string,
  replace: (note: AshbyNote) => AshbyNote[],
): void {
  for (const [candidateId, all] of notes) {
    if (!all.some(({ id }) => id === noteId)) continue;
    const left = all.flatMap((note) => (note.id === noteId ? replace(note) : [note]));
    notes.set(candidateId, left);
    return;
  }
  throw new Error(`The simulator has no note ${noteId}`);
}
