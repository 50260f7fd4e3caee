import { addressInWords, detailLines, networkOf } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CandidateDraft,
  CreateApplicationInput,
  Json,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { fieldOf } from '../read/screening-questions.ts';

type Fields = { [name: string]: Json };

/** Networks that Workable's own examples name; what others it takes is not documented. */
const networks = new Set(['linkedin', 'twitter']);

/**
 * The candidate of a new application, without files. Answers to fields of the form go before the details,
 * and what the caller gives in Workable's own words before all.
 * https://workable.readme.io/reference/job-candidates-create
 */
export function toCandidateBody({
  candidate,
  answers,
  source,
  remoteFields,
}: CreateApplicationInput): Fields {
  const { title, company } = candidate;
  const links = linksOf(candidate).filter(({ type }) => type !== null);
  return {
    firstname: candidate.first_name,
    lastname: candidate.last_name,
    email: candidate.email_address,
    ...given('headline', title),
    ...given('phone', candidate.phone_number),
    ...given('address', addressInWords(candidate)),
    ...given('domain', source.name),
    // An entry needs a title.
    ...(title && { experience_entries: [{ title, company, current: true }] }),
    ...(links.length > 0 && { social_profiles: links }),
    ...toAnswers(answers),
    ...extraFields(remoteFields),
  };
}

/** `remote_fields.workable.candidate`. */
function extraFields({ candidate = null }: CreateApplicationInput['remoteFields']): Fields {
  const isObject = typeof candidate === 'object' && !Array.isArray(candidate);
  return isObject ? (candidate ?? {}) : {};
}

function toAnswers(drafts: readonly AnswerDraft[]): Fields {
  const ofFields = drafts.flatMap(({ questionRemoteId: id, value }): [string, Json][] => {
    const field = fieldOf(id);
    return field === null || typeof value === 'object' ? [] : [[field, value]];
  });
  const answers = drafts.filter(({ questionRemoteId: id }) => fieldOf(id) === null).map(toAnswer);
  return { ...Object.fromEntries(ofFields), ...(answers.length > 0 && { answers }) };
}

function toAnswer({ questionRemoteId, format, value }: AnswerDraft): Fields {
  return { question_key: questionRemoteId, ...toValue(format.type, value) };
}

function toValue(type: AnswerDraft['format']['type'], value: AnswerDraft['value']): Fields {
  if (typeof value === 'boolean') return { checked: value };
  if (typeof value === 'number') return { number: value };
  if (typeof value === 'string') {
    if (type === 'SINGLE_SELECT') return { choices: [value] };
    return type === 'DATE' ? { date: value } : { body: value };
  }
  return isFile(value) ? { file: toFile(value) } : { choices: [...value] };
}

function isFile(value: readonly string[] | OutgoingFile): value is OutgoingFile {
  return 'chunks' in value;
}

/** Forms limit answers to a few megabytes. */
function toFile(file: OutgoingFile): Fields {
  return { name: file.name, data: Buffer.concat([...file.chunks()]).toString('base64') };
}

function given(name: string, value: string | null): Fields {
  return value === null || value === '' ? {} : { [name]: value };
}

function linksOf({ social_links: links }: CandidateDraft) {
  return [...new Set(links.map(({ url }) => url))].map((url) => {
    const network = networkOf(url)?.toLowerCase() ?? '';
    return { type: networks.has(network) ? network : null, url };
  });
}

/** What no field of Workable is for, as lines of a comment. */
export function detailsOf(candidate: CandidateDraft): string[] {
  const { salary_expectations: salary, title, company } = candidate;
  const lines: [string, string | null][] = [
    // With a title, it is a part of the experience.
    ['Company', title ? null : company],
    ...candidate.additional_email_addresses.map(({ email_address: address }): [string, string] => [
      'E-mail',
      address,
    ]),
    ...candidate.additional_phone_numbers.map(({ phone_number: number }): [string, string] => [
      'Phone',
      number,
    ]),
    ...linksOf(candidate).map(({ type, url }): [string, string | null] => [
      'Link',
      type === null ? url : null,
    ]),
    ['Available from', candidate.availability_date],
    ['Expected salary', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
  ];
  return detailLines(lines);
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
