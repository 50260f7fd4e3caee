import { z } from 'zod';

import { nullableBoolean, nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { Author } from './summaries.ts';

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
  author: Author.nullable().describe(
    'The user behind `author_id`, in short; null where there is none or they have not been synced.',
  ),
});
export type Note = z.infer<typeof Note>;
