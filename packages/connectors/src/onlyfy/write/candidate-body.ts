import { networkOf } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CandidateDraft,
  CreateApplicationInput,
  Json,
} from '@hirewire/connector-kit';
import type { OnlyfyCandidate } from '../remote-types.ts';
import { emailTypes, phoneTypes } from '../vocabulary.ts';
import { toNumber } from './read-objects.ts';

/** A new person, without their files and the job that they apply for. */
export function toCandidateBody({ candidate, answers }: CreateApplicationInput) {
  return {
    email: candidate.email_address,
    profile: toProfile(candidate),
    ...(answers.length > 0 && { custom_fields: answers.map(toCustomField) }),
    // The person has applied elsewhere, and does not wait for an invitation to onlyfy.
    send_email: false,
  };
}

function toProfile(candidate: CandidateDraft) {
  const { location } = candidate;
  const position = filled({ title: candidate.title, company_name: candidate.company });
  return {
    firstname: candidate.first_name,
    lastname: candidate.last_name,
    ...filled({
      phone: candidate.phone_number,
      street: location?.street_1,
      zip_code: location?.zip_code,
      city_name: location?.city,
      country_of_residence: location?.country,
      positions: Object.keys(position).length === 0 ? [] : [position],
      additional_emails: candidate.additional_email_addresses.map(
        ({ type, email_address: address }) => ({ type: emailTypes[type], address }),
      ),
      additional_phones: candidate.additional_phone_numbers.map(
        ({ type, phone_number: number }) => ({ type: phoneTypes[type], number }),
      ),
      urls: candidate.social_links.map(({ url }) => ({
        type: networkOf(url)?.toLowerCase() ?? 'website',
        address: url,
      })),
    }),
  };
}

/** Without texts and lists that are empty. */
function filled(fields: Readonly<Record<string, string | readonly unknown[] | null | undefined>>): {
  [name: string]: string | readonly unknown[];
} {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === null || value === undefined || value.length === 0 ? [] : [[name, value]],
    ),
  );
}

/** Questions are texts and choices: see `read/screening-questions.ts`. */
function toCustomField({ questionRemoteId, format, value }: AnswerDraft) {
  const values =
    format?.type === 'SINGLE_SELECT'
      ? format.options
          .filter((option) => option.remote_id === value)
          .map(({ remote_id: id, name }) => ({ id: toNumber(id ?? ''), value: name }))
      : [{ value: typeof value === 'string' ? value : JSON.stringify(value) }];
  return { custom_field_id: toNumber(questionRemoteId), values };
}

/** The fields of a person who is there, with the new answers: a change replaces them all. */
export function withAnswers(
  candidate: Pick<OnlyfyCandidate, 'custom_fields'>,
  answers: readonly AnswerDraft[],
): Json {
  const answered = answers.map(toCustomField);
  const ids = new Set(answers.map(({ questionRemoteId }) => questionRemoteId));
  const kept = (candidate.custom_fields ?? [])
    .filter(({ custom_field_id: id }) => id && !ids.has(id))
    .map(({ custom_field_id: id, values }) => ({
      custom_field_id: toNumber(id ?? ''),
      values: (values ?? []).map(({ id: valueId, value }) => ({
        ...(valueId && { id: toNumber(valueId) }),
        value: value ?? null,
      })),
    }));
  return [...kept, ...answered];
}

/** What the API has no place for. */
export function leftOut({
  candidate,
  gdprConsent,
  sourcedByUserRemoteId,
}: CreateApplicationInput): string[] {
  return [
    ...(candidate.gender === null ? [] : ['candidate.gender']),
    ...(candidate.availability_date === null ? [] : ['candidate.availability_date']),
    ...(candidate.salary_expectations === null ? [] : ['candidate.salary_expectations']),
    ...(candidate.location?.state ? ['candidate.location.state'] : []),
    ...(gdprConsent === null ? [] : ['gdpr_consent']),
    ...(sourcedByUserRemoteId === null ? [] : ['sourced_by']),
  ];
}
