import { openSideCalls, parseResults, path, readPages } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, NoteRecord, ReadModel } from '@hirewire/connector-kit';
import { listRecruitee } from '../call-recruitee.ts';
import { RecruiteeNote } from '../remote-types.ts';
import { ofGone } from './gone.ts';
import { readPeople } from './people.ts';
import { datesOf, refsIn } from './to-dates.ts';

const notesPath = '/candidates/{id}/notes';
const notesCall = { name: notesPath, fields: [] };
const pageSize = 1000;

/** Notes are on candidates, and not on their placements. */
export const readNotes: ReadModel<'notes'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'notes', request);
  return readPeople<'notes'>(context, sideCalls, {
    model: 'notes',
    call: notesCall,
    readAgain: (id) => ofGone(() => readNotesOf(context, id, null)),
    async read({ parsed: { id: key, notes_count: count = null } }) {
      if (count === 0) return [];
      const read = () => ofGone(() => readNotesOf(context, key, count));
      return (await sideCalls.ask({ ...notesCall, key }, read)).value ?? [];
    },
  });
};

/** `count` is what the list of candidates says, so that nobody is asked for a page too many. */
async function readNotesOf(
  context: ConnectorContext,
  candidateId: string,
  count: number | null,
): Promise<NoteRecord[]> {
  const pages = readPages<Json>({
    name: "Recruitee's notes of a candidate",
    by: 'offset',
    from: null,
    async fetch({ offset }) {
      const list = {
        path: path`/candidates/${candidateId}/notes`,
        name: 'notes',
        query: { limit: pageSize, offset },
      };
      const { content: rows } = await listRecruitee(context, list);
      const isAll = count !== null && rows !== null && offset + rows.length >= count;
      return { rows, ...(isAll && { hasMore: false }) };
    },
  });
  const records: NoteRecord[] = [];
  for await (const { rows } of pages) {
    const found = parseResults(RecruiteeNote, [...rows], { model: 'notes', context });
    records.push(
      ...found.map(({ raw, parsed }) => ({
        ...toNote(parsed, candidateId, context),
        remote_data: { [notesPath]: raw },
      })),
    );
  }
  return records;
}

const privacies: Readonly<Record<string, boolean>> = { public: false, private: true };

function toNote(
  note: RecruiteeNote,
  candidateId: string,
  { reportIssue }: ConnectorContext,
): NoteRecord {
  return {
    remote_id: note.id,
    candidate_remote_id: candidateId,
    author_remote_id: note.admin_id ?? note.admin?.id ?? null,
    // Recruitee shows both as HTML.
    content_html: note.body_html || note.body || null,
    // Beside these two, a note can be for some users or roles alone.
    is_private: note.visibility?.level ? (privacies[note.visibility.level] ?? true) : null,
    ...datesOf(note, refsIn('notes', reportIssue)),
  };
}
