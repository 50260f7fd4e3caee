import { hash } from 'node:crypto';
import {
  inParallel,
  mapEnum,
  parseResults,
  toHtml,
  toIsoDate,
  nullIfGone,
} from '@hirewire/connector-kit';
import type { ConnectorContext, NoteRecord, ReadModel, Tombstone } from '@hirewire/connector-kit';
import { readWholeList } from '../call-smartrecruiters.ts';
import { SmartRecruitersMessage } from '../remote-types.ts';
import { messageReaders } from '../vocabulary.ts';
import { applicationIdOf } from './ids.ts';
import { readOfPeople } from './of-people.ts';
import { refsIn } from './field-refs.ts';

const messagesPath = '/messages';

/** Messages about a candidate, which an administrator's key alone may read. */
export const readNotes: ReadModel<'notes'> = (context, request) =>
  readOfPeople<'notes'>(context, request, {
    model: 'notes',
    name: messagesPath,
    read: (candidateId) => readNotesOf(context, candidateId),
  });

/** As they are now. */
export async function readNotesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(NoteRecord | Tombstone)[]> {
  const wanted = Map.groupBy(ids, (id) => id.split(':')[0] ?? '');
  const found = await inParallel([...wanted], async ([candidateId, own]) => {
    const notes = await readNotesOf(context, candidateId);
    const byId = new Map(notes.map((note) => [note.remote_id, note]));
    return own.map((id) => byId.get(id) ?? ({ remote_id: id, deleted: true } as const));
  });
  return found.flat();
}

async function readNotesOf(context: ConnectorContext, candidateId: string): Promise<NoteRecord[]> {
  const list = { path: messagesPath, query: { candidateId }, by: 'link' } as const;
  const rows = await nullIfGone(() => readWholeList(context, list));
  const messages = parseResults(SmartRecruitersMessage, rows ?? [], { model: 'notes', context });
  const ids = idsOf(
    messages.map(({ parsed }) => parsed),
    candidateId,
  );
  return messages.map(({ raw, parsed }, index) => ({
    remote_id: ids[index] ?? '',
    ...toNote(parsed, candidateId, context),
    remote_data: { [messagesPath]: raw },
  }));
}

/** Messages have no ids: one is made of author and text, and for equal messages of their order. */
function idsOf(messages: readonly SmartRecruitersMessage[], candidateId: string): string[] {
  const seen = new Map<string, number>();
  // The newest comes first, so that another one changes no id of those before it.
  const ids = messages.toReversed().map(({ authorId = null, content = null }) => {
    const says = JSON.stringify([authorId, content]);
    const earlier = seen.get(says) ?? 0;
    seen.set(says, earlier + 1);
    const all = JSON.stringify([says, earlier]);
    return `${candidateId}:${hash('sha256', all, 'base64url').slice(0, 22)}`;
  });
  return ids.toReversed();
}

function toNote(
  message: SmartRecruitersMessage,
  candidateId: string,
  { reportIssue }: ConnectorContext,
): Omit<NoteRecord, 'remote_id'> {
  const ref = refsIn('notes', reportIssue);
  const applications = message.context?.applications ?? [];
  const readers = mapEnum(messageReaders, message.visibility, ref('visibility'));
  const [application] = applications.filter(
    (one) => (one.candidateId ?? candidateId) === candidateId,
  );
  return {
    candidate_remote_id: candidateId,
    application_remote_id:
      application?.jobId && applications.length === 1
        ? applicationIdOf(candidateId, application.jobId)
        : null,
    author_remote_id: message.authorId,
    content_html: message.content ? toHtml(withoutTag(message.content, candidateId)) : null,
    is_private: readers === null ? null : readers === 'few',
    remote_created_at: toIsoDate(message.createdOn, ref('createdOn')),
  };
}

/** The text names the candidate that it is about; the note belongs to them, so it can be left out. */
function withoutTag(content: string, candidateId: string): string {
  return content.replaceAll(`#[CANDIDATE:${candidateId}]`, '').trim();
}
