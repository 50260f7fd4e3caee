import { toHtml } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { LeverNote } from '../remote-types.ts';
import { readChildren } from './children.ts';
import { toTime } from './to-time.ts';

/** https://hire.lever.co/developer/documentation#notes */
export const readNotes: ReadModel<'notes'> = (context, request) =>
  readChildren(context, request, {
    model: 'notes',
    name: 'notes',
    schema: LeverNote,
    toRecord: (note, parent, ref) => {
      if (note.deletedAt) return { remote_id: note.id, deleted: true };
      if (!parent.contact) return null;
      return {
        remote_id: note.id,
        candidate_remote_id: parent.contact,
        application_remote_id: parent.id,
        author_remote_id: note.user,
        content_html: toContent(note),
        is_private: note.secret,
        remote_created_at: toTime(note.createdAt, ref('createdAt')),
      };
    },
  });

/** What was written, and what was answered below it. Whatever it contains, Lever shows it as text. */
function toContent({ fields, text }: LeverNote): string | null {
  const written = (fields ?? []).flatMap(({ value = null }) => {
    if (value === null || value === '') return [];
    return [typeof value === 'string' ? value : JSON.stringify(value)];
  });
  const content = written.length > 0 ? written.join('\n\n') : text;
  return content ? toHtml(content) : null;
}
