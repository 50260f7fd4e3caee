import { mapEnum, parseResults, unreadOf } from '@hirewire/connector-kit';
import type { ConnectorContext, NoteRecord } from '@hirewire/connector-kit';
import { GreenhouseNote, GreenhouseSourceOfApplication } from '../remote-types.ts';
import { visibilities } from '../vocabulary.ts';
import { applicationsPath } from './applications.ts';
import type { Join } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { refsIn, toTime } from './to-time.ts';

/** What people wrote; e-mails and what Greenhouse logs are rows of the same list, of other types. */
export const writtenNotes = { type: 'NOTE' };

/** Whose application it is. Few notes need it, and without it, they are no records. */
const people: Join<typeof GreenhouseSourceOfApplication> = {
  path: applicationsPath,
  query: { fields: 'id,candidate_id' },
  schema: GreenhouseSourceOfApplication,
  keyOf: (row) => row.id,
  filter: 'ids',
  fields: [],
};

/** https://harvestdocs.greenhouse.io/reference/get_v3-notes */
export const openNotes: OpenList<'notes'> = async (context) => ({
  model: 'notes',
  path: '/notes',
  query: writtenNotes,
  sideLists: [people],
  mapper(open) {
    const loadPeople = open(people);
    return async (rows) => {
      const all = parseResults(GreenhouseNote, rows, { model: 'notes', context });
      const found = all.filter(({ parsed }) => !parsed.type || parsed.type === writtenNotes.type);
      const lacking = found.filter(({ parsed }) => !parsed.candidate_id);
      const known = await loadPeople(idsOf(lacking, ({ parsed }) => parsed.application_id));
      return found.flatMap(({ raw, parsed }) => {
        const [application] = known.of(parsed.application_id);
        const candidate = parsed.candidate_id ?? application?.candidate_id;
        if (!candidate) {
          context.reportIssue({ model: 'notes', field: 'candidate_id', sample: parsed.id });
          return [];
        }
        const record = toNote({ ...parsed, candidate_id: candidate }, context);
        return [{ ...record, ...unreadOf(known), remote_data: { '/notes': raw } }];
      });
    };
  },
});

function toNote(
  note: GreenhouseNote & { candidate_id: string },
  context: ConnectorContext,
): NoteRecord {
  const ref = refsIn('notes', context);
  const visibility = mapEnum(visibilities, note.visibility, ref('visibility'));
  return {
    remote_id: note.id,
    candidate_remote_id: note.candidate_id,
    application_remote_id: note.application_id,
    author_remote_id: note.user_id,
    content_html: note.body,
    is_private: visibility === null ? null : visibility === 'PRIVATE',
    remote_created_at: toTime(note.created_at, ref('created_at')),
    remote_updated_at: toTime(note.updated_at, ref('updated_at')),
  };
}
