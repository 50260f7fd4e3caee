import { detailLines, networkOf } from '@hirewire/connector-kit';
import type {
  CandidateDraft,
  ConnectorContext,
  CreateApplicationInput,
  Json,
} from '@hirewire/connector-kit';
import { createOdooReader } from '../read/odoo-reader.ts';
import type { KnownPerson } from './find-contact.ts';

/** Ids of what an applicant refers to, and what it says of its contact. */
type FoundForApplicant = KnownPerson['values'] & {
  jobId: number;
  stageId: number | null;
  sourceId: number | null;
};

/** The fields of a new applicant. */
export function toApplicant(
  { candidate, sourcedByUserRemoteId }: CreateApplicationInput,
  { jobId, stageId, sourceId, ...contact }: FoundForApplicant,
): { [field: string]: Json } {
  const linkedIn = findLinkedIn(candidate);
  const salary = candidate.salary_expectations;
  return {
    partner_name: `${candidate.first_name} ${candidate.last_name}`.trim(),
    ...contact,
    job_id: jobId,
    ...(candidate.phone_number !== null && { partner_phone: candidate.phone_number }),
    ...(linkedIn !== undefined && { linkedin_profile: linkedIn }),
    ...(stageId !== null && { stage_id: stageId }),
    ...(sourceId !== null && { source_id: sourceId }),
    ...(sourcedByUserRemoteId !== null && { user_id: Number(sourcedByUserRemoteId) }),
    ...(candidate.availability_date !== null && { availability: candidate.availability_date }),
    // A number without a period: the text beside it says which.
    ...(salary !== null && {
      salary_expected: salary.amount,
      salary_expected_extra: `a ${salary.period.toLowerCase()}`,
    }),
  };
}

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
  const linkedIn = findLinkedIn(candidate);
  const links = candidate.social_links.filter(({ url }) => url !== linkedIn);
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
  return detailLines(all);
}

/** The one that goes into the applicant's own field. */
function findLinkedIn({ social_links: links }: CandidateDraft): string | undefined {
  return links.find(({ url }) => networkOf(url) === 'LINKEDIN')?.url;
}

async function findCountry(context: ConnectorContext, code: string): Promise<number | null> {
  const domain = [['code', '=', code] as const];
  const query = { model: 'res.country', domain, fields: ['code'] };
  const [country] = await createOdooReader(context).search(query);
  return country?.id ?? null;
}

function given(field: string, value: string | null | undefined): { [field: string]: string } {
  return value ? { [field]: value } : {};
}
