import { detailLines, networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput } from '@hirewire/connector-kit';
import type { AshbyBody } from '../call-ashby.ts';
import { toAshbyLocation } from '../form-fields.ts';

/** What Ashby's profile has a place for: https://developers.ashbyhq.com/reference/candidatecreate */
export function toProfile(candidate: CandidateDraft): { [name: string]: AshbyBody[string] } {
  const links = linksOf(candidate);
  const { location } = candidate;
  return {
    name: `${candidate.first_name} ${candidate.last_name}`.trim(),
    email: candidate.email_address,
    ...given('phoneNumber', candidate.phone_number),
    ...given('linkedInUrl', links.linkedIn[0] ?? null),
    ...given('githubUrl', links.gitHub[0] ?? null),
    ...given('website', links.website),
    ...(candidate.additional_email_addresses.length > 0 && {
      alternateEmailAddresses: candidate.additional_email_addresses.map(
        ({ email_address: address }) => address,
      ),
    }),
    ...(location !== null && { location: toAshbyLocation(location) }),
  };
}

/** What the profile has no place for and recruiters want to know, as lines of a note. */
export function toNoteLines(candidate: CandidateDraft): string[] {
  const { linkedIn, gitHub, others } = linksOf(candidate);
  const furtherLinks = [...linkedIn.slice(1), ...gitHub.slice(1), ...others];
  const { location, salary_expectations: salary } = candidate;
  const lines: [string, string | null | undefined][] = [
    ['Company', candidate.company],
    ['Title', candidate.title],
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
    ['Street', location?.street_1],
    ['Postcode', location?.zip_code],
    ...candidate.additional_phone_numbers.map(
      ({ type, phone_number: number }) => [`Phone (${type.toLowerCase()})`, number] as const,
    ),
    ...furtherLinks.map((link) => ['Link', link] as const),
  ].map(([name, value]) => [name as string, value]);
  return detailLines(lines);
}

/** What must not stand in a note that everybody reads, and has no other place. */
export function leftOut({ candidate, gdprConsent }: CreateApplicationInput): string[] {
  const names: string[] = [];
  if (candidate.gender !== null) names.push('gender');
  if (gdprConsent !== null) names.push('gdpr_consent');
  return names;
}

function given(name: string, value: string | null): { [name: string]: string } {
  return value === null ? {} : { [name]: value };
}

/** A person's own site is their website; a profile in another network only where there is none. */
function linksOf({ social_links: links }: CandidateDraft) {
  const urls = links.map(({ url }) => url);
  const byNetwork = Map.groupBy(urls, networkOf);
  const [linkedIn, gitHub] = [byNetwork.get('LINKEDIN') ?? [], byNetwork.get('GITHUB') ?? []];
  const rest = urls.filter((url) => !linkedIn.includes(url) && !gitHub.includes(url));
  const website = byNetwork.get(null)?.[0] ?? rest[0] ?? null;
  return { linkedIn, gitHub, website, others: rest.filter((url) => url !== website) };
}
