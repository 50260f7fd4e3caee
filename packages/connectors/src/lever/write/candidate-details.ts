import { countryInWords, detailLines } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput, DetailLine } from '@hirewire/connector-kit';

export function fullNameOf({ first_name: first, last_name: last }: CandidateDraft): string {
  return `${first} ${last}`.trim();
}

/** Lever has one text for a place. */
export function locationOf({ location }: CandidateDraft): string | null {
  if (location === null) return null;
  const parts = [location.city, location.state, countryInWords(location.country)];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

export function headlineOf({ title, company }: CandidateDraft): string | null {
  return [title, company].filter(Boolean).join(', ') || null;
}

export function linksOf({ social_links: links }: CandidateDraft): string[] {
  return [...new Set(links.map(({ url }) => url))];
}

/** What no field of Lever is for, as lines of a text. */
export function detailsOf(candidate: CandidateDraft): string[] {
  const { location, salary_expectations: salary } = candidate;
  return detailLines([
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
    ['Street', location?.street_1],
    ['Postcode', location?.zip_code],
  ]);
}

/** What an application form has no fields for, and an opportunity has. */
export function detailsBesideForm(candidate: CandidateDraft, names: readonly string[]): string[] {
  const beside = (name: string, value: string | null): string | null =>
    names.includes(name) ? null : value;
  return detailLines([
    ['Title', candidate.title],
    ['Company', beside('currentCompany', candidate.company)],
    ['Location', beside('currentLocation', locationOf(candidate))],
    ['Phone', beside('phone', candidate.phone_number)],
    ...candidate.additional_email_addresses.map(({ email_address: address }): DetailLine => [
      'E-mail',
      address,
    ]),
    ...candidate.additional_phone_numbers.map(({ phone_number: number }): DetailLine => [
      'Phone',
      number,
    ]),
  ]);
}

/** What the API has no place for, and what must not stand in a text that everybody reads. */
export function leftOut({
  candidate,
  gdprConsent,
  sourcedByUserRemoteId,
}: CreateApplicationInput): string[] {
  return [
    ...(candidate.gender === null ? [] : ['gender']),
    ...(gdprConsent === null ? [] : ['gdpr_consent']),
    ...(sourcedByUserRemoteId === null ? [] : ['sourced_by']),
  ];
}
