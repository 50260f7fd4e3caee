import { countryInWords, detailLines, inputError, networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput, Json } from '@hirewire/connector-kit';
import type { SourceDetails } from './source.ts';

export type Fields = { [name: string]: Json };

/** `form`: the form of a posting, which takes answers and consents. `job`: as a recruiter adds somebody. */
export type Way = 'form' | 'job';

/** The two spell one network differently. */
const linkedIn: Readonly<Record<Way, string>> = { form: 'linkedIn', job: 'linkedin' };
const callersFields: Readonly<Record<Way, string>> = {
  form: 'candidate_with_questions',
  job: 'candidate_without_questions',
};

/** The person of a new application, without files; what the caller gives in the vendor's words, last. */
export function toCandidateBody(
  { candidate, remoteFields }: CreateApplicationInput,
  source: SourceDetails | null,
  way: Way,
): Fields {
  const { title, company } = candidate;
  const { web } = splitLinks(candidate, way);
  return {
    firstName: candidate.first_name,
    lastName: candidate.last_name,
    email: candidate.email_address,
    ...(candidate.phone_number && { phoneNumber: candidate.phone_number }),
    ...(candidate.location && { location: toPlace(candidate.location) }),
    ...(Object.keys(web).length > 0 && { web }),
    ...(takesWork(candidate, way) && {
      experience: [{ title, ...(company && { company }), current: true }],
    }),
    ...(source && { sourceDetails: { ...source } }),
    ...extraFields(remoteFields, 'candidate'),
    ...extraFields(remoteFields, callersFields[way]),
  };
}

function extraFields(remoteFields: CreateApplicationInput['remoteFields'], name: string): Fields {
  const fields = remoteFields[name] ?? {};
  if (typeof fields === 'object' && !Array.isArray(fields)) return fields;
  throw inputError(`\`remote_fields.smartrecruiters.${name}\` must be an object.`);
}

/** Whether the caller names a source in the vendor's own words. */
export function hasOwnSource({ remoteFields }: CreateApplicationInput, way: Way): boolean {
  return ['candidate', callersFields[way]].some((name) =>
    Object.hasOwn(extraFields(remoteFields, name), 'sourceDetails'),
  );
}

/** Work needs a title, and in a form also the day when it began, which the wire does not have. */
const takesWork = ({ title }: CandidateDraft, way: Way): boolean => Boolean(title) && way === 'job';

function toPlace({ country, city, state }: NonNullable<CandidateDraft['location']>): Fields {
  return {
    country: countryInWords(country),
    countryCode: country.toLowerCase(),
    ...(city && { city }),
    ...(state && { region: state }),
  };
}

/** One of each network, and one other page; what is left goes into a note. */
function splitLinks({ social_links: links }: CandidateDraft, way: Way) {
  const names: Readonly<Record<string, string>> = {
    LINKEDIN: linkedIn[way],
    FACEBOOK: 'facebook',
    TWITTER: 'twitter',
  };
  const web: Fields = {};
  const others: string[] = [];
  for (const url of new Set(links.map((link) => link.url))) {
    const name = names[networkOf(url) ?? ''] ?? 'website';
    if (Object.hasOwn(web, name)) others.push(url);
    else web[name] = url;
  }
  return { web, others };
}

/** What no field is for, as lines of a note. */
export function detailsOf(candidate: CandidateDraft, way: Way): string[] {
  const { location, salary_expectations: salary, title, company } = candidate;
  const isTaken = takesWork(candidate, way);
  const street = [location?.street_1, location?.zip_code].filter(Boolean).join(', ');
  const lines: [string, string | null][] = [
    ['Job title', isTaken ? null : title],
    ['Company', isTaken ? null : company],
    ['Address', street],
    ...candidate.additional_email_addresses.map(({ email_address: address }): [string, string] => [
      'E-mail',
      address,
    ]),
    ...candidate.additional_phone_numbers.map(({ phone_number: number }): [string, string] => [
      'Phone',
      number,
    ]),
    ...splitLinks(candidate, way).others.map((url): [string, string] => ['Link', url]),
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
  ];
  return detailLines(lines);
}

/** A customer asks for one consent for all, or for one for each purpose. */
export function toConsent({ gdprConsent, remoteFields }: CreateApplicationInput): Fields {
  const decisions = extraFields(remoteFields, 'consent_decisions');
  if (Object.keys(decisions).length > 0) return { consentDecisions: decisions };
  const given = gdprConsent?.given ?? null;
  return given === null ? {} : { consent: given };
}

/** What the API has no place for, and what must not stand in a text that everybody reads. */
export function leftOut({
  candidate,
  gdprConsent,
  sourcedByUserRemoteId,
}: CreateApplicationInput): string[] {
  return [
    ...(candidate.gender === null ? [] : ['gender']),
    ...((gdprConsent?.expires_at ?? null) === null ? [] : ['gdpr_consent.expires_at']),
    ...(sourcedByUserRemoteId === null ? [] : ['sourced_by']),
  ];
}
