import { addressInWords, answerInWords, detailLines, inputError } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CandidateDraft,
  CreateApplicationInput,
  Json,
} from '@hirewire/connector-kit';
import type { Phase } from '../read/stage-book.ts';
import { genders } from '../vocabulary.ts';

type Fields = { [name: string]: Json };

/**
 * A new application, without files. What the caller gives in Personio's own words goes before the rest, but for the two
 * by which the application is looked for when it is made.
 * https://developer.personio.de/reference/post_v1-recruiting-applications
 */
export function toApplicationBody(
  { job, candidate, answers, source, remoteFields }: CreateApplicationInput,
  phase: Phase | null,
): Fields {
  const extra = extraFields(remoteFields);
  const message = toMessage(candidate, answers);
  return {
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    ...(phase !== null && { phase }),
    ...(message !== '' && { message }),
    ...(isNumber(source.remoteId) && { recruiting_channel_id: Number(source.remoteId) }),
    ...extra,
    attributes: mergeAttributes(toAttributes(candidate), extra['attributes']),
    email: candidate.email_address,
    job_position_id: toJobNumber(job.remoteId),
  };
}

/** With files that Personio has been sent, beside those that the caller has. */
export function addFiles(body: Fields, files: readonly Fields[]): Fields {
  return files.length === 0 ? body : { ...body, files: [...files, ...listOf(body['files'])] };
}

/** @throws RemoteError of kind `input` */
function toJobNumber(id: string): number {
  if (isNumber(id)) return Number(id);
  throw inputError('No application can be created for this job: its id in Personio is no number.');
}

function isNumber(id: string | null): boolean {
  return id !== null && /^\d{1,15}$/.test(id);
}

/**
 * `remote_fields.personio.application`.
 * @throws RemoteError of kind `input`
 */
function extraFields({ application = {} }: CreateApplicationInput['remoteFields']): Fields {
  if (typeof application === 'object' && application !== null && !Array.isArray(application)) {
    return application;
  }
  throw inputError('`remote_fields.personio.application` must be an object.');
}

function toAttributes(candidate: CandidateDraft): Fields[] {
  const { gender, salary_expectations: salary } = candidate;
  const values: [string, string | null][] = [
    ['phone', candidate.phone_number],
    ['gender', gender && genders[gender]],
    ['location', addressInWords(candidate)],
    ['available_from', candidate.availability_date],
    ['salary_expectations', salary && `${salary.amount} a ${salary.period.toLowerCase()}`],
  ];
  return values.flatMap(([id, value]) => (value ? [{ id, value }] : []));
}

/** One value for each attribute: the caller's own. */
function mergeAttributes(ours: readonly Fields[], given: Json | undefined): Json[] {
  const theirs = listOf(given);
  const ids = new Set(theirs.map((one) => idOf(one)));
  return [...ours.filter((one) => !ids.has(idOf(one))), ...theirs];
}

function idOf(attribute: Json): Json {
  const isFields = typeof attribute === 'object' && attribute !== null;
  return isFields && !Array.isArray(attribute) ? (attribute['id'] ?? null) : null;
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** What no field of Personio is for, as lines of the applicant's message. */
function toMessage(candidate: CandidateDraft, answers: readonly AnswerDraft[]): string {
  const lines: [string, string | null][] = [
    ['Title', candidate.title],
    ['Company', candidate.company],
    ...candidate.additional_email_addresses.map(({ email_address: address }): [string, string] => [
      'E-mail',
      address,
    ]),
    ...candidate.additional_phone_numbers.map(({ phone_number: number }): [string, string] => [
      'Phone',
      number,
    ]),
    ...candidate.social_links.map(({ url }): [string, string] => ['Link', url]),
    ...answers.map((answer): [string, string | null] => [
      answer.title ?? answer.questionRemoteId,
      answerInWords(answer),
    ]),
  ];
  return detailLines(lines).join('\n');
}
