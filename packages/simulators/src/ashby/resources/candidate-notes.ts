import { askedCandidate, askedCreation } from '../asked-records.ts';
import { addNote } from '../changes/notes.ts';
import { AshbyFailure } from '../envelope.ts';
import { either, flag, isoMoment, oneOf, required, shape, text, uuid } from '../../kit/fields.ts';
import { pageOf, pagingFields } from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';

/** "Any unsupported elements will be stripped out of the note's content before posting." */
const noteElements = ['b', 'i', 'u', 'a', 'ul', 'ol', 'li', 'code', 'pre'];
const noteContent = shape({
  type: required(oneOf('text/plain', 'text/html')),
  value: required(text),
});

export const candidateNoteMethods: Record<string, AshbyMethod> = {
  // A note is no part of its candidate, who does not count as changed. The API has no acting user:
  // notes are by the person who made the key, here the first one.
  'candidate.createNote': {
    scope: 'candidates:write',
    fields: {
      candidateId: required(uuid),
      note: required(either(text, noteContent)),
      sendNotifications: flag,
      isPrivate: flag,
      createdAt: isoMoment,
    },
    answer: (call) => {
      const { id: candidateId } = askedCandidate(call);
      const isPrivate = call.input['isPrivate'] === true;
      if (isPrivate && !call.visibility.arePrivateFieldsVisible()) {
        const problem = 'The API key has no access to private fields';
        throw new AshbyFailure('missing_endpoint_permission', problem, 403);
      }
      const fields = { isPrivate, content: contentOf(call), ...askedCreation(call) };
      return { results: addNote(call.changes, candidateId, fields) };
    },
  },
  'candidate.listNotes': {
    scope: 'candidates:read',
    fields: { candidateId: required(uuid), ...pagingFields },
    answer: (call) => {
      const notes = call.records.notes.get(askedCandidate(call).id) ?? [];
      const arePrivateVisible = call.visibility.arePrivateFieldsVisible();
      return pageOf(
        notes.filter(({ isPrivate }) => arePrivateVisible || !isPrivate),
        call,
      );
    },
  },
};

function contentOf({ input }: AshbyCall): string {
  const note = input['note'] as string | { type: string; value: string };
  if (typeof note === 'string') return note;
  if (note.type === 'text/plain') return note.value;
  return note.value.replace(/<\/?([a-z][a-z0-9]*)\b[^>]*>/gi, (tag, name: string) =>
    noteElements.includes(name.toLowerCase()) ? tag : '',
  );
}
