import { splitName, toEmail } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  ModelName,
  Page,
  ReadRequest,
  UserRecord,
} from '@hirewire/connector-kit';
import { OdooUser, fieldsOf } from '../remote-types.ts';
import { jobRoles } from '../vocabulary.ts';
import type { OdooDomain, OdooReader } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';

const usersModel = 'res.users';

/** Not the accounts of customers and of applicants, who see a portal only. */
const internalUsers: OdooDomain = [['share', '=', false]];

/** https://www.odoo.com/documentation/19.0/applications/general/users.html */
export function readUsers(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'users', plan: listUsers });
}

/** How users are read, whichever of them. */
export function listUsers({ context }: Source<'users'>): Plan<'users'> {
  return {
    fingerprint: '',
    listings: [
      {
        model: usersModel,
        domain: internalUsers,
        fields: fieldsOf(OdooUser),
        // A user's name and address are those of the user's contact.
        changeDates: ['write_date', 'partner_id.write_date'],
        toRecords: async (rows) =>
          parseRows(OdooUser, rows, { model: 'users', context }).map(
            ({ parsed, row }): UserRecord => ({
              remote_id: String(parsed.id),
              ...splitName(parsed.name),
              email: toEmail(parsed.email, {
                model: 'users',
                field: 'email',
                reportIssue: context.reportIssue,
              }),
              status: parsed.active === false ? 'INACTIVE' : 'ACTIVE',
              system_role_remote_ids: [],
              remote_data: toRemoteData({ [usersModel]: row.raw }),
            }),
          ),
      },
    ],
  };
}

/** The users whose contacts these are, by the id of the contact; `model` is what needs them. */
export async function readUsersOfPartners(
  ref: { context: ConnectorContext; reader: OdooReader; model: ModelName },
  partnerIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await ref.reader.searchAll({
    model: usersModel,
    domain: [...internalUsers, ['partner_id', 'in', [...new Set(partnerIds)]]],
    fields: fieldsOf(OdooUser),
  });
  return new Map(
    parseRows(OdooUser, rows, ref).flatMap(({ parsed: { id, partner_id: partner } }) =>
      partner ? [[partner.id, id]] : [],
    ),
  );
}

/** Roles that Odoo has as fields of a job, not as records; so they need no request. */
export async function* readRoles(): AsyncGenerator<Page<'roles'>, void> {
  yield {
    records: Object.entries(jobRoles).map(([id, role]) => ({
      remote_id: id,
      scope: 'JOB',
      ...role,
    })),
    resumeFrom: null,
    completeness: 'full',
  };
}
