import type {
  CandidateDraft,
  ConnectorContext,
  CreateApplicationInput,
  Json,
} from '@hirewire/connector-kit';
import { createOdooReader } from '../read/odoo-reader.ts';

/** What a contact has a place for that an applicant has none for. */
export async function toContact(
  context: ConnectorContext,
  { title, company, location }: CandidateDraft,
): Promise<{ [field: string]: Json }> {
  const country = location === null ? null : await findCountry(context, location.country);
  return {
    ...given('function', title),
    ...given('company_name', company),
    ...given('street', location?.street_1),
    ...given('city', location?.city),
    ...given('zip', location?.zip_code),
    ...(country !== null && { country_id: country }),
  };
}

/** What has no place at all, and where the contact was not ours to write, what stands there. */
export function toNoteLines(
  { candidate, answers }: CreateApplicationInput,
  { isContactWritten }: { isContactWritten: boolean },
): string[] {
  const { location } = candidate;
  const ofContact: [string, string | null | undefined][] = [
    ['Title', candidate.title],
    ['Company', candidate.company],
    ['Street', location?.street_1],
    ['Postcode', location?.zip_code],
    ['City', location?.city],
    ['Country', location?.country],
  ];
  const links = candidate.social_links.filter(({ url }) => !/linkedin\.com/i.test(url));
  const others: [string, string | null | undefined][] = [
    // The API asks for the id of a state, which names are no safe way to.
    ['State', location?.state],
    ...candidate.additional_email_addresses.map(
      ({ type, email_address: address }): [string, string] => [`E-mail (${type})`, address],
    ),
    ...candidate.additional_phone_numbers.map(
      ({ type, phone_number: number }): [string, string] => [`Phone (${type})`, number],
    ),
    ...links.map(({ url }): [string, string] => ['Link', url]),
    ...answers.map(({ title, questionRemoteId, value }): [string, string] => [
      title ?? questionRemoteId,
      JSON.stringify(value),
    ]),
  ];
  const all = isContactWritten ? others : [...ofContact, ...others];
  return all.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
}

async function findCountry(context: ConnectorContext, code: string): Promise<number | null> {
  const domain = [['code', '=', code] as const];
  const query = { model: 'res.country', domain, fields: ['code'] };
  const [country] = await createOdooReader(context).search(query, 0);
  return country?.id ?? null;
}

function given(field: string, value: string | null | undefined): { [field: string]: string } {
  return value ? { [field]: value } : {};
}
