import { networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput } from '@hirewire/connector-kit';

type Line = [name: string, value: string | null | undefined];

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** The one profile that candidates of Teamtailor have a field for. */
export function linkedInOf({ social_links: links }: CandidateDraft): string | null {
  return links.find(({ url }) => networkOf(url) === 'LINKEDIN')?.url ?? null;
}

/** What candidates of Teamtailor have no field for, as lines of a note. */
export function detailsOf({ candidate, source }: CreateApplicationInput): string[] {
  const { salary_expectations: salary } = candidate;
  const linkedIn = linkedInOf(candidate);
  const lines: Line[] = [
    ['Title', candidate.title],
    ['Company', candidate.company],
    ['Address', addressOf(candidate)],
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
    ...candidate.additional_email_addresses.map((one): Line => ['E-mail', one.email_address]),
    ...candidate.additional_phone_numbers.map((one): Line => ['Phone', one.phone_number]),
    ...candidate.social_links.map(({ url }): Line => ['Link', url === linkedIn ? null : url]),
    ['Source', source.name],
  ];
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
}

function addressOf({ location }: CandidateDraft): string | null {
  if (location === null) return null;
  const country = countryNames.of(location.country) ?? location.country;
  const town = [location.zip_code, location.city].filter(Boolean).join(' ');
  return [location.street_1, town, location.state, country].filter(Boolean).join(', ') || null;
}

/** What the API has no place for, and what must not stand in a note that everybody reads. */
export function leftOut({
  candidate,
  gdprConsent,
  sourcedByUserRemoteId: sourcedBy,
}: CreateApplicationInput): string[] {
  return [
    ...(candidate.gender === null ? [] : ['`gender` was not sent']),
    ...(gdprConsent === null ? [] : ['`gdpr_consent` was not sent']),
    ...(sourcedBy === null
      ? []
      : ['the user of `sourced_by` was not sent, only that somebody did']),
  ].map((what) => `Teamtailor's API has no place for it: ${what}.`);
}
