import { addressInWords, inputError, networkOf } from '@hirewire/connector-kit';
import type { CandidateDraft, CreateApplicationInput, Json } from '@hirewire/connector-kit';

type Fields = { [name: string]: Json };

/** What `POST /candidates` takes of a candidate. */
export function fieldsOf({ candidate, source, remoteFields }: CreateApplicationInput): Fields {
  const { social, other } = linksOf(candidate);
  const coverLetter = coverLetterOf({ remoteFields });
  return {
    name: nameOf(candidate),
    emails: emailsOf(candidate),
    phones: phonesOf(candidate),
    social_links: social,
    links: other,
    ...(coverLetter !== null && { cover_letter: coverLetter }),
    ...(source.name !== null && { sources: [source.name] }),
  };
}

export function nameOf({ first_name: first, last_name: last }: CandidateDraft): string {
  return `${first} ${last}`.trim();
}

export function emailsOf(candidate: CandidateDraft): string[] {
  const others = candidate.additional_email_addresses.map((one) => one.email_address);
  return [...new Set([candidate.email_address, ...others])];
}

export function phonesOf(candidate: CandidateDraft): string[] {
  const others = candidate.additional_phone_numbers.map((one) => one.phone_number);
  const all = candidate.phone_number === null ? others : [candidate.phone_number, ...others];
  return [...new Set(all)];
}

/** Recruitee tells profiles in networks from other pages. */
export function linksOf({ social_links: links }: CandidateDraft) {
  const all = [...new Set(links.map(({ url }) => url))];
  return {
    social: all.filter((url) => networkOf(url) !== null),
    other: all.filter((url) => networkOf(url) === null),
  };
}

/** `remote_fields.recruitee.candidate.cover_letter_text` */
export function coverLetterOf({
  remoteFields,
}: Pick<CreateApplicationInput, 'remoteFields'>): string | null {
  const candidate = remoteFields['candidate'] ?? {};
  const text =
    Object.entries(candidate).find(([name]) => name === 'cover_letter_text')?.[1] ?? null;
  if (typeof candidate === 'object' && (text === null || typeof text === 'string')) return text;
  throw inputError('`remote_fields.recruitee.candidate.cover_letter_text` must be a text.');
}

/** A field of the profile, which is made by a request of its own. */
export interface ProfileField {
  what: string;
  kind: string;
  values: Fields[];
}

export function profileFieldsOf(candidate: CandidateDraft): ProfileField[] {
  const { company, title } = candidate;
  const address = addressInWords(candidate);
  const experience = { ...(company && { company }), ...(title && { title }) };
  return [
    ...(Object.keys(experience).length > 0
      ? [{ what: 'company and title', kind: 'experience', values: [experience] }]
      : []),
    ...(address ? [{ what: 'the address', kind: 'address', values: [{ text: address }] }] : []),
  ];
}

/** What no field of Recruitee is for, as lines of a note. */
export function detailsOf(candidate: CandidateDraft): string[] {
  const { availability_date: date, salary_expectations: salary } = candidate;
  return [
    ...(date === null ? [] : [`Available from: ${date}`]),
    ...(salary === null
      ? []
      : [`Expected salary: ${salary.amount} a ${salary.period.toLowerCase()}`]),
  ];
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
