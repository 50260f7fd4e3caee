import type { Job, Question } from '../kit/company-rows.ts';
import { checkInput, givenText, textOf } from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { FormPart } from '../kit/form-parts.ts';
import type { Call } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import { JobBoardFailure } from './greenhouse.ts';
import type { Greenhouse, Submission } from './greenhouse.ts';
import { nestFields } from './nested-form.ts';
import { submissionFields } from './submission-fields.ts';

const ofCandidate = ['resume', 'cover_letter'];

/** The form in which a refusal was recorded: with status 200. */
export function notSaved(reason: string): JobBoardFailure {
  return new JobBoardFailure(200, { error: 'Failed to save person', reason });
}

/**
 * Reads an application for a job. Everything is checked before a file is kept.
 * @throws JobBoardFailure for what the documented validations refuse
 */
export function readSubmission(
  greenhouse: Greenhouse,
  { job, postId }: { job: Job; postId: number },
  call: Call,
): Submission {
  const input = checked(fieldsOf(call), job);
  const fileQuestions = job.questions.filter(({ type }) => type === 'file');
  checkFileNames(input, [...ofCandidate, ...fileQuestions.map(fieldOf)]);
  const files = ofCandidate.flatMap((type) => keepFile(greenhouse, input, { field: type, type }));
  const answers = new Map<string, unknown>();
  for (const question of job.questions) {
    const field = fieldOf(question);
    if (question.type === 'file') {
      const kept = keepFile(greenhouse, input, { field, type: 'other' });
      files.push(...kept);
      for (const file of kept) answers.set(question.id, file);
    } else if (input[field] !== undefined) {
      answers.set(question.id, answerOf(question, input[field]));
    }
  }
  return {
    jobId: job.id,
    postId,
    givenName: textOf(input, 'first_name'),
    familyName: textOf(input, 'last_name'),
    email: textOf(input, 'email'),
    phone: givenText(input, 'phone') ?? null,
    locationAddress: locationOf(input),
    consents: { ...Object(input['data_compliance']) },
    answers: Object.fromEntries(answers),
    files,
    readsLeft: greenhouse.options.jobBoard?.readsBeforeArrival ?? 1,
  };
}

const fieldOf = ({ id }: Pick<Question, 'id'>): string => `question_${id}`;

/** A form or JSON; what is left empty was not sent. */
function fieldsOf({ parts, body }: Call): Input {
  const sent = parts === null ? body : nestFields(parts);
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new JobBoardFailure(400, { error: 'The body is neither a form nor a JSON object' });
  }
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
  // A browser sends an input of files without one as a part without a name.
  return value === '' || value === null || (Object(value) as Partial<FormPart>).filename === '';
}

function checked(input: Input, job: Job): Input {
  try {
    return checkInput(input, submissionFields(job));
  } catch (error) {
    if (error instanceof VendorFailure) throw notSaved(`Validation failed: ${error.message}`);
    throw error;
  }
}

function answerOf({ type }: Question, value: unknown): unknown {
  if (type === 'yes or no') return String(value) === '1';
  if (type === 'choice') return String(value);
  return type === 'choices' ? [value].flat().map(String) : value;
}

/** Without its coordinates, a location is ignored. */
function locationOf(input: Input): string | null {
  const { location, latitude, longitude } = input;
  const isWhole = latitude !== undefined && longitude !== undefined;
  return isWhole && typeof location === 'string' ? location : null;
}

/** Contents and addresses come with a name. */
function checkFileNames(input: Input, fields: readonly string[]): void {
  for (const part of fields.flatMap((field) => [`${field}_content`, `${field}_url`])) {
    const hasName = input[`${part}_filename`] !== undefined;
    if ((input[part] !== undefined) === hasName) continue;
    throw notSaved(`Validation failed: ${part} and ${part}_filename are required together`);
  }
}

/** Keeps the file of a field; none where there is none. */
function keepFile(
  { files, ids, random }: Greenhouse,
  input: Input,
  { field, type }: { field: string; type: string },
): Submission['files'] {
  const sent = fileOf(input, field);
  if (sent === null) return [];
  const { name, content } = sent;
  // What is at an address is not fetched: a sample is shown for it.
  const handle =
    content === null
      ? `file-${random.uuid()}`
      : files.store(name, content, 'application/octet-stream').handle;
  return [{ id: ids.next(), name, handle, type }];
}

/** A file of a form, as Base64, at an address, or as a text. */
function fileOf(input: Input, field: string): { name: string; content: Buffer | null } | null {
  const part = input[field] as FormPart | undefined;
  if (part !== undefined) return { name: part.filename ?? field, content: part.content };
  const given = (suffix: string) => givenText(input, `${field}_${suffix}`);
  const [encoded, plain] = [given('content'), given('text')];
  if (encoded !== undefined) {
    return { name: given('content_filename') ?? field, content: Buffer.from(encoded, 'base64') };
  }
  if (given('url') !== undefined) return { name: given('url_filename') ?? field, content: null };
  return plain === undefined ? null : { name: `${field}.txt`, content: Buffer.from(plain) };
}
