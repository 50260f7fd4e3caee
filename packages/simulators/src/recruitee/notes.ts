import type { Note } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import * as is from '../kit/fields.ts';
import { pageByOffset } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { checkKnown, objectOf, unprocessable } from './input.ts';
import { pageQuery, sizesOf } from './lists.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf, escapeHtml } from './shapes.ts';

/** The newest first. Those that were written as a document have no `body`. */
export function noteList(account: Recruitee, call: Call): object {
  const { id } = account.findCandidate(call.params['id']);
  const notes = account.notes.of(id).toSorted((a, b) => b.createdAt - a.createdAt);
  const { items } = pageByOffset(pageQuery(account, call), notes, sizesOf(account, 1000));
  return { notes: items.map((note) => noteShape(account, note)) };
}

/** A text is HTML: what is written is shown unescaped. */
function noteShape({ company, kept }: Recruitee, note: Note) {
  const { id, personId, userId, text, isPrivate, createdAt, updatedAt } = note;
  const { givenName, familyName } = company.tables.users.get(userId);
  const isDocument = kept.documents.has(id);
  return shown(note, {
    id: Number(id),
    candidate_id: Number(personId),
    body: isDocument ? null : text,
    body_html: `<p>${isDocument ? escapeHtml(text) : text}</p>`,
    created_at: dateOf(createdAt),
    updated_at: dateOf(updatedAt),
    pinned_at: null,
    visibility: { level: isPrivate ? 'private' : 'public', admin_ids: [], role_ids: [] },
    admin: { id: Number(userId), name: `${givenName} ${familyName}` },
  });
}

const noteFields = { body: is.filledText, body_json: is.anything };
const visibilityFields = { level: is.oneOf('public', 'private', 'custom') };

/** `visibility` stands in the note, as it worked live, or beside it, as in the reference. */
export function addNote(account: Recruitee, call: Call): object {
  const { id: personId } = account.findCandidate(call.params['id']);
  const root = objectOf(call.body);
  const given = objectOf(root['note']);
  const input = checkKnown(given, noteFields);
  const { body_json: document } = input;
  const visibility = objectOf(given['visibility'] ?? root['visibility']);
  const { level } = checkKnown(visibility, visibilityFields);
  const text = document === undefined ? is.textOf(input, 'body') : textIn(document);
  const isRefused = document === undefined && account.behaviour.refusesNoteTexts;
  if (text === '' || isRefused) throw unprocessable('body', "can't be blank");
  const note = account.company.add('notes', {
    personId,
    applicationId: null,
    userId: account.owner.id,
    text,
    isPrivate: level === 'private',
  });
  if (document !== undefined) account.kept.documents.set(note.id, document);
  return json({ note: noteShape(account, note) }, 201);
}

/** The texts of a document, in their order. */
function textIn(node: unknown): string {
  if (Array.isArray(node)) return node.map(textIn).filter(Boolean).join('\n');
  const { text, content, doc } = objectOf(node);
  return typeof text === 'string' ? text : textIn(content ?? doc ?? []);
}
