import { addressInWords, detailLines, networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput, DetailLine } from '@hirewire/connector-kit';

/** The one profile that candidates of Teamtailor have a field for. */
export function linkedInOf({ social_links: links }: CandidateDraft): string | null {
  return links.find(({ url }) => networkOf(url) === 'LINKEDIN')?.url ?? null;
}

/** What candidates of Teamtailor have no field for, as lines of a note. */
export function detailsOf({ candidate, source }: CreateApplicationInput): string[] {
  const { salary_expectations: salary } = candidate;
  const linkedIn = linkedInOf(candidate);
  const lines: DetailLine[] = [
    ['Title', candidate.title],
    ['Company', candidate.company],
    ['Address', addressInWords(candidate)],
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
    ...candidate.additional_email_addresses.map((one): DetailLine => ['E-mail', one.email_address]),
    ...candidate.additional_phone_numbers.map((one): DetailLine => ['Phone', one.phone_number]),
    ...candidate.social_links.map(({ url }): DetailLine => ['Link', url === linkedIn ? null : url]),
    ['Source', source.name],
  ];
  return detailLines(lines);
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
