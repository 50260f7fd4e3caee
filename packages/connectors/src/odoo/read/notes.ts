import { toIsoDate, unreadOf } from '@hirewire/connector-kit';
import type { ConnectorContext, NoteRecord, ReadRequest, Tombstone } from '@hirewire/connector-kit';
import { OdooApplicant, OdooMessage, fieldsOf } from '../remote-types.ts';
import { candidateRemoteId } from './candidates.ts';
import { isEmptyHtml } from './is-empty-html.ts';
import type { OdooReader } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';
import { readUsersOfPartners } from './users.ts';

/**
 * What people have logged as a note on an applicant. Messages to followers are comments, too, but not
 * internal; e-mails, tracked changes and notices are of other types.
 * https://www.odoo.com/documentation/19.0/developer/reference/backend/mixins.html#messaging-features
 */
export function readNotes(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'notes', plan: listNotes });
}

/** Who has written a note. */
const authorsCall = { name: 'res.users', fields: ['author_remote_id'] };

export function listNotes({ context, reader, sideCalls }: Source<'notes'>): Plan<'notes'> {
  return {
    fingerprint: '',
    callsOfPages: [authorsCall],
    listings: [
      {
        model: 'mail.message',
        domain: [
          ['model', '=', 'hr.applicant'],
          ['message_type', '=', 'comment'],
          ['subtype_id.internal', '=', true],
        ],
        fields: fieldsOf(OdooMessage),
        changeDates: ['write_date'],
        ids: {
          fields: ['body'],
          toRemoteIds: ({ id, plain: { body } }) =>
            isEmptyHtml(typeof body === 'string' ? body : null) ? [] : [String(id)],
        },
        async toRecords(rows, completeness) {
          const messages = parseRows(OdooMessage, rows, { model: 'notes', context });
          const authors = messages.flatMap(({ parsed }) => parsed.author_id?.id ?? []);
          const applicantIds = messages.flatMap(({ parsed }) => parsed.res_id ?? []);
          const [users, applicants] = await Promise.all([
            sideCalls.ask(authorsCall, () =>
              readUsersOfPartners({ context, reader, model: 'notes' }, authors),
            ),
            readApplicants(context, reader, applicantIds),
          ]);
          return messages.flatMap(({ parsed, row }): (NoteRecord | Tombstone)[] => {
            const applicant = applicants.get(parsed.res_id ?? 0);
            if (applicant === undefined || isEmptyHtml(parsed.body)) {
              // Deleting a message in the chatter only empties it.
              const gone = { remote_id: String(parsed.id), deleted: true } as const;
              return completeness === 'changes' ? [gone] : [];
            }
            const user = users.value?.get(parsed.author_id?.id ?? 0);
            const remoteData = toRemoteData({ 'mail.message': row.raw });
            return [
              {
                ...toNote(parsed, applicant, context),
                author_remote_id: user === undefined ? null : String(user),
                ...unreadOf(users),
                remote_data: remoteData,
              },
            ];
          });
        },
      },
    ],
  };
}

async function readApplicants(
  context: ConnectorContext,
  reader: OdooReader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, OdooApplicant>> {
  const rows = await reader.searchAll({
    model: 'hr.applicant',
    domain: [['id', 'in', [...new Set(ids)]]],
    fields: ['partner_id', 'talent_pool_ids'],
  });
  const applicants = parseRows(OdooApplicant, rows, { model: 'notes', context });
  return new Map(applicants.map(({ parsed }) => [parsed.id, parsed]));
}

function toNote(
  message: OdooMessage,
  applicant: OdooApplicant,
  { reportIssue }: ConnectorContext,
): NoteRecord {
  const ref = (field: string) => ({ model: 'notes', field, reportIssue }) as const;
  // A talent pool keeps people as applicants, who are no applications.
  const isTalent = (applicant.talent_pool_ids ?? []).length > 0;
  return {
    remote_id: String(message.id),
    candidate_remote_id: candidateRemoteId(applicant),
    application_remote_id: isTalent ? null : String(applicant.id),
    content_html: message.body,
    remote_created_at: toIsoDate(message.create_date, ref('create_date')),
    remote_updated_at: toIsoDate(message.write_date, ref('write_date')),
  };
}
