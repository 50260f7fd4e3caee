import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import { nullableBoolean, nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { userSummaryShape } from './summaries.ts';

/** Who wrote a note. */
export const NoteAuthor = z.object(userSummaryShape);
export type NoteAuthor = z.infer<typeof NoteAuthor>;

/** A text that a user of the tool has left on a candidate. E-mails and other activity are no notes. */
export const Note = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  candidate_id: z.string().describe('Id of the candidate that the note is about.'),
  application_id: shared.applicationIdOfCandidate,
  author_id: nullableText.describe(
    'Id of the user who wrote the note, as in `GET /ats/users`; null where the tool itself wrote it.',
  ),
  title: nullableText.describe('Heading of the note; null where the tool has no headings.'),
  content_html: nullableText.describe(
    'Text of the note exactly as the tool has it, with or without HTML. Sanitise it before you show it.',
  ),
  is_private: nullableBoolean.describe(
    'Whether only people with raised rights see the note in the tool. Null means that the tool does not tell, not that everybody sees it.',
  ),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  author: NoteAuthor.nullable().describe(
    'The user behind `author_id`, in short; null where there is none or they have not been synced.',
  ),
  remote_data: remoteData,
});
export type Note = z.infer<typeof Note>;

export const notes = defineReadModel(Note, {
  name: 'notes',
  label: 'Notes',
  operationId: 'get-notes',
  description:
    'Reads the notes that users have left on candidates and applications from the last sync. `updated_after` finds a note when the note itself changed; a changed author, application or candidate does not count.',
  sdkSince: '1.3.6',
  own: {
    short: ['id', 'remote_id'],
    rest: [
      'candidate_id',
      'application_id',
      'author_id',
      'title',
      'content_html',
      'is_private',
      'remote_created_at',
      'remote_updated_at',
    ],
  },
  references: { candidate_id: 'candidates', application_id: 'applications', author_id: 'users' },
  composed: ['author'],
  columns: { candidate_id: 'id', application_id: 'id', author_id: 'id' },
  filters: shared.filedUnderFilters,
  personal: ['title', 'content_html'],
  shows: ['author_id'],
  trackedBy: ['application_id', 'candidate_id'],
});
