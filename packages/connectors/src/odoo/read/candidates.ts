import { splitName, toEmails, toIsoDate } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  FieldRef,
  Json,
  ReadRequest,
  SocialMedia,
  Tombstone,
} from '@hirewire/connector-kit';
import { OdooApplicant, OdooPartner, fieldsOf } from '../remote-types.ts';
import { toLocation } from './jobs.ts';
import type { OdooQuery, OdooReader, OdooRow } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Listing, Plan, Source } from './read-listings.ts';
import { toPhoneNumbers } from './to-phone-numbers.ts';

const applicantQuery: OdooQuery = {
  model: 'hr.applicant',
  domain: [],
  fields: fieldsOf(OdooApplicant),
};

/** One person: a contact, or an applicant without one, with what that person's entries say. */
interface Person {
  remoteId: string;
  partner: OdooPartner | null;
  /** Newest first. */
  applicants: readonly OdooApplicant[];
  remoteData: { [path: string]: Json };
  context: ConnectorContext;
}

/**
 * Odoo 19 has no record for a candidate. It makes a contact for everybody with an e-mail
 * address, so that `partner:<id>` is a person, and `applicant:<id>` one without an address.
 */
export function candidateRemoteId(applicant: Pick<OdooApplicant, 'id' | 'partner_id'>): string {
  const { id, partner_id: partner } = applicant;
  return partner ? `partner:${partner.id}` : `applicant:${id}`;
}

export function readCandidates(context: ConnectorContext, request: ReadRequest) {
  const plan = ({ reader }: Source<'candidates'>) => listCandidates(context, reader, request);
  return readListings(context, request, { model: 'candidates', plan });
}

/** How candidates are read; all of them without a `since`. */
export function listCandidates(
  context: ConnectorContext,
  reader: OdooReader,
  request: Pick<ReadRequest, 'since'>,
): Plan<'candidates'> {
  return {
    fingerprint: '',
    listings: [contacts(context, reader), applicantsWithoutContact(context, request)],
  };
}

export function contacts(context: ConnectorContext, reader: OdooReader): Listing<'candidates'> {
  const ref = { model: 'candidates' as const, context };
  return {
    model: 'res.partner',
    domain: [['applicant_ids', '!=', false]],
    fields: fieldsOf(OdooPartner),
    changeDates: ['write_date', 'applicant_ids.write_date', 'applicant_ids.source_id.write_date'],
    ids: { fields: [], toRemoteIds: ({ id }) => [`partner:${id}`] },
    async toRecords(rows) {
      const partnerIds = rows.map(({ id }) => id);
      const domain = [['partner_id', 'in', partnerIds] as const];
      const applicants = parseRows(
        OdooApplicant,
        await reader.searchAll({ ...applicantQuery, domain }),
        ref,
      );
      const byPartner = Map.groupBy(applicants, ({ parsed }) => parsed.partner_id?.id);
      return parseRows(OdooPartner, rows, ref).map(({ parsed: partner, row }) => {
        const own = (byPartner.get(partner.id) ?? []).toReversed();
        return toCandidate({
          remoteId: `partner:${partner.id}`,
          partner,
          applicants: own.map(({ parsed }) => parsed),
          remoteData: toRemoteData({
            'res.partner': row.raw,
            'hr.applicant': own.map(({ row: { raw } }) => raw),
          }),
          context,
        });
      });
    },
  };
}

export function applicantsWithoutContact(
  context: ConnectorContext,
  { since }: Pick<ReadRequest, 'since'>,
): Listing<'candidates'> {
  return {
    ...applicantQuery,
    // A delta looks at all that have changed, to see who has got a contact.
    domain: since === null ? [['partner_id', '=', false]] : [],
    changeDates: ['write_date', 'source_id.write_date'],
    ids: { fields: [], toRemoteIds: ({ id }) => [`applicant:${id}`] },
    toRecords: async (rows) =>
      parseRows(OdooApplicant, rows, { model: 'candidates', context }).map(
        ({ parsed, row }): CandidateRecord | Tombstone =>
          parsed.partner_id
            ? { remote_id: `applicant:${parsed.id}`, deleted: true }
            : toLoneCandidate(parsed, row, context),
      ),
  };
}

function toLoneCandidate(
  applicant: OdooApplicant,
  row: OdooRow,
  context: ConnectorContext,
): CandidateRecord {
  return toCandidate({
    remoteId: candidateRemoteId(applicant),
    partner: null,
    applicants: [applicant],
    remoteData: toRemoteData({ 'hr.applicant': row.raw }),
    context,
  });
}

function toCandidate({
  remoteId,
  partner,
  applicants,
  remoteData,
  context: { reportIssue },
}: Person): CandidateRecord {
  const ref = (field: string) => ({ model: 'candidates', field, reportIssue }) as const;
  const newest = applicants[0];
  const phones = [partner?.phone, ...applicants.map((entry) => entry.partner_phone)].flatMap(
    toPhoneNumbers,
  );
  const writeDates = [partner, ...applicants].map((record) => record?.write_date ?? '');
  const sources = applicants.flatMap((entry) => entry.source_id?.label ?? []);
  return {
    remote_id: remoteId,
    ...splitName(partner?.name ?? newest?.partner_name),
    ...(partner === null ? {} : toOccupation(partner)),
    source: sources[0] ?? null,
    email_addresses: toEmailAddresses(partner, applicants, ref),
    phone_numbers: unique(phones).map((phone) => ({ phone_number: phone, type: null })),
    social_media: unique(applicants.map((entry) => entry.linkedin_profile)).map(toSocialMedia),
    location: partner && toLocation(partner),
    tag_remote_ids: unique(applicants.flatMap((entry) => (entry.categ_ids ?? []).map(String))),
    remote_created_at: toIsoDate((partner ?? newest)?.create_date, ref('create_date')),
    // In Odoo's notation, the order of texts is that of dates.
    remote_updated_at: toIsoDate(writeDates.toSorted().at(-1), ref('write_date')),
    remote_data: remoteData,
  };
}

function toOccupation(partner: OdooPartner): Pick<CandidateRecord, 'company' | 'title'> {
  return {
    // For a contact that is a company itself, Odoo gives its own name here.
    company: partner.is_company === true ? null : partner.commercial_company_name,
    title: partner.function,
  };
}

/** Odoo's own reading of a field, `email_normalized`, has the first address of it alone. */
function toEmailAddresses(
  partner: OdooPartner | null,
  applicants: readonly OdooApplicant[],
  ref: (field: string) => FieldRef,
) {
  const read = (text: unknown, normalized: unknown, field: string): string[] => {
    const written = toEmails(text, ref(field));
    return written.length > 0 ? written : toEmails(normalized, null);
  };
  const addresses = [
    ...read(partner?.email, partner?.email_normalized, 'email'),
    ...applicants.flatMap((entry) => read(entry.email_from, entry.email_normalized, 'email_from')),
  ];
  const byLowerCase = Map.groupBy(unique(addresses), (address) => address.toLowerCase());
  return [...byLowerCase.values()].flatMap(([address]) =>
    address === undefined ? [] : [{ email_address: address, type: null }],
  );
}

/** The field takes any text: an address, or only the name of the profile. */
function toSocialMedia(profile: string): SocialMedia {
  const isLink = /^https?:\/\//i.test(profile);
  return {
    type: 'LINKEDIN',
    link: isLink ? profile : null,
    username: isLink ? null : profile,
  };
}

function unique(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.map((text) => text?.trim() ?? ''))].filter((text) => text !== '');
}
